/** Applications in a server that use message methods and injected services. */
@NullMarked
package org.qdmail.it;

import org.jspecify.annotations.NullMarked;

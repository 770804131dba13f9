/** Joins Qdmail to the container: message methods, injected services, events. */
@NullMarked
package org.qdmail.cdi;

import org.jspecify.annotations.NullMarked;

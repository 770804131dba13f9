/** Tests of the room; the container is Weld SE. */
@NullMarked
package org.qdmail.cdi;

import org.jspecify.annotations.NullMarked;

/** Tests of the watch over the routes. */
@NullMarked
package org.qdmail.health;

import org.jspecify.annotations.NullMarked;

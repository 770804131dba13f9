/** Tests of the ways for frozen octets. */
@NullMarked
package org.qdmail.route;

import org.jspecify.annotations.NullMarked;

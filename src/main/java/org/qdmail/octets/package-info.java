/** Fixes the octets of a mail once, in heap or in a spool file. */
@NullMarked
package org.qdmail.octets;

import org.jspecify.annotations.NullMarked;

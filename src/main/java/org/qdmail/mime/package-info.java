/** Composes messages into the octets of a MIME mail, in one pass and in 7-bit form. */
@NullMarked
package org.qdmail.mime;

import org.jspecify.annotations.NullMarked;

/** Checks and writes mail addresses and the names in front of them. */
@NullMarked
package org.qdmail.address;

import org.jspecify.annotations.NullMarked;

/** Private keys and certificates as files and devices hold them (RFC 7468, RFC 7292, PKCS#11), read with bounded work. */
@NullMarked
package org.qdmail.keys;

import org.jspecify.annotations.NullMarked;

/** Encrypts mails to the certificates of their recipients (S/MIME, RFC 8551 sections 3.3 and 3.4). */
@NullMarked
package org.qdmail.encryption;

import org.jspecify.annotations.NullMarked;

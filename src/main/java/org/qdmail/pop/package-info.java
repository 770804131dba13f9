/** The login by POP3 that some relays want before they take mail (RFC 1939, RFC 2595, RFC 8314). */
@NullMarked
package org.qdmail.pop;

import org.jspecify.annotations.NullMarked;

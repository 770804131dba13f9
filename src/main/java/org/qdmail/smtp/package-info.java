/** Speaks SMTP to one relay: connection, capabilities, login, replies and pool; it sees an envelope and octets, never a message. */
@NullMarked
package org.qdmail.smtp;

import org.jspecify.annotations.NullMarked;

/** Takes mail by SMTP on a loopback port and keeps it, exactly as it was sent. */
@NullMarked
package org.qdmail.smtpserver;

import org.jspecify.annotations.NullMarked;

/** Carries octets over a TCP connection, in the clear or inside TLS, or the pipes of a program, with every wait bounded. */
@NullMarked
package org.qdmail.wire;

import org.jspecify.annotations.NullMarked;

package org.qdmail.mailbox;

import java.io.IOException;
import java.io.InputStream;

/** Where the octets of a mail come from, as often as they are wanted. */
@FunctionalInterface
interface OctetSource {
    /** A new stream over all octets; fails when the mail has been removed. */
    InputStream open() throws IOException;
}

package org.qdmail.mime;

import java.io.IOException;
import java.io.OutputStream;

/**
 * A body with the fields that describe it (RFC 2045 section 2.4): Content-* fields, an empty line, the encoded body.
 * What it writes is 7-bit, every line ends in CRLF and the last octets are CRLF; the CRLF in front of a boundary is not
 * part of it (RFC 2046 section 5.1.1), so a signature covers exactly what is written here.
 */
public interface MimeEntity {
    /**
     * Writes the entity. Reads every content once, so writing twice reads twice.
     *
     * @throws org.qdmail.failure.ContentUnreadable if a content fails (MAIL-0240)
     * @throws org.qdmail.failure.InvalidMessage if a header cannot be written (MAIL-0301 to 0304)
     * @throws IOException only from {@code out}
     */
    void writeTo(OutputStream out) throws IOException;
}

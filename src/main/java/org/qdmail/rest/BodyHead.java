package org.qdmail.rest;

import jakarta.ws.rs.core.HttpHeaders;
import java.util.Locale;
import java.util.Optional;

/**
 * What the header of a request says of its body.
 *
 * @param contentType the whole field; empty when there is none
 * @param isEncoded whether it has a Content-Encoding
 * @param octets the declared length; -1 when it is not declared
 */
record BodyHead(String contentType, boolean isEncoded, long octets) {
    static BodyHead of(HttpHeaders headers) {
        return new BodyHead(
                Optional.ofNullable(headers.getHeaderString(HttpHeaders.CONTENT_TYPE))
                        .orElse(""),
                headers.getHeaderString(HttpHeaders.CONTENT_ENCODING) != null,
                headers.getLength());
    }

    /** Type and subtype alone. */
    String type() {
        int end = contentType.indexOf(';');
        return (end < 0 ? contentType : contentType.substring(0, end)).strip().toLowerCase(Locale.ROOT);
    }
}

package org.qdmail.smtp.peer;

import java.nio.charset.StandardCharsets;
import java.util.List;

/**
 * A content that the peer took over.
 *
 * @param mail the MAIL command
 * @param recipients the RCPT commands that it accepted
 * @param sha256 of the octets, without dot-stuffing, in hex
 * @param octets the content itself
 */
public record StoredMail(String mail, List<String> recipients, String sha256, byte[] octets) {
    public String text() {
        return new String(octets, StandardCharsets.UTF_8);
    }
}

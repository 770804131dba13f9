package org.qdmail.smtpserver;

import java.time.Instant;
import java.util.List;
import java.util.Optional;

/**
 * A mail that was accepted.
 *
 * @param id sortable by arrival
 * @param receivedAt when its last octet had arrived
 * @param mail the MAIL command
 * @param recipients the accepted RCPT commands, in their order
 * @param client what the client called itself in EHLO
 * @param user who had logged in, if anybody
 * @param tls version and cipher suite of the connection, if it was inside TLS
 * @param content its octets
 * @param dialogue the connection's opening and the lines about this mail
 */
public record StoredMail(
        String id,
        Instant receivedAt,
        EnvelopeCommand mail,
        List<EnvelopeCommand> recipients,
        String client,
        Optional<String> user,
        Optional<String> tls,
        MailContent content,
        List<DialogueLine> dialogue) {
    public StoredMail {
        recipients = List.copyOf(recipients);
        dialogue = List.copyOf(dialogue);
    }
}

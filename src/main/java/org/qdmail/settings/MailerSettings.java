package org.qdmail.settings;

import java.util.List;
import java.util.Optional;
import org.qdmail.dkim.DkimSettings;
import org.qdmail.encryption.EncryptionSettings;
import org.qdmail.mime.ComposeSettings;
import org.qdmail.octets.SpoolSettings;
import org.qdmail.route.SafetySettings;
import org.qdmail.smtp.SmtpSettings;

/**
 * Everything about one mailer.
 *
 * @param name the name; empty for the unnamed one
 * @param smtp its relay; empty when mail is captured
 * @param capture whether every mail goes to the embedded mailbox
 * @param failover the mailers whose relays stand in for this one's, in order
 * @param compose how mails are composed
 * @param dkim for which domain mails are signed with DKIM; empty for none
 * @param encryption how they are encrypted
 * @param spool where frozen mails are kept
 * @param defaults what counts where a message says nothing
 * @param enforce what counts whatever a message says
 * @param receipt how receipts are asked for
 * @param limits the limits of one message
 * @param safety which recipients mail may leave for
 */
public record MailerSettings(
        String name,
        Optional<SmtpSettings> smtp,
        boolean capture,
        List<String> failover,
        ComposeSettings compose,
        Optional<DkimSettings> dkim,
        EncryptionSettings encryption,
        SpoolSettings spool,
        DefaultSettings defaults,
        EnforceSettings enforce,
        ReceiptSettings receipt,
        Limits limits,
        SafetySettings safety) {
    public MailerSettings {
        failover = List.copyOf(failover);
        if (smtp.isPresent() == capture) throw new IllegalArgumentException("either a relay or capture");
    }

    /**
     * Limits of one message.
     *
     * @param recipients the most recipients ({@code qdmail.limits.recipients}), at least 1
     */
    public record Limits(int recipients) {
        public Limits {
            if (recipients < 1) throw new IllegalArgumentException("recipients " + recipients);
        }
    }
}

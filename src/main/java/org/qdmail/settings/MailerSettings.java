package org.qdmail.settings;

import java.util.Optional;
import org.qdmail.dkim.DkimSettings;
import org.qdmail.encryption.EncryptionSettings;
import org.qdmail.mime.ComposeSettings;
import org.qdmail.octets.SpoolSettings;
import org.qdmail.route.RateSettings;
import org.qdmail.route.SafetySettings;

/**
 * Everything about one mailer.
 *
 * @param name the name; empty for the unnamed one
 * @param route how its mails leave
 * @param compose how mails are composed
 * @param dkim for which domain mails are signed with DKIM; empty for none
 * @param encryption how they are encrypted
 * @param spool where frozen mails are kept
 * @param defaults what counts where a message says nothing
 * @param enforce what counts whatever a message says
 * @param receipt how receipts are asked for
 * @param limits the limits of one message
 * @param safety which recipients mail may leave for
 * @param rates how many mails may leave within a time
 */
public record MailerSettings(
        String name,
        RouteSettings route,
        ComposeSettings compose,
        Optional<DkimSettings> dkim,
        EncryptionSettings encryption,
        SpoolSettings spool,
        DefaultSettings defaults,
        EnforceSettings enforce,
        ReceiptSettings receipt,
        Limits limits,
        SafetySettings safety,
        RateSettings rates) {

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

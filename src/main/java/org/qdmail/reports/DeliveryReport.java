package org.qdmail.reports;

import java.time.Instant;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import org.qdmail.address.EmailAddress;

/**
 * A delivery status notification (RFC 3464): what a server says became of recipients.
 *
 * @param server the name of the server
 * @param envelopeId the ENVID of the mail, decoded
 * @param recipients what became of each; one at least
 */
public record DeliveryReport(String server, Optional<String> envelopeId, List<Recipient> recipients) {
    public DeliveryReport {
        recipients = List.copyOf(recipients);
        if (recipients.isEmpty()) throw new IllegalArgumentException("a report without recipients");
        envelopeId = envelopeId.map(id -> ReportText.printable(id, 100));
    }

    /** What a server has done (RFC 3464 section 2.3.3). */
    public enum Action {
        FAILED("5.0.0"),
        DELAYED("4.0.0"),
        DELIVERED("2.0.0"),
        RELAYED("2.0.0");

        private final String status;

        Action(String status) {
            this.status = status;
        }

        /** The status of a report that has no other. */
        public String status() {
            return status;
        }

        String word() {
            return name().toLowerCase(Locale.ROOT);
        }
    }

    /**
     * One recipient of the report.
     *
     * @param original the value of ORCPT, decoded, with its type
     * @param status the enhanced status code (RFC 3463)
     * @param retryUntil how long a delayed mail is tried
     */
    public record Recipient(
            EmailAddress address,
            Optional<String> original,
            Action action,
            String status,
            Optional<Instant> retryUntil) {
        public Recipient {
            original = original.filter(ReportText::fits);
        }
    }

    /** The octets of the report. */
    public byte[] about(ReportedMail mail, Instant now) {
        ReportMail report = new ReportMail(mail, now);
        report.from("Mail Delivery System <mailer-daemon@" + server + '>', server);
        report.subject(recipients.get(0).action().word() + ": " + mail.subject());
        report.text(text());
        report.machinePart("delivery-status", fields(now));
        return report.octets();
    }

    private String text() {
        StringBuilder text = new StringBuilder("This is the mail system at " + server + ".\r\n\r\n");
        for (Recipient each : recipients) {
            text.append(ReportText.printable(each.address().toString(), 200))
                    .append(": ")
                    .append(each.action().word())
                    .append(" (")
                    .append(each.status())
                    .append(")\r\n");
        }
        return text.toString();
    }

    private String fields(Instant now) {
        StringBuilder fields = new StringBuilder("Reporting-MTA: dns;" + server + "\r\n");
        envelopeId.ifPresent(
                id -> fields.append("Original-Envelope-Id: ").append(id).append("\r\n"));
        fields.append("Arrival-Date: ").append(ReportMail.date(now)).append("\r\n");
        recipients.forEach(each -> fields.append("\r\n").append(fields(each)));
        return fields.toString();
    }

    private static String fields(Recipient each) {
        StringBuilder fields = new StringBuilder();
        each.original()
                .ifPresent(address ->
                        fields.append("Original-Recipient: ").append(address).append("\r\n"));
        fields.append("Final-Recipient: ")
                .append(ReportText.typed(each.address()))
                .append("\r\n");
        fields.append("Action: ").append(each.action().word()).append("\r\n");
        fields.append("Status: ").append(each.status()).append("\r\n");
        boolean isTrouble = each.action() == Action.FAILED || each.action() == Action.DELAYED;
        if (isTrouble) {
            String code = each.action() == Action.FAILED ? "550" : "450";
            fields.append("Diagnostic-Code: smtp; " + code + ' ' + each.status() + " answered by hand\r\n");
        }
        each.retryUntil().ifPresent(until -> fields.append("Will-Retry-Until: ")
                .append(ReportMail.date(until))
                .append("\r\n"));
        return fields.toString();
    }
}

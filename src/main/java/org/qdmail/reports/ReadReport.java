package org.qdmail.reports;

import java.time.Instant;
import java.util.Optional;
import org.qdmail.address.EmailAddress;

/**
 * A message disposition notification (RFC 8098): what a reading program says a person did with a mail.
 *
 * @param reader who read it
 * @param original the value of ORCPT, decoded, with its type
 */
public record ReadReport(EmailAddress reader, Optional<String> original) {
    private static final String PROGRAM = "qdmail-mailbox";

    public ReadReport {
        original = original.filter(ReportText::fits);
    }

    /** The octets of the report: the mail was displayed, and the person agreed to say so. */
    public byte[] about(ReportedMail mail, Instant now) {
        ReportMail report = new ReportMail(mail, now);
        report.from('<' + reader.wire() + '>', reader.asciiDomain());
        report.subject("Read: " + mail.subject());
        report.text("The mail was displayed. That does not prove that it was read or understood.\r\n");
        report.machinePart("disposition-notification", fields(mail));
        return report.octets();
    }

    private String fields(ReportedMail mail) {
        StringBuilder fields = new StringBuilder("Reporting-UA: " + PROGRAM + "\r\n");
        original.ifPresent(
                address -> fields.append("Original-Recipient: ").append(address).append("\r\n"));
        fields.append("Final-Recipient: ").append(ReportText.typed(reader)).append("\r\n");
        mail.messageId()
                .ifPresent(
                        id -> fields.append("Original-Message-ID: ").append(id).append("\r\n"));
        return fields.append("Disposition: manual-action/MDN-sent-manually; displayed\r\n")
                .toString();
    }
}

package org.qdmail.reports;

import java.util.Optional;
import org.qdmail.address.EmailAddress;

/**
 * The mail that a report is about.
 *
 * @param reportTo who gets the report
 * @param messageId its Message-ID, if it has one that fits into a field
 * @param subject its subject, for the report's own
 * @param returned what the report brings back of it
 */
public record ReportedMail(
        EmailAddress reportTo, Optional<String> messageId, String subject, ReturnedContent returned) {
    public ReportedMail {
        messageId = messageId.filter(ReportText::fits);
        subject = ReportText.unstructured(subject);
    }
}

package org.qdmail.mailbox;

import java.util.ArrayList;
import java.util.List;
import org.qdmail.reading.DecodedText;
import org.qdmail.reading.ReadField;
import org.qdmail.smtpserver.StoredMail;
import org.qdmail.smtpserver.WireFacts;

/** What is odd about a mail, one sentence each. */
final class MailFindings {
    private final List<String> findings = new ArrayList<>();

    private MailFindings() {}

    static List<String> of(StoredMail mail, MailView view) {
        MailFindings found = new MailFindings();
        found.lookAtOctets(mail);
        found.lookAtFields(view);
        found.lookAtText(view);
        return List.copyOf(found.findings);
    }

    private void lookAtOctets(StoredMail mail) {
        WireFacts facts = mail.content().facts();
        note(facts.bareLineEnds() > 0, facts.bareLineEnds() + " line ends are not CRLF (RFC 5321 section 2.3.8)");
        note(facts.longLines() > 0, facts.longLines() + " lines have more than 998 octets (RFC 5322 section 2.1.1)");
        note(facts.hasNul(), "the mail holds NUL (RFC 5322 section 2.3)");
        boolean isAnnounced = mail.mail().has("SMTPUTF8")
                || "8BITMIME".equalsIgnoreCase(mail.mail().parameters().getOrDefault("BODY", ""));
        note(facts.isEightBit() && !isAnnounced, "8-bit octets without BODY=8BITMIME or SMTPUTF8 (RFC 6152)");
        note(
                mail.content().sizeOctets() > MailView.MAX_OCTETS,
                "only the first " + MailView.MAX_OCTETS + " octets were looked at; the source is complete");
    }

    private void lookAtFields(MailView view) {
        lookAtCount(view, "From");
        lookAtCount(view, "Date");
        note(count(view, "Subject") == 0, "there is no Subject field");
        note(count(view, "Subject") > 1, "there are several Subject fields (RFC 5322 section 3.6)");
    }

    private void lookAtCount(MailView view, String name) {
        long count = count(view, name);
        note(count == 0, "there is no " + name + " field (RFC 5322 section 3.6)");
        note(count > 1, "there are " + count + ' ' + name + " fields (RFC 5322 section 3.6)");
        note(count == 1 && view.field(name).isBlank(), "the " + name + " field is empty (RFC 5322 section 3.6)");
    }

    private static long count(MailView view, String name) {
        return view.reading().fields().stream()
                .filter((ReadField field) -> field.is(name))
                .count();
    }

    private void lookAtText(MailView view) {
        view.reading()
                .text()
                .filter(DecodedText::isGuessed)
                .ifPresent(text ->
                        note(true, "the text does not name its character set; " + text.charset() + " is a guess"));
        boolean isHtmlOnly =
                view.reading().text().isEmpty() && view.reading().html().isPresent();
        note(isHtmlOnly, "there is HTML, but no plain text");
    }

    private void note(boolean applies, String finding) {
        if (applies) findings.add(finding);
    }
}

package org.qdmail.mailbox;

import static org.qdmail.mailbox.Finding.Level.ERROR;
import static org.qdmail.mailbox.Finding.Level.NOTE;
import static org.qdmail.mailbox.Finding.Level.WARNING;

import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import java.util.TreeSet;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import org.qdmail.reading.DecodedText;
import org.qdmail.reading.ReadField;
import org.qdmail.reading.ReadPart;
import org.qdmail.smtpserver.StoredMail;
import org.qdmail.smtpserver.WireFacts;

/** What is odd about a mail. */
final class MailFindings {
    private static final String FIELD_COUNTS = "RFC 5322 section 3.6";
    private static final int MAX_HTML = 1_000_000;
    private static final Pattern CID = Pattern.compile("(?i)\\bcid:([^\"'\\s<>)]{1,200})");
    private static final Pattern REMOTE_IMAGE =
            Pattern.compile("(?i)<img\\b[^<>]{0,2000}?\\bsrc\\s{0,20}=\\s{0,20}[\"']?https?:");

    private final List<Finding> findings = new ArrayList<>();

    private MailFindings() {}

    static List<Finding> of(StoredMail mail, MailView view) {
        MailFindings found = new MailFindings();
        found.lookAtOctets(mail);
        found.lookAtFields(view);
        found.lookAtText(view);
        found.lookAtHtml(view);
        found.lookAtList(view);
        return List.copyOf(found.findings);
    }

    private void lookAtOctets(StoredMail mail) {
        WireFacts facts = mail.content().facts();
        note(
                facts.bareLineEnds() > 0,
                ERROR,
                facts.bareLineEnds() + " line ends are not CRLF",
                "RFC 5321 section 2.3.8");
        note(
                facts.longLines() > 0,
                ERROR,
                facts.longLines() + " lines have more than 998 octets",
                "RFC 5322 section 2.1.1");
        note(facts.hasNul(), ERROR, "the mail holds NUL", "RFC 5322 section 2.3");
        boolean isAnnounced = mail.mail().has("SMTPUTF8")
                || "8BITMIME".equalsIgnoreCase(mail.mail().parameters().getOrDefault("BODY", ""));
        note(
                facts.isEightBit() && !isAnnounced,
                ERROR,
                "8-bit octets without BODY=8BITMIME or SMTPUTF8",
                "RFC 6152 section 3");
        note(
                mail.content().sizeOctets() > MailView.MAX_OCTETS,
                NOTE,
                "only the first " + MailView.MAX_OCTETS + " octets were looked at; the source is complete",
                "");
    }

    private void lookAtFields(MailView view) {
        lookAtCount(view, "From");
        lookAtCount(view, "Date");
        note(count(view, "Message-ID") == 0, WARNING, "there is no Message-ID field", "RFC 5322 section 3.6.4");
        note(count(view, "Subject") == 0, NOTE, "there is no Subject field", FIELD_COUNTS);
        note(count(view, "Subject") > 1, ERROR, "there are several Subject fields", FIELD_COUNTS);
    }

    private void lookAtCount(MailView view, String name) {
        long count = count(view, name);
        note(count == 0, ERROR, "there is no " + name + " field", FIELD_COUNTS);
        note(count > 1, ERROR, "there are " + count + ' ' + name + " fields", FIELD_COUNTS);
        note(count == 1 && view.field(name).isBlank(), ERROR, "the " + name + " field is empty", FIELD_COUNTS);
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
                .ifPresent(text -> note(
                        true,
                        WARNING,
                        "the text does not name its character set; " + text.charset() + " is a guess",
                        "RFC 2046 section 4.1.2"));
        boolean isHtmlOnly =
                view.reading().text().isEmpty() && view.reading().html().isPresent();
        note(isHtmlOnly, WARNING, "there is HTML, but no plain text", "RFC 2046 section 5.1.4");
    }

    private void lookAtHtml(MailView view) {
        String html = view.reading().html().map(DecodedText::text).orElse("");
        if (html.length() > MAX_HTML) html = html.substring(0, MAX_HTML);
        Set<String> parts = view.reading().parts().stream()
                .flatMap((ReadPart part) -> part.contentId().stream())
                .collect(Collectors.toSet());
        Set<String> missing = new TreeSet<>();
        Matcher cids = CID.matcher(html);
        while (cids.find() && missing.size() < 10) {
            String cid = cids.group(1).replace("%40", "@");
            if (!parts.contains(cid)) missing.add(cid);
        }
        missing.forEach(
                cid -> note(true, ERROR, "the HTML shows cid:" + cid + ", which no part is", "RFC 2392 section 2"));
        note(
                REMOTE_IMAGE.matcher(html).find(),
                NOTE,
                "the HTML has images from other hosts; many readers do not load them",
                "");
    }

    private void lookAtList(MailView view) {
        String unsubscribe = view.field("List-Unsubscribe").toLowerCase(Locale.ROOT);
        boolean isOneClick = view.field("List-Unsubscribe-Post").contains("List-Unsubscribe=One-Click");
        note(
                unsubscribe.contains("https:") && !isOneClick,
                WARNING,
                "List-Unsubscribe has no one-click form, which large receivers ask for",
                "RFC 8058 section 3.1");
    }

    private void note(boolean applies, Finding.Level level, String text, String rule) {
        if (applies) findings.add(new Finding(level, text, rule));
    }
}

package org.qdmail.mailbox;

import java.io.IOException;
import java.time.Instant;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.TreeSet;
import org.qdmail.message.Level;
import org.qdmail.reading.DecodedText;
import org.qdmail.signing.SignatureReport;
import org.qdmail.smtpserver.EnvelopeCommand;
import org.qdmail.smtpserver.StoredMail;

/**
 * One line of the list of mails. Texts of the mail are decoded, cut and untrusted.
 *
 * @param from the From field
 * @param to the To field
 * @param recipients the addresses of the RCPT commands
 * @param reports the words of all NOTIFY parameters, canonical order
 * @param signature what a signature is worth, if there is one
 * @param charset the character set of a text that is not UTF-8; empty for UTF-8 and ASCII
 * @param searched what a search looks at, in lower case
 */
record MailSummary(
        String id,
        Instant receivedAt,
        long sizeOctets,
        String returnPath,
        String from,
        String to,
        List<String> recipients,
        String subject,
        Optional<Level> priority,
        boolean signed,
        boolean encrypted,
        int attachments,
        List<String> reports,
        boolean readReceipt,
        Optional<SignatureReport> signature,
        Optional<String> charset,
        String searched) {
    private static final int MAX_CHARACTERS = 1_000;
    private static final int MAX_SEARCHED_TEXT = 4_000;
    private static final List<String> WORDS = List.of("SUCCESS", "FAILURE", "DELAY", "NEVER");

    MailSummary {
        recipients = List.copyOf(recipients);
        reports = List.copyOf(reports);
    }

    static MailSummary of(StoredMail mail) throws IOException {
        MailView view = MailView.of(mail.content()::open);
        List<String> recipients =
                mail.recipients().stream().map(EnvelopeCommand::address).toList();
        String from = cut(view.field("From"), MAX_CHARACTERS);
        String to = cut(view.field("To"), MAX_CHARACTERS);
        String subject = cut(view.field("Subject"), MAX_CHARACTERS);
        String text = view.reading().text().map(DecodedText::text).orElse("");
        return new MailSummary(
                mail.id(),
                mail.receivedAt(),
                mail.content().sizeOctets(),
                mail.mail().address(),
                from,
                to,
                recipients,
                subject,
                view.priority(),
                view.isSigned(),
                view.isEncrypted(),
                view.attachments().size(),
                reports(mail),
                view.readReceiptTo().isPresent(),
                view.isSigned() ? Optional.of(view.signature()) : Optional.empty(),
                view.reading().text().map(DecodedText::charset).filter(MailSummary::isOther),
                searched(subject, from, to, String.join(" ", recipients), cut(text, MAX_SEARCHED_TEXT)));
    }

    private static boolean isOther(String charset) {
        return !charset.equalsIgnoreCase("UTF-8") && !charset.equalsIgnoreCase("US-ASCII");
    }

    static String cut(String text, int max) {
        if (text.length() <= max) return text;
        int end = Character.isHighSurrogate(text.charAt(max - 1)) ? max - 1 : max;
        return text.substring(0, end) + '\u2026';
    }

    private static List<String> reports(StoredMail mail) {
        TreeSet<Integer> found = new TreeSet<>();
        for (EnvelopeCommand recipient : mail.recipients()) {
            String value = recipient.parameters().getOrDefault("NOTIFY", "");
            for (String word : value.toUpperCase(Locale.ROOT).split(",", -1)) found.add(WORDS.indexOf(word));
        }
        return found.stream().filter(index -> index >= 0).map(WORDS::get).toList();
    }

    private static String searched(String... texts) {
        return String.join("\n", texts).toLowerCase(Locale.ROOT);
    }

    /** Whether every word of the query is in it; some words have a meaning, such as {@code is:signed}. */
    boolean matches(String query) {
        for (String word : query.toLowerCase(Locale.ROOT).strip().split("\\s+", -1)) {
            if (!has(word)) return false;
        }
        return true;
    }

    private boolean has(String word) {
        if (word.equals("has:attachment")) return attachments > 0;
        if (word.equals("is:signed")) return signed;
        if (word.equals("is:encrypted")) return encrypted;
        if (word.startsWith("from:")) return from.toLowerCase(Locale.ROOT).contains(word.substring(5));
        if (word.startsWith("to:")) return goesTo(word.substring(3));
        return searched.contains(word);
    }

    /** Whether it went to an address that contains this text. */
    boolean goesTo(String part) {
        String wanted = part.toLowerCase(Locale.ROOT);
        return recipients.stream()
                .anyMatch(address -> address.toLowerCase(Locale.ROOT).contains(wanted));
    }
}

package org.qdmail.reports;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.time.Instant;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.util.Locale;
import java.util.UUID;

/** The mail around a report (RFC 6522): text for people, fields for programs, what is brought back. */
final class ReportMail {
    private static final DateTimeFormatter DATE = DateTimeFormatter.ofPattern(
                    "EEE, d MMM uuuu HH:mm:ss Z", Locale.ENGLISH)
            .withZone(ZoneOffset.UTC);

    private final ReportedMail mail;
    private final String boundary = "report-" + UUID.randomUUID();
    private final StringBuilder header = new StringBuilder();
    private final StringBuilder body = new StringBuilder();
    private String type = "";

    ReportMail(ReportedMail mail, Instant now) {
        this.mail = mail;
        field("Date", date(now));
        field("To", '<' + mail.reportTo().wire() + '>');
        field("Auto-Submitted", "auto-replied");
        field("MIME-Version", "1.0");
        mail.messageId().ifPresent(id -> field("In-Reply-To", id));
    }

    /** A date as in a header field (RFC 5322 section 3.3). */
    static String date(Instant instant) {
        return DATE.format(instant);
    }

    private void field(String name, String value) {
        header.append(name).append(": ").append(value).append("\r\n");
    }

    void from(String mailbox, String domain) {
        field("From", mailbox);
        field("Message-ID", '<' + UUID.randomUUID().toString() + '@' + domain + '>');
    }

    void subject(String text) {
        field("Subject", text);
    }

    void text(String text) {
        part("Content-Type: text/plain; charset=us-ascii\r\n\r\n" + text);
    }

    /** The part that programs read, which gives the report its type. */
    void machinePart(String subtype, String fields) {
        type = subtype;
        part("Content-Type: message/" + subtype + "\r\n\r\n" + fields);
    }

    private void part(String octets) {
        body.append("--").append(boundary).append("\r\n").append(octets).append("\r\n");
    }

    byte[] octets() {
        part(mail.returned().part());
        field("Content-Type", "multipart/report; report-type=" + type + ";\r\n\tboundary=\"" + boundary + '"');
        return (header + "\r\n" + body + "--" + boundary + "--\r\n").getBytes(UTF_8);
    }
}

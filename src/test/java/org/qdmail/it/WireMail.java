package org.qdmail.it;

import static java.nio.charset.StandardCharsets.ISO_8859_1;

import java.util.List;
import java.util.Locale;
import java.util.stream.Stream;
import org.qdmail.mailbox.ReceivedMail;

/** A mail as its octets show it, read without any reader of ours. */
public record WireMail(ReceivedMail received) {
    private static final List<String> PRIORITY_FIELDS =
            List.of("x-priority:", "priority:", "x-msmail-priority:", "importance:");

    /** The header fields of the mail, each on one line. */
    public List<String> fields() {
        String text = new String(received.octets(), ISO_8859_1);
        String header = text.substring(0, text.indexOf("\r\n\r\n"));
        return Stream.of(header.replaceAll("\r\n[ \t]", " ").split("\r\n")).toList();
    }

    public List<String> fields(String name) {
        return fields().stream()
                .filter(field -> field.toLowerCase(Locale.ROOT).startsWith(name.toLowerCase(Locale.ROOT) + ":"))
                .toList();
    }

    public List<String> priorityFields() {
        return fields().stream()
                .filter(field -> PRIORITY_FIELDS.stream()
                        .anyMatch(name -> field.toLowerCase(Locale.ROOT).startsWith(name)))
                .toList();
    }

    public String subject() {
        return fields("Subject").get(0).substring("Subject: ".length());
    }

    public boolean isSigned() {
        return fields("Content-Type").get(0).startsWith("Content-Type: multipart/signed");
    }
}

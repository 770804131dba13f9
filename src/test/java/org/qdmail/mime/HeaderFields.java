package org.qdmail.mime;

import static java.nio.charset.StandardCharsets.UTF_8;

import jakarta.mail.internet.MimeUtility;
import java.util.Base64;
import java.util.List;

/** Writes one field for a test, and reads encoded-words with decoders that are not ours. */
final class HeaderFields {
    private HeaderFields() {}

    static String freeText(String name, String value) {
        return written(new HeaderBlock().freeText(name, value));
    }

    static String written(HeaderBlock block) {
        return new String(block.toOctets(), UTF_8);
    }

    static List<String> lines(String field) {
        return List.of(field.split("\r\n"));
    }

    /** The value behind {@code Name: }, unfolded. */
    static String value(String field) {
        return field.substring(field.indexOf(": ") + 2).replace("\r\n", "");
    }

    static String decoded(String field) throws Exception {
        return MimeUtility.decodeText(value(field));
    }

    /** What one encoded-word says, decoded alone. */
    static String decodedWord(String word) {
        String payload = word.substring("=?UTF-8?B?".length(), word.length() - 2);
        return new String(Base64.getDecoder().decode(payload), UTF_8);
    }
}

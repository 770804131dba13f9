package org.qdmail.rest;

import java.net.URLDecoder;
import java.nio.charset.StandardCharsets;
import java.util.HashMap;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.apache.james.mime4j.stream.Field;
import org.apache.james.mime4j.stream.NameValuePair;
import org.apache.james.mime4j.stream.RawBody;
import org.apache.james.mime4j.stream.RawField;
import org.apache.james.mime4j.stream.RawFieldParser;
import org.apache.james.mime4j.util.ByteSequence;
import org.qdmail.failure.RestFaults;

/** The header of one part of a form (RFC 7578 section 4). Texts in it are UTF-8. */
final class FormPart {
    private static final Set<String> PLAIN = Set.of("", "binary", "8bit", "7bit");

    private final int number;
    private final Map<String, String> fields = new HashMap<>();

    /**
     * A part without fields so far.
     *
     * @param number counted from 1
     */
    FormPart(int number) {
        this.number = number;
    }

    FormPart with(Field field) {
        fields.putIfAbsent(field.getName().toLowerCase(Locale.ROOT), text(field));
        return this;
    }

    private static String text(Field field) {
        ByteSequence raw = field.getRaw();
        if (raw == null) return field.getBody();
        String line = new String(raw.toByteArray(), StandardCharsets.UTF_8)
                .replace("\r", "")
                .replace("\n", "");
        return line.substring(line.indexOf(':') + 1).strip();
    }

    /** Where it is, in faults. */
    String pointer() {
        return "#part" + number;
    }

    String name() {
        return parameter("name").orElse("");
    }

    /** The name as the browser or curl wrote it, or in the long form of RFC 5987. */
    Optional<String> fileName() {
        Optional<String> extended = parameter("filename*").flatMap(FormPart::extended);
        return extended.isPresent() ? extended : parameter("filename").map(FormPart::unescaped);
    }

    private static Optional<String> extended(String value) {
        String prefix = "utf-8''";
        if (!value.toLowerCase(Locale.ROOT).startsWith(prefix)) return Optional.empty();
        try {
            String escaped = value.substring(prefix.length()).replace("+", "%2B");
            return Optional.of(URLDecoder.decode(escaped, StandardCharsets.UTF_8));
        } catch (IllegalArgumentException broken) {
            return Optional.empty();
        }
    }

    /** What browsers escape (HTML, multipart/form-data encoding algorithm). */
    private static String unescaped(String name) {
        return name.replace("%22", "\"").replace("%0D", "\r").replace("%0A", "\n");
    }

    Optional<String> mediaType() {
        return Optional.ofNullable(fields.get("content-type")).filter(type -> !type.isBlank());
    }

    /** Without angle brackets. */
    Optional<String> contentId() {
        return Optional.ofNullable(fields.get("content-id"))
                .map(id -> id.startsWith("<") && id.endsWith(">") ? id.substring(1, id.length() - 1) : id);
    }

    /** A part is not encoded for mail (RFC 7578 section 4.7). */
    void requirePlain() throws UnreadableRequest {
        String encoding = fields.getOrDefault("content-transfer-encoding", "").toLowerCase(Locale.ROOT);
        if (PLAIN.contains(encoding)) return;
        throw UnreadableRequest.of(
                Problem.Kind.UNREADABLE, RestFaults.notMultipart("a part has no Content-Transfer-Encoding"));
    }

    /** What makes it another part than one with the same octets. */
    String identity() {
        return "\n" + number + '\n' + name() + '\n' + fileName().orElse("") + '\n'
                + mediaType().orElse("") + '\n' + contentId().orElse("") + '\n';
    }

    private Optional<String> parameter(String wanted) {
        String disposition = fields.getOrDefault("content-disposition", "");
        RawBody body = RawFieldParser.DEFAULT.parseRawBody(new RawField("Content-Disposition", disposition));
        if (!"form-data".equalsIgnoreCase(body.getValue())) return Optional.empty();
        return body.getParams().stream()
                .filter(pair -> pair.getName().equalsIgnoreCase(wanted))
                .map(NameValuePair::getValue)
                .filter(value -> value != null)
                .findFirst();
    }
}

package org.qdmail.reading;

import java.util.List;
import java.util.Locale;
import java.util.Optional;

/** One part of a received mail; the whole mail is the first one. Reads its content when asked. */
public final class ReadPart {
    private static final String DEFAULT_TYPE = "text/plain"; // RFC 2045 section 5.2

    private final byte[] octets;
    private final int bodyFrom;
    private final int bodyTo;
    private final int depth;
    private final List<ReadField> fields;
    private final ParameterReading type;
    private final ParameterReading disposition;

    ReadPart(byte[] octets, int bodyFrom, int bodyTo, int depth, List<ReadField> fields) {
        this.octets = octets;
        this.bodyFrom = bodyFrom;
        this.bodyTo = bodyTo;
        this.depth = depth;
        this.fields = List.copyOf(fields);
        type = ParameterReading.of(unfolded("Content-Type"));
        disposition = ParameterReading.of(unfolded("Content-Disposition"));
    }

    /** How many parts it lies in. */
    public int depth() {
        return depth;
    }

    /** Its header fields. */
    public List<ReadField> fields() {
        return fields;
    }

    /** Lower case, without parameters, {@code text/plain} when missing or broken. */
    public String mediaType() {
        String value = type.value();
        boolean isType = value.indexOf('/') > 0 && value.indexOf('/') < value.length() - 1;
        return isType ? value : DEFAULT_TYPE;
    }

    /** A parameter of its Content-Type, such as {@code protocol}. */
    public Optional<String> typeParameter(String name) {
        return type.get(name.toLowerCase(Locale.ROOT));
    }

    /** {@code attachment}, {@code inline} or what else was written. */
    public Optional<String> disposition() {
        return Optional.of(disposition.value()).filter(value -> !value.isEmpty());
    }

    /** The file name of Content-Disposition, else the name of Content-Type. Untrusted: it may hold a path. */
    public Optional<String> fileName() {
        return disposition.get("filename").or(() -> type.get("name"));
    }

    /** Content-ID without its brackets. */
    public Optional<String> contentId() {
        return field("Content-ID").map(String::strip).map(ReadPart::withoutBrackets);
    }

    private static String withoutBrackets(String id) {
        return id.startsWith("<") && id.endsWith(">") ? id.substring(1, id.length() - 1) : id;
    }

    /** Content-Transfer-Encoding in lower case, {@code 7bit} when missing. */
    public String encoding() {
        return field("Content-Transfer-Encoding")
                .map(String::strip)
                .map(value -> value.toLowerCase(Locale.ROOT))
                .orElse("7bit");
    }

    /** Whether other parts lie in it. */
    public boolean isMultipart() {
        return mediaType().startsWith("multipart/");
    }

    /** Whether a reader would list it as a file rather than show it as the text. */
    public boolean isAttachment() {
        if (isMultipart()) return false;
        boolean isText = mediaType().equals("text/plain") || mediaType().equals("text/html");
        return disposition().filter("attachment"::equals).isPresent()
                || !isText
                || fileName().isPresent();
    }

    /** Its octets, the transfer encoding undone. */
    public byte[] content() {
        return TransferReading.decode(octets, bodyFrom, bodyTo, encoding());
    }

    /** Its text. */
    public DecodedText text() {
        return CharsetReading.read(content(), typeParameter("charset").orElse(""));
    }

    /** Where its body begins in the octets of the whole mail. */
    public int bodyFrom() {
        return bodyFrom;
    }

    /** Where its body ends. */
    public int bodyTo() {
        return bodyTo;
    }

    private Optional<String> field(String name) {
        return fields.stream()
                .filter(field -> field.is(name))
                .map(ReadField::value)
                .findFirst();
    }

    private String unfolded(String name) {
        return fields.stream()
                .filter(field -> field.is(name))
                .map(field -> field.raw().replace("\r", "").replace("\n", ""))
                .findFirst()
                .orElse("");
    }
}

package org.qdmail.reading;

import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;

/**
 * Reads a mail that somebody else composed. Hostile input is normal: nothing is refused, everything is bounded, what
 * cannot be understood is left out.
 */
public final class MailReading {
    private static final int MAX_PARTS = 1_000;
    private static final int MAX_DEPTH = 16;
    private static final int MAX_BOUNDARY = 200;

    private final byte[] octets;
    private final List<ReadPart> parts = new ArrayList<>();

    private MailReading(byte[] octets) {
        this.octets = octets;
    }

    /** Reads a whole mail, or its beginning; the array must not be changed later. */
    public static MailReading of(byte[] octets) {
        MailReading reading = new MailReading(octets);
        reading.readPart(0, octets.length, 0);
        return reading;
    }

    /** All parts, each before those that lie in it; the first one is the mail. */
    public List<ReadPart> parts() {
        return List.copyOf(parts);
    }

    /** The header fields of the mail. */
    public List<ReadField> fields() {
        return parts.get(0).fields();
    }

    /** The decoded value of the first field of this name. */
    public Optional<String> field(String name) {
        return fields().stream()
                .filter(field -> field.is(name))
                .map(ReadField::value)
                .findFirst();
    }

    /** The text that a reader without HTML sees: the first text/plain that is no attachment. */
    public Optional<DecodedText> text() {
        return firstText("text/plain");
    }

    /** The first text/html that is no attachment. */
    public Optional<DecodedText> html() {
        return firstText("text/html");
    }

    private Optional<DecodedText> firstText(String mediaType) {
        return parts.stream()
                .filter(part -> part.mediaType().equals(mediaType) && !part.isAttachment())
                .findFirst()
                .map(ReadPart::text);
    }

    private void readPart(int from, int to, int depth) {
        FieldReading header = FieldReading.of(octets, from, to);
        ReadPart part = new ReadPart(octets, header.bodyOffset(), to, depth, header.fields());
        parts.add(part);
        if (!part.isMultipart() || depth >= MAX_DEPTH) return;
        part.typeParameter("boundary")
                .filter(boundary -> !boundary.isEmpty() && boundary.length() <= MAX_BOUNDARY)
                .ifPresent(boundary -> readChildren(part, boundary));
    }

    /** RFC 2046 section 5.1.1: the line end before a delimiter belongs to the delimiter. */
    private void readChildren(ReadPart parent, String boundary) {
        byte[] delimiter = ("--" + boundary).getBytes(StandardCharsets.UTF_8);
        int start = -1;
        int line = parent.bodyFrom();
        while (line < parent.bodyTo() && parts.size() < MAX_PARTS) {
            int next = endOfLine(line, parent.bodyTo());
            if (startsWith(line, next, delimiter)) {
                if (start >= 0) readPart(start, endBefore(line, start), parent.depth() + 1);
                start = next;
                if (isClosing(line + delimiter.length, next)) return;
            }
            line = next;
        }
        if (start >= 0 && start < parent.bodyTo() && parts.size() < MAX_PARTS) {
            readPart(start, parent.bodyTo(), parent.depth() + 1); // never closed
        }
    }

    private int endOfLine(int from, int end) {
        int at = from;
        while (at < end && octets[at] != '\n') at++;
        return Math.min(at + 1, end);
    }

    private boolean startsWith(int from, int to, byte[] delimiter) {
        int end = from + delimiter.length;
        if (end > to || !Arrays.equals(octets, from, end, delimiter, 0, delimiter.length)) return false;
        int at = isClosing(end, to) ? end + 2 : end;
        while (at < to && (octets[at] == ' ' || octets[at] == '\t' || octets[at] == '\r' || octets[at] == '\n')) at++;
        return at == to;
    }

    private boolean isClosing(int from, int to) {
        return from + 1 < to && octets[from] == '-' && octets[from + 1] == '-';
    }

    private int endBefore(int line, int start) {
        int end = line;
        if (end > start && octets[end - 1] == '\n') end--;
        if (end > start && octets[end - 1] == '\r') end--;
        return end;
    }
}

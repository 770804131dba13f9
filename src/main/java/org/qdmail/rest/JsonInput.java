package org.qdmail.rest;

import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.JsonFactoryBuilder;
import com.fasterxml.jackson.core.JsonLocation;
import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.JsonToken;
import com.fasterxml.jackson.core.StreamReadConstraints;
import com.fasterxml.jackson.core.exc.StreamConstraintsException;
import com.fasterxml.jackson.core.exc.StreamReadException;
import com.fasterxml.jackson.core.io.JsonEOFException;
import java.io.CharConversionException;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.io.Reader;
import java.nio.channels.Channels;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.CharsetDecoder;
import java.nio.charset.CodingErrorAction;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.HashSet;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import org.qdmail.failure.Fault;
import org.qdmail.failure.RestFaults;

/**
 * JSON read once, from front to back, within limits. Values of a wrong type, unknown and repeated members are recorded
 * at their pointer and passed over; what is no JSON ends the reading.
 */
final class JsonInput implements AutoCloseable {
    static final int MAX_DEPTH = 16;
    static final int MAX_TEXT = 5_000_000;
    private static final int MAX_NAME = 1_000;

    /** Neither interns nor keeps the names of members, which are the caller's. */
    private static final JsonFactory FACTORY = new JsonFactoryBuilder()
            .disable(JsonFactory.Feature.INTERN_FIELD_NAMES)
            .disable(JsonFactory.Feature.CANONICALIZE_FIELD_NAMES)
            .streamReadConstraints(StreamReadConstraints.builder()
                    .maxNestingDepth(MAX_DEPTH)
                    .maxStringLength(MAX_TEXT)
                    .maxNameLength(MAX_NAME)
                    .build())
            .build();

    private final JsonParser parser;
    private final RequestFaults faults;

    private JsonInput(JsonParser parser, RequestFaults faults) {
        this.parser = parser;
        this.faults = faults;
    }

    /** Begins to read; the stream holds UTF-8 and nothing else. */
    static JsonInput of(InputStream stream, RequestFaults faults) throws IOException {
        CharsetDecoder strict = StandardCharsets.UTF_8
                .newDecoder()
                .onMalformedInput(CodingErrorAction.REPORT)
                .onUnmappableCharacter(CodingErrorAction.REPORT);
        Reader characters = Channels.newReader(Channels.newChannel(stream), strict, -1);
        return new JsonInput(FACTORY.createParser(characters), faults);
    }

    RequestFaults faults() {
        return faults;
    }

    /** Reads what stands at a pointer. The parser is at its first token, and at its last one afterwards. */
    @FunctionalInterface
    interface ValueReading {
        void read(String pointer) throws IOException, UnreadableRequest;
    }

    /** Reads the whole document, one object with these members. */
    void document(Map<String, ValueReading> members) throws IOException, UnreadableRequest {
        try {
            parser.nextToken();
            object("#", members);
            if (parser.nextToken() != null) throw noJson();
        } catch (JsonEOFException | CharConversionException | CharacterCodingException cut) {
            throw noJson();
        } catch (StreamConstraintsException limit) {
            throw beyondLimit();
        } catch (StreamReadException broken) {
            throw noJson();
        }
    }

    private UnreadableRequest noJson() {
        JsonLocation here = parser.currentLocation();
        return unreadable(RestFaults.notJson(here.getLineNr(), here.getColumnNr()));
    }

    /** The text of the exception is for programmers; which limit it was can be told from where we are. */
    private UnreadableRequest beyondLimit() {
        boolean isDepth = parser.getParsingContext().getNestingDepth() >= MAX_DEPTH;
        return unreadable(isDepth ? RestFaults.tooDeep(MAX_DEPTH) : RestFaults.tooLong(MAX_TEXT, MAX_NAME));
    }

    private static UnreadableRequest unreadable(Fault fault) {
        return UnreadableRequest.of(Problem.Kind.UNREADABLE, fault);
    }

    boolean is(JsonToken token) {
        return parser.currentToken() == token;
    }

    /** Reads an object with these members; those that are required must not be missing. */
    void object(String pointer, Map<String, ValueReading> members, String... required)
            throws IOException, UnreadableRequest {
        if (!is(JsonToken.START_OBJECT)) {
            wrongType(pointer, "an object");
            return;
        }
        Set<String> seen = members(pointer, (name, place) -> {
            ValueReading reading = members.get(name);
            if (reading != null) {
                reading.read(place);
                return;
            }
            boolean isOurs = MessageReading.NOT_SETTABLE.contains(name);
            faults.add(
                    isOurs
                            ? RestFaults.memberNotSettable(place)
                            : RestFaults.unknownMember(place, String.join(", ", new TreeSet<>(members.keySet()))));
            parser.skipChildren();
        });
        for (String name : required) {
            if (!seen.contains(name)) faults.add(RestFaults.memberMissing(pointer + '/' + name));
        }
    }

    /** Reads a member whose name the caller chose. */
    @FunctionalInterface
    interface MemberReading {
        void read(String name, String pointer) throws IOException, UnreadableRequest;
    }

    /** Reads an object with members of any names; the names that it has. */
    Set<String> members(String pointer, MemberReading reading) throws IOException, UnreadableRequest {
        Set<String> seen = new HashSet<>();
        if (!is(JsonToken.START_OBJECT)) {
            wrongType(pointer, "an object");
            return seen;
        }
        while (parser.nextToken() != JsonToken.END_OBJECT) {
            String name = parser.currentName();
            String place = pointer + '/' + escaped(name);
            parser.nextToken();
            if (seen.add(name)) reading.read(name, place);
            else {
                faults.add(RestFaults.memberTwice(place));
                parser.skipChildren();
            }
        }
        return seen;
    }

    /** RFC 6901 section 3; controls and long names do not come back. */
    private static String escaped(String name) {
        StringBuilder shown = new StringBuilder();
        int end = Math.min(name.length(), 60);
        for (int at = 0; at < end; at++) {
            char character = name.charAt(at);
            if (character == '~') shown.append("~0");
            else if (character == '/') shown.append("~1");
            else shown.append(character < ' ' || character >= 0x7f ? '?' : character);
        }
        return shown.toString();
    }

    /** Reads an array, each item of it alike. */
    void array(String pointer, int most, ValueReading item) throws IOException, UnreadableRequest {
        if (!is(JsonToken.START_ARRAY)) {
            wrongType(pointer, "an array");
            return;
        }
        int index = 0;
        while (parser.nextToken() != JsonToken.END_ARRAY) {
            if (index == most) faults.add(RestFaults.tooMany(pointer, most));
            if (index < most) item.read(pointer + '/' + index);
            else parser.skipChildren();
            index++;
        }
    }

    /** A text; empty when it is something else, which is recorded. */
    Optional<String> text(String pointer) throws IOException {
        if (is(JsonToken.VALUE_STRING)) return Optional.of(parser.getText());
        wrongType(pointer, "a text");
        return Optional.empty();
    }

    /** One of the constants by its name. */
    <E extends Enum<E>> Optional<E> word(String pointer, Class<E> words) throws IOException {
        String allowed = String.join(", ", names(words));
        if (is(JsonToken.VALUE_STRING)) {
            String text = parser.getText();
            for (E constant : words.getEnumConstants()) {
                if (constant.name().equals(text)) return Optional.of(constant);
            }
        }
        wrongType(pointer, "one of " + allowed);
        return Optional.empty();
    }

    private static <E extends Enum<E>> Iterable<String> names(Class<E> words) {
        return Arrays.stream(words.getEnumConstants()).map(Enum::name).toList();
    }

    /** Decodes Base64 while it is read; whether it was some. */
    boolean base64(String pointer, OutputStream into) throws IOException, UnreadableRequest {
        if (!is(JsonToken.VALUE_STRING)) {
            wrongType(pointer, "a text in Base64");
            return false;
        }
        try {
            parser.readBinaryValue(into);
            return true;
        } catch (JsonEOFException cut) {
            throw noJson();
        } catch (StreamReadException | IllegalArgumentException broken) {
            throw unreadable(RestFaults.notBase64(pointer));
        }
    }

    void wrongType(String pointer, String allowed) throws IOException {
        faults.add(RestFaults.notOfItsType(pointer, allowed));
        parser.skipChildren();
    }

    @Override
    public void close() throws IOException {
        parser.close();
    }
}

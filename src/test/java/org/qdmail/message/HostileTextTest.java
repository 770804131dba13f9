package org.qdmail.message;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import java.util.List;
import java.util.Set;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;
import org.qdmail.failure.Fault;
import org.qdmail.failure.InvalidMessage;

/** Each hostile text in each field: refused with number, place and offset, or kept as it is; never echoed. */
class HostileTextTest {
    private static final String CANARY = "cAnArY";
    /** Those refused for one character tell which. */
    private static final Set<String> TELLING_OFFSETS = Set.of("0212", "0220");

    /** The number that each kind of field gives, in the order of {@link HostileField.Kind}. */
    private record Payload(String name, String text, List<String> numbers) {
        static Payload of(String name, String text, String numbers) {
            return new Payload(name, text, List.of(numbers.split(" +", -1)));
        }

        String numberFor(HostileField.Kind kind) {
            return numbers.get(List.of(HostileField.Kind.values()).indexOf(kind));
        }

        @Override
        public String toString() {
            return name;
        }
    }

    private static List<Payload> payloads() {
        String control = "0212 0212 0212 0212 0220 0212 0212 0242 0212 0212 0212 0212";
        String lineEnd = "0212 0212 0212 pass 0220 0212 0212 0242 0212 0212 0212 0212";
        String half = "   0210 0301 0301 0301 0220 0224 0230 0301 0243 0243 0243 0301".strip();
        String hidden = " 0212 pass pass pass 0220 0224 0230 pass 0243 0243 0243 pass".strip();
        return List.of(
                //                                   address name line lines header id cid file type parameter charset
                // tag
                Payload.of("CR", "\r", lineEnd),
                Payload.of("LF", "\n", lineEnd),
                Payload.of("field", "\r\nX-Evil: 1", lineEnd),
                Payload.of("body", "\r\n\r\ntext", lineEnd),
                Payload.of("command", "\r\n.\r\nMAIL FROM:<e@x>", lineEnd),
                Payload.of("NUL", "\0", control),
                Payload.of("ESC", "\u001b", control),
                Payload.of("DEL", "\u007f", control),
                Payload.of("VT", "\u000b", control),
                Payload.of("NEL", "\u0085", lineEnd),
                Payload.of("line separator", "\u2028", lineEnd),
                Payload.of("paragraph separator", "\u2029", lineEnd),
                Payload.of("truncated", "\u010d\u010a", "pass pass pass pass 0220 0224 0230 pass 0243 0243 0243 pass"),
                Payload.of("high half", "\ud800", half),
                Payload.of("low half", "\udfff", half),
                Payload.of("right to left", "\u202e", "0212 pass pass pass 0220 0224 0230 0242 0243 0243 0243 pass"),
                Payload.of("zero width", "\u200b", hidden),
                Payload.of("byte order", "\ufeff", hidden),
                Payload.of("long", "y".repeat(10_000), "0211 pass pass pass 0220 0224 0230 0242 0243 0243 0243 0211"),
                Payload.of("percent", "%0d%0a", "pass pass pass pass pass pass pass pass pass pass 0301 pass"),
                Payload.of("quoted", "=0D=0A", "pass pass pass pass pass pass pass pass 0243 pass 0301 pass"),
                Payload.of("word", "=?utf-8?q?=0D=0A?=", "pass pass pass pass pass pass pass pass 0243 pass 0301 pass"),
                Payload.of("expression", "${x}", "pass pass pass pass pass pass pass pass pass pass 0301 pass"),
                Payload.of("script", "<script>", "0210 pass pass pass pass 0224 0230 pass 0243 pass 0301 pass"),
                Payload.of("group", "$1", "pass pass pass pass pass pass pass pass pass pass 0301 pass"),
                Payload.of("steps", "../", "0210 pass pass pass pass pass 0230 0242 0243 pass 0301 pass"));
    }

    static Stream<Arguments> cells() {
        return HostileField.all().stream()
                .flatMap(field -> payloads().stream().map(payload -> Arguments.of(field, payload)));
    }

    @Test
    void d3FillsEveryFieldWithEveryPayload() {
        assertThat(HostileField.all()).hasSize(30);
        assertThat(cells()).hasSize(30 * 26);
        assertThat(payloads())
                .allSatisfy(payload -> assertThat(payload.numbers()).hasSameSizeAs(HostileField.Kind.values()));
    }

    @ParameterizedTest
    @MethodSource("cells")
    void qd97RefusesOrKeepsHostileText(HostileField field, Object given) {
        Payload payload = (Payload) given;
        String number = payload.numberFor(field.kind());
        String text = field.prefix() + CANARY + payload.text() + field.suffix();

        if (number.equals("pass")) {
            assertThat(field.read().apply(filled(field, text).build())).isEqualTo(text);
            return;
        }
        InvalidMessage invalid = catchThrowableOfType(
                InvalidMessage.class, () -> filled(field, text).build());
        assertThat(invalid).isNotNull();
        assertThat(invalid.faults())
                .extracting(Fault::number, Fault::place)
                .containsExactly(org.assertj.core.groups.Tuple.tuple("MAIL-" + number, field.place()));
        assertThat(invalid.getMessage()).doesNotContain(CANARY, "y".repeat(50), "X-Evil", "<script", "\r", "\n", "\0");
        if (TELLING_OFFSETS.contains(number) && payload.text().length() < 1_000) {
            assertThat(invalid.getMessage())
                    .containsPattern("character (at )?" + (field.prefix() + CANARY).length() + "\\b");
        }
    }

    /** A message that is complete but for the one field. */
    private static MailMessage.Builder filled(HostileField field, String text) {
        MailMessage.Builder builder = MailMessage.builder();
        if (!field.name().equals("text")) builder.text("");
        return field.fill().apply(builder, text);
    }
}

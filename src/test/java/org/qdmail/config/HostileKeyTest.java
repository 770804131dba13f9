package org.qdmail.config;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.tuple;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.FieldSource;
import org.junit.jupiter.params.provider.MethodSource;
import org.qdmail.config.Configuration.Findings;
import org.qdmail.config.HostileKey.Kind;
import org.qdmail.config.Key.Owner;
import org.qdmail.config.KeyValues.MapValues;
import org.qdmail.failure.Fault;
import org.qdmail.failure.Texts;
import org.qdmail.settings.QdmailSettings;

/** Each hostile text in each key: refused with number and key, or kept as it is; never echoed, never raw. */
class HostileKeyTest {
    private static final String CANARY = "canary";
    private static final String PASS = "pass";
    /** Kinds whose faults tell what was found: a key's own name is its place, and a file's name may be shown. */
    private static final Set<Kind> TOLD = Set.of(Kind.NAME_IN_KEY, Kind.FIELD_NAME, Kind.FILE);

    private static final List<HostileKey> KEYS = HostileKey.all();

    @TempDir
    Path certificates;

    /** The number that each kind of key gives; those that are always the same are told by {@link #numberFor}. */
    private record Payload(String name, String text, List<String> numbers) {
        static Payload of(String name, String text, String numbers) {
            return new Payload(name, text, List.of(numbers.strip().split(" +", -1)));
        }

        String numberFor(Kind kind) {
            return switch (kind) {
                case FREE, SECRET -> numbers.get(0);
                case PROXY_SECRET -> name.equals("long") ? "1010" : numbers.get(0);
                case URL -> numbers.get(1);
                case NAME -> numbers.get(2);
                case NAME_IN_KEY -> numbers.get(3);
                case ADDRESS -> numbers.get(4);
                case DISPLAY -> numbers.get(5);
                case PATTERN -> numbers.get(6);
                case REGEX -> numbers.get(7);
                case FIELD -> numbers.get(8);
                case FIELD_NAME -> numbers.get(9);
                case JNDI -> numbers.get(10);
                case HOST, DOMAIN -> "1010";
                case ZONE, LOOPBACK -> "1002";
                case FILE -> "1004";
            };
        }

        @Override
        public String toString() {
            return name;
        }
    }

    private static final List<Payload> PAYLOADS = payloads();

    private static List<Payload> payloads() {
        String control = "1010 1010 1010 1007 1010 1010 1010 1010 1010 1010 1010";
        String half = "   1010 1010 1010 1007 1002 1002 1002 1002 1010 1010 1010";
        String hidden = " pass pass 1007 1007 1010 pass 1010 pass pass 1010 1009";
        return List.of(
                // free, url, name, name in key, address, display, pattern, regex, field, field name, jndi
                Payload.of("CR", "\r", control),
                Payload.of("LF", "\n", control),
                Payload.of("field", "\r\nX-Evil: 1", control),
                Payload.of("body", "\r\n\r\ntext", control),
                Payload.of(
                        "command",
                        "\r\n.\r\nMAIL FROM:<e@x>",
                        "1010 1010 1010 1003 1010 1010 1010 1010 1010 1010 1010"),
                Payload.of("NUL", "\0", control),
                Payload.of("ESC", "\u001b", control),
                Payload.of("DEL", "\u007f", control),
                Payload.of("VT", "\u000b", control),
                Payload.of("NEL", "\u0085", control),
                Payload.of("line separator", "\u2028", control),
                Payload.of("paragraph separator", "\u2029", control),
                Payload.of("truncated", "\u010d\u010a", "pass pass 1007 1007 pass pass pass pass pass 1010 1009"),
                Payload.of("high half", "\ud800", half),
                Payload.of("low half", "\udfff", half),
                Payload.of("pair", "\ud83d\ude00", "pass pass 1007 1007 pass pass pass pass pass 1010 1009"),
                Payload.of("right to left", "\u202e", hidden),
                Payload.of("zero width", "\u200b", hidden),
                Payload.of("byte order", "\ufeff", hidden),
                Payload.of("long", "y".repeat(10_000), "pass pass 1007 1007 1002 pass 1002 pass pass 1010 1009"),
                Payload.of("percent", "%0d%0a", "pass 1010 1007 1007 pass pass pass pass pass pass 1009"),
                Payload.of("quoted", "=0D=0A", "pass pass 1007 1007 pass pass pass pass pass pass 1009"),
                Payload.of("word", "=?utf-8?q?=0D=0A?=", "pass 1002 1007 1007 pass pass pass pass pass pass 1009"),
                Payload.of("expression", "${x}", "pass 1002 1007 1007 pass pass pass 1002 pass pass 1009"),
                Payload.of("script", "<script>", "pass 1002 1007 1007 1002 pass 1002 pass pass pass 1009"),
                Payload.of("group", "$1", "pass pass 1007 1007 pass pass pass pass pass pass 1009"),
                Payload.of("steps", "../", "pass 1002 1007 1003 1002 pass 1002 pass pass pass 1009"));
    }

    @BeforeEach
    void makeFiles() throws IOException {
        for (String file : List.of("cert.pem", "private.pem", "cert.p12", "ca.pem")) {
            Files.createFile(certificates.resolve(file));
        }
    }

    static Stream<Arguments> cells() {
        return KEYS.stream().flatMap(key -> PAYLOADS.stream().map(payload -> Arguments.of(key, payload)));
    }

    @Test
    void everyKeyThatTakesTextHasARow() {
        Set<String> filled = KEYS.stream().map(key -> key.key().name()).collect(Collectors.toSet());

        assertThat(textKeys()).hasSizeGreaterThan(60).allMatch(filled::contains);
        assertThat(PAYLOADS).hasSize(27).allSatisfy(payload -> assertThat(payload.numbers())
                .hasSize(11));
        assertThat(cells()).hasSize(KEYS.size() * 27);
    }

    /** All but those that take a number, a time or one of some words: {@link #scalarKeys}. */
    private static List<String> textKeys() {
        return Keys.all().stream()
                .flatMap(key -> key.isSecret() ? Stream.of(key, key.twin()) : Stream.<Key<?>>of(key))
                .filter(key -> !isScalar(key))
                .map(Key::name)
                .toList();
    }

    private static boolean isScalar(Key<?> key) {
        String title = key.type().title();
        boolean isFile = title.startsWith("file") || title.startsWith("directory");
        return key.type().isShown() && !isFile;
    }

    @ParameterizedTest
    @MethodSource("cells")
    void hostileTextIsRefusedOrKept(HostileKey key, Object given) {
        Payload payload = (Payload) given;
        String text = CANARY + payload.text() + 'z';
        String value = key.isInName() ? "value" : key.before() + text + key.after();
        String name = key.name().replace("*", text);
        Map<String, String> keys = surroundings(key);
        keys.put(name, value);

        Findings findings = examined(keys);

        assertThat(shown(findings)).allSatisfy(HostileKeyTest::hasNothingRaw);
        if (!TOLD.contains(key.kind()))
            assertThat(String.join("\n", shown(findings))).doesNotContain(CANARY);
        if (payload.numberFor(key.kind()).equals(PASS)) {
            assertThat(at(key, findings)).isEmpty();
            assertThat(kept(key, findings)).isIn("", key.isInName() ? text : value);
        } else {
            assertThat(at(key, findings)).extracting(Fault::number).contains("MAIL-" + payload.numberFor(key.kind()));
        }
    }

    private Map<String, String> surroundings(HostileKey key) {
        Map<String, String> keys = new HashMap<>(key.beside());
        keys.put("qdmail.path.certificates", certificates.toString());
        keys.put("qdmail.config.unknown", "fail");
        return keys;
    }

    private static Findings examined(Map<String, String> keys) {
        return new Configuration(new MapValues(keys), Configuration.Jars.present())
                .examine(UsedNames.STANDALONE, Sessions.NONE);
    }

    private static List<String> shown(Findings findings) {
        List<String> warnings =
                findings.settings().map(QdmailSettings::warnings).orElse(List.of());
        return Stream.concat(findings.faults().stream().map(Fault::toString), warnings.stream())
                .toList();
    }

    private static void hasNothingRaw(String text) {
        assertThat(text).isEqualTo(Texts.shown(text, 1_000)).doesNotContain("y".repeat(201));
    }

    /** The faults whose place is the key. */
    private static List<Fault> at(HostileKey key, Findings findings) {
        String start = key.isInName() ? key.name().substring(0, key.name().indexOf('*')) : key.name() + ' ';
        String quoted = key.name() + '=';
        return findings.faults().stream()
                .filter(fault ->
                        fault.place().startsWith(start) || fault.place().startsWith(quoted))
                .toList();
    }

    private static String kept(HostileKey key, Findings findings) {
        return findings.settings().map(key.read()).orElse("");
    }

    static Stream<Arguments> scalarKeys() {
        return Keys.all().stream().filter(HostileKeyTest::isScalar).map(Arguments::of);
    }

    @ParameterizedTest
    @MethodSource("scalarKeys")
    void numbersTimesAndWordsRefuseEveryPayload(Key<?> key) {
        String name = Owner.UNNAMED.nameOf(key);

        assertThat(PAYLOADS).allSatisfy(payload -> {
            Map<String, String> keys = new HashMap<>(Map.of("qdmail.smtp.host", "h", "qdmail.sign.from", "x.jp"));
            keys.put("qdmail.path.certificates", certificates.toString());
            keys.put(name, CANARY + payload.text() + 'z');
            Findings findings = examined(keys);
            assertThat(findings.faults())
                    .extracting(Fault::number, fault -> fault.place().startsWith(name + "=\""))
                    .contains(tuple("MAIL-1002", true));
            assertThat(shown(findings)).allSatisfy(HostileKeyTest::hasNothingRaw);
        });
    }

    @ParameterizedTest
    @FieldSource("KEYS")
    void anExpressionThatLeadsNowhereIsAFault(HostileKey key) {
        String name = key.name().replace("*", "x");
        Given given = Given.keys();
        surroundings(key).forEach(given::and);

        assertThat(given.and(name, CANARY + "${x}").faults())
                .anySatisfy(fault -> assertThat(fault).startsWith("MAIL-1002 " + name + ' '))
                .noneSatisfy(fault -> assertThat(fault).contains(CANARY));
    }
}

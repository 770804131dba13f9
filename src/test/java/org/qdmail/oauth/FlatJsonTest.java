package org.qdmail.oauth;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import jakarta.json.Json;
import jakarta.json.JsonException;
import jakarta.json.JsonNumber;
import jakarta.json.JsonObject;
import jakarta.json.JsonReader;
import jakarta.json.JsonString;
import java.io.StringReader;
import java.nio.charset.StandardCharsets;
import java.util.HashMap;
import java.util.Map;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Our reader of token answers beside an independent one. */
class FlatJsonTest {
    private static final String SAMPLE =
            "{ \"access_token\" : \"a\\u00e9\\n\\\"\\\\/\\t\" , \"expires_in\":3600,\"x\":-1.5e2, \"ok\":true,"
                    + "\"none\":null,\"more\":{\"a\":[1,\"]\",{}],\"b\":false},\"list\":[],\"text\":\"日本\"}";

    private static Map<String, String> read(String text) throws FlatJson.Unfit {
        return FlatJson.read(text.getBytes(StandardCharsets.UTF_8));
    }

    /** Texts and numbers of the first level. */
    private static Map<String, String> independently(String text) {
        Map<String, String> members = new HashMap<>();
        try (JsonReader reader = Json.createReader(new StringReader(text))) {
            JsonObject object = reader.readObject();
            object.forEach((name, value) -> {
                if (value instanceof JsonString string) members.put(name, string.getString());
                else if (value instanceof JsonNumber number) members.put(name, number.toString());
            });
        }
        return members;
    }

    @Test
    void textsAndNumbersAreReadAndTheRestIsReadOver() throws Exception {
        assertThat(read(SAMPLE))
                .containsEntry("access_token", "a\u00e9\n\"\\/\t")
                .containsEntry("expires_in", "3600")
                .containsEntry("text", "日本")
                .containsOnlyKeys("access_token", "expires_in", "x", "text")
                .satisfies(members ->
                        assertThat(Double.parseDouble(members.get("x"))).isEqualTo(-150));
        assertThat(read("{}")).isEmpty();
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "",
                " ",
                "{",
                "}",
                "[]",
                "\"a\"",
                "1",
                "{\"a\"}",
                "{\"a\":}",
                "{\"a\":1,}",
                "{,}",
                "{\"a\":1 \"b\":2}",
                "{\"a\":01}",
                "{\"a\":1.}",
                "{\"a\":.5}",
                "{\"a\":+1}",
                "{\"a\":-}",
                "{\"a\":1e}",
                "{\"a\":0x1}",
                "{\"a\":NaN}",
                "{\"a\":tru}",
                "{\"a\":\"}",
                "{\"a\":\"\\x\"}",
                "{\"a\":\"\\u12g4\"}",
                "{\"a\":\"\n\"}",
                "{'a':1}",
                "{a:1}",
                "{\"a\":[1,]}",
                "{\"a\":[1 2]}",
                "{\"a\":1}x",
                "{\"a\":1}{}",
                "\ufeff{}"
            })
    void whatIsNoObjectIsRefused(String text) {
        assertThatThrownBy(() -> read(text)).isInstanceOf(FlatJson.Unfit.class);
    }

    @Test
    void deepNestingAndNamesGivenTwiceAreRefused() {
        assertThatThrownBy(() -> read("{\"a\":" + "[".repeat(100_000))).isInstanceOf(FlatJson.Unfit.class);
        assertThatThrownBy(() -> read("{\"a\":" + "[".repeat(17) + "]".repeat(17) + "}"))
                .isInstanceOf(FlatJson.Unfit.class);
        assertThatThrownBy(() -> read("{\"a\":1,\"a\":2}")).isInstanceOf(FlatJson.Unfit.class);
        assertThatThrownBy(() -> FlatJson.read(new byte[] {'{', '"', (byte) 0xff, '"', ':', '1', '}'}))
                .isInstanceOf(FlatJson.Unfit.class);
    }

    /** Whatever is changed in a good object, both readers say the same, or ours is the stricter one. */
    @Test
    void changedObjectsAreReadAsTheOtherReaderDoes() {
        Random random = new Random(20_260_101);
        int read = 0;
        for (int turn = 0; turn < 20_000; turn++) {
            StringBuilder changed = new StringBuilder(SAMPLE);
            int at = random.nextInt(changed.length());
            switch (random.nextInt(3)) {
                case 0 -> changed.deleteCharAt(at);
                case 1 -> changed.insert(at, "{}[],:\"\\1e-.tn ".charAt(random.nextInt(15)));
                default -> changed.setCharAt(at, "{}[],:\"\\1e-.tn ".charAt(random.nextInt(15)));
            }
            Map<String, String> ours;
            try {
                ours = read(changed.toString());
            } catch (FlatJson.Unfit refused) {
                continue;
            }
            read++;
            try {
                assertThat(ours.keySet())
                        .as("%s", changed)
                        .isEqualTo(independently(changed.toString()).keySet());
            } catch (JsonException refused) {
                throw new AssertionError("only ours reads " + changed, refused);
            }
        }
        assertThat(read).isGreaterThan(1_000);
    }
}

// SPDX-License-Identifier: Apache-2.0
package org.qdmail.rest;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.nio.file.Path;
import java.util.Base64;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.qdmail.failure.QueueUnavailable;

/** What is wrong with the JSON of a message, each finding once and where it stands. */
class MessageReadingTest {
    private static final BodyHead JSON = new BodyHead("application/json", false, -1);

    @TempDir
    Path spool;

    private RequestReading read(String json, Path directory) throws IOException, UnreadableRequest {
        try (HeldContents contents = new HeldContents(directory)) {
            return RequestReading.of(JSON, new ByteArrayInputStream(json.getBytes(UTF_8)), 1 << 20, contents);
        }
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "{\"to\": [{\"address\": \"taro\"}]} | MAIL-0210 #/to/0/address",
                "{\"to\": [{\"address\": 1}]} | MAIL-1101 #/to/0/address",
                "{\"to\": [{\"reportOn\": []}]} | MAIL-1101 #/to/0/address",
                "{\"to\": [1]} | MAIL-1101 #/to/0",
                "{\"attachments\": [{}]} | MAIL-1101 #/attachments/0/content MAIL-1101 #/attachments/0/name",
                "{\"attachments\": [{\"name\": 1, \"content\": \"AAAA\"}]} | MAIL-1101 #/attachments/0/name",
                "{\"attachments\": [{\"name\": \"a\", \"content\": 1}]} | MAIL-1101 #/attachments/0/content",
                "{\"attachments\": [{\"name\": \"a\", \"size\": 1}]} | MAIL-1101 #/attachments/0/size MAIL-1101 #/attachments/0/content",
                "{\"encrypted\": {}} | MAIL-1101 #/encrypted",
                "{\"encrypted\": \"true\"} | MAIL-1101 #/encrypted",
                "{\"inline\": [{\"content\": \"AAAA\"}]} | MAIL-1101 #/inline/0/cid",
            })
    void eachFindingStandsOnceAtItsPlace(String json, String expected) throws Exception {
        List<String> faults = read(json, spool).faults().all().stream()
                .map(fault -> fault.number() + ' ' + fault.place())
                .toList();

        assertThat(String.join(" ", faults)).isEqualTo(expected);
    }

    @Test
    void nameThatIsTooLongIsToldAsOne() {
        UnreadableRequest refused =
                catchThrowableOfType(UnreadableRequest.class, () -> read("{\"" + "x".repeat(2_000) + "\": 1}", spool));

        assertThat(refused.problem().faults().get(0).text()).contains("a name of more than 1000 characters");
    }

    /** The disk is ours, so the caller's request is not what is wrong. */
    @Test
    void fileThatCannotBeHeldIsTheServersFault() {
        String content = Base64.getEncoder().encodeToString(new byte[100_000]);
        String json = "{\"attachments\": [{\"name\": \"a\", \"content\": \"" + content + "\"}]}";

        assertThat(catchThrowableOfType(QueueUnavailable.class, () -> read(json, spool.resolve("gone")))
                        .number())
                .isEqualTo("MAIL-0006");
    }
}

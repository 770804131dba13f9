// SPDX-License-Identifier: Apache-2.0
package org.qdmail.container;

import static java.nio.charset.StandardCharsets.ISO_8859_1;
import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import java.io.ByteArrayInputStream;
import java.net.URI;
import java.net.http.HttpRequest.BodyPublishers;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.jboss.arquillian.container.test.api.Deployment;
import org.jboss.arquillian.container.test.api.RunAsClient;
import org.jboss.arquillian.junit5.ArquillianExtension;
import org.jboss.arquillian.test.api.ArquillianResource;
import org.jboss.shrinkwrap.api.spec.WebArchive;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.qdmail.container.RestCaller.Reply;
import org.qdmail.mailbox.EmbeddedMailbox;

/** Every status of the service over HTTP, and that nothing leaves where it refuses. The relay is scripted. */
@ExtendWith(ArquillianExtension.class)
@RunAsClient
class RestStatusIT {
    private static final EmbeddedMailbox RELAY = EmbeddedMailbox.start();
    private static final String TO_TARO = "{\"to\": [\"taro@example.jp\"], \"subject\": \"x\", \"text\": \"y\"}";

    @ArquillianResource
    URI application;

    @Deployment
    static WebArchive application() {
        return Archives.configured(
                Archives.withRest("reststatus"),
                "mp.config.profile=test",
                "qdmail.mailbox.capture=false",
                "qdmail.smtp.host=127.0.0.1",
                "qdmail.smtp.port=" + RELAY.smtpPort(),
                "qdmail.smtp.user=relay",
                "qdmail.smtp.password=S3CR3T-relay",
                "qdmail.receipt.secret=S3CR3T-receipt",
                "qdmail.defaults.from=shop@example.com",
                "qdmail.safety.deny=blocked.example.jp",
                "qdmail.rest.enabled=true",
                "qdmail.rest.auth=none",
                "qdmail.rest.rate=1000000/PT1S",
                "qdmail.rest.rate-of-all=1000000/PT1S",
                "qdmail.rest.max-body=1M",
                "qdmail.rest.recipients=example.jp,blocked.example.jp,ok.com");
    }

    @BeforeEach
    void clear() {
        RELAY.clear();
        RELAY.behave();
    }

    @AfterAll
    static void stop() {
        RELAY.close();
    }

    private RestCaller caller() {
        return RestCaller.of(application);
    }

    private String problem(String json) throws Exception {
        String told = caller().post("messages", json).problem();
        assertThat(RELAY.received()).isEmpty();
        return told;
    }

    @Test
    void whatIsNoJsonIs400() throws Exception {
        assertThat(problem("{\"to\": [\"a@example.jp\"], \"text\": \"y\"")).isEqualTo("400 MAIL-1101 #");
        assertThat(problem("")).isEqualTo("400 MAIL-1101 #");
        assertThat(problem("[]")).isEqualTo("400 MAIL-1101 #");
        assertThat(problem(TO_TARO + TO_TARO)).isEqualTo("400 MAIL-1101 #");
        assertThat(problem("{\"to\": [\"a@example.jp\"], \"text\": \"y\", \"headers\": " + "{\"a\":".repeat(16) + "1"
                        + "}".repeat(17)))
                .isEqualTo("400 MAIL-1101 #");
        byte[] latin = TO_TARO.replace("y", "\u00fc").getBytes(ISO_8859_1);
        assertThat(caller().post("messages", "application/json", latin).problem())
                .isEqualTo("400 MAIL-1101 #");
    }

    @Test
    void everyFaultOfAMessageComesAtOnceWithItsPointer() throws Exception {
        assertThat(
                        problem(
                                """
                        {"from": "shop", "to": ["taro", {"address": "b@example.jp", "reportOn": ["NEVER", "SUCCESS"]}],
                         "subject": "x\\r\\nBcc: e@x.jp", "html": "<img src='cid:logo'>",
                         "inline": [{"cid": "a b", "content": "AAAA"}], "headers": {"X-A": "b\\nc"},
                         "attachments": [{"name": "a/b", "content": "AAAA"}]}
                        """))
                .startsWith("422 ")
                .contains("MAIL-0210 #/from")
                .contains("MAIL-0210 #/to/0")
                .contains("MAIL-0250 #/to/1/reportOn")
                .contains("MAIL-0212 #/subject")
                .contains("MAIL-0230 #/inline/0/cid")
                .contains("MAIL-0212 #/headers/X-A")
                .contains("MAIL-0242 #/attachments/0/name");
    }

    @Test
    void membersThatAreUnknownRepeatedOrOfAnotherTypeAre400() throws Exception {
        assertThat(problem("{\"to\": [\"a@example.jp\"], \"to\": [\"b@example.jp\"], \"text\": 1, \"x/y\": {},"
                        + " \"priority\": \"URGENT\", \"returnPath\": \"e@x.jp\", \"sender\": \"e@x.jp\","
                        + " \"host\": \"smtp.evil.example\"}"))
                .isEqualTo("400 MAIL-1101 #/to MAIL-1101 #/text MAIL-1101 #/x~1y MAIL-1101 #/priority"
                        + " MAIL-1101 #/returnPath MAIL-1101 #/sender MAIL-1101 #/host");
    }

    @Test
    void listsHaveLimits() throws Exception {
        String headers = IntStream.rangeClosed(1, 101)
                .mapToObj(number -> "\"X-" + number + "\": \"a\"")
                .collect(Collectors.joining(", "));
        assertThat(problem("{\"to\": [\"a@example.jp\"], \"text\": \"y\", \"headers\": {" + headers + "}}"))
                .isEqualTo("400 MAIL-1101 #/headers");
        String recipients = IntStream.rangeClosed(1, 1_001)
                .mapToObj(number -> "\"a" + number + "@example.jp\"")
                .collect(Collectors.joining(", "));
        assertThat(problem("{\"to\": [" + recipients + "], \"text\": \"y\"}")).isEqualTo("400 MAIL-1101 #/to");
    }

    @Test
    void filesTravelInTheRequestOnly() throws Exception {
        for (String address : List.of("file:///etc/passwd", "http://169.254.169.254/", "classpath:/x")) {
            assertThat(problem("{\"to\": [\"a@example.jp\"], \"text\": \"y\", \"attachments\": [{\"name\": \"a\","
                            + " \"content\": \"" + address + "\"}]}"))
                    .isEqualTo("400 MAIL-1101 #/attachments/0/content");
        }
    }

    @Test
    void rest3NoSpellingOfAnotherDomainGetsOut() throws Exception {
        for (String address : List.of(
                "a@evil.com",
                "a@EVIL.com",
                "a@evil.com.",
                "\\\"x\\\"@evil.com",
                "a%evil.com@ok.com",
                "evil.com!a@ok.com",
                "\\\"a@evil.com\\\"@ok.com")) {
            assertThat(problem(TO_TARO.replace("taro@example.jp", address)))
                    .as(address)
                    .isEqualTo("403 MAIL-1105 #/to/0");
        }
        for (String address : List.of("a@ok.com,b@evil.com", "@ok.com:a@evil.com", "a@ok.com b@evil.com")) {
            assertThat(problem(TO_TARO.replace("taro@example.jp", address)))
                    .as(address)
                    .startsWith("422 MAIL-02");
        }
    }

    @Test
    void blockedAndUnknownRecipientsHaveOneAnswer() throws Exception {
        Reply unknown = caller().post("messages", TO_TARO.replace("example.jp", "unknown.example"));
        Reply blocked = caller().post("messages", TO_TARO.replace("example.jp", "blocked.example.jp"));

        assertThat(blocked.status()).isEqualTo(403);
        assertThat(blocked.text()).isEqualTo(unknown.text());
        assertThat(RELAY.received()).isEmpty();
    }

    @Test
    void senderIdentityHeaderAndBccNeedTheirAllowance() throws Exception {
        assertThat(
                        problem(
                                """
                        {"from": "boss@example.com", "to": ["a@example.jp"], "bcc": ["b@example.jp"], "text": "y",
                         "signed": {"identity": "legal"}, "headers": {"Comments": "z", "X-Order": "1"}}
                        """))
                .isEqualTo("403 MAIL-1105 #/from MAIL-1105 #/signed/identity MAIL-1105 #/headers/Comments"
                        + " MAIL-1105 #/bcc");
    }

    @Test
    void pagesOfOthersAndNamesOfOthersAre403() throws Exception {
        assertThat(caller().with("Origin", "https://evil.example")
                        .post("messages", TO_TARO)
                        .problem())
                .isEqualTo("403 MAIL-1105 Origin");
        assertThat(caller().with("Origin", "null").post("messages", TO_TARO).problem())
                .isEqualTo("403 MAIL-1105 Origin");
        assertThat(RELAY.received()).isEmpty();
    }

    @Test
    void whatIsNotThereIs404AndWhatIsNotOfferedIs405Or406() throws Exception {
        assertThat(caller().get("messages/01").problem()).isEqualTo("404 MAIL-1107 id");
        assertThat(caller().get("nothing").problem()).isEqualTo("404");
        assertThat(caller().call(caller().request("messages").DELETE()).problem())
                .isEqualTo("405");
        assertThat(caller().with("Accept", "image/png").get("messages").problem())
                .isEqualTo("406");
        assertThat(caller().get("messages?limit=0").problem()).isEqualTo("400 MAIL-1101 limit");
        assertThat(caller().get("messages?limit=501").problem()).isEqualTo("400 MAIL-1101 limit");
    }

    @Test
    void tooLargeIs413DeclaredAndChunked() throws Exception {
        byte[] body = ("{\"to\": [\"a@example.jp\"], \"text\": \"" + "y".repeat(1 << 20) + "\"}").getBytes(UTF_8);

        assertThat(caller().post("messages", "application/json", body).problem())
                .isEqualTo("413 MAIL-1102 #");
        assertThat(caller().call(caller().request("messages")
                                .header("Content-Type", "application/json")
                                .POST(BodyPublishers.ofInputStream(() -> new ByteArrayInputStream(body))))
                        .problem())
                .isEqualTo("413 MAIL-1102 #");
        assertThat(RELAY.received()).isEmpty();
    }

    @Test
    void otherMediaTypesAre415() throws Exception {
        for (String type : List.of("text/plain", "application/x-www-form-urlencoded", "application/xml", "*/*")) {
            assertThat(caller().post("messages", type, TO_TARO.getBytes(UTF_8)).problem())
                    .as(type)
                    .isEqualTo("415 MAIL-1103 Content-Type");
        }
        assertThat(caller().call(caller().request("messages").POST(BodyPublishers.ofString(TO_TARO)))
                        .problem())
                .isEqualTo("415 MAIL-1103 Content-Type");
        assertThat(caller().with("Content-Encoding", "gzip")
                        .post("messages", TO_TARO)
                        .problem())
                .isEqualTo("415 MAIL-1103 Content-Type");
        assertThat(RELAY.received()).isEmpty();
    }

    @Test
    void refusalForGoodIs502AndItsKeyIsSpent() throws Exception {
        RELAY.script("RCPT", "550 5.1.1 no such user at relay.internal.example");
        RestCaller keyed = caller().with("Idempotency-Key", "refused-for-good");
        Reply first = keyed.post("messages", TO_TARO);
        RELAY.behave();
        Reply again = keyed.post("messages", TO_TARO);

        assertThat(first.problem()).isEqualTo("502 MAIL-0607 MAIL-0607 #/to/0");
        assertThat(again.problem()).isEqualTo(first.problem());
        assertThat(again.header("Idempotency-Replayed")).isEqualTo("true");
        assertThat(RELAY.received()).isEmpty();
    }

    @Test
    void refusalForNowIs503AndMayRunAgain() throws Exception {
        RELAY.script("RCPT", "450 4.2.1 busy");
        RestCaller keyed = caller().with("Idempotency-Key", "refused-for-now");
        Reply first = keyed.post("messages", TO_TARO);
        RELAY.behave();
        Reply again = keyed.post("messages", TO_TARO);

        assertThat(first.status()).isEqualTo(503);
        assertThat(first.header("Retry-After")).isEqualTo("60");
        assertThat(again.status()).isEqualTo(201);
        assertThat(again.header("Idempotency-Replayed")).isEmpty();
        assertThat(RELAY.received()).hasSize(1);
    }

    @Test
    void lostReplyIs201WithUnknownAndIsNotSentAgain() throws Exception {
        RELAY.script("END", "close");
        RestCaller keyed = caller().with("Idempotency-Key", "reply-was-lost");
        Reply first = keyed.post("messages", TO_TARO);
        RELAY.behave();

        assertThat(first.status()).isEqualTo(201);
        assertThat(first.text()).contains("\"state\":\"UNKNOWN\"");
        assertThat(keyed.post("messages", TO_TARO).header("Idempotency-Replayed"))
                .isEqualTo("true");
    }

    @Test
    void unfitIdempotencyKeyIs400AndAnotherBodyIs422() throws Exception {
        assertThat(caller().with("Idempotency-Key", "short")
                        .post("messages", TO_TARO)
                        .problem())
                .isEqualTo("400 MAIL-1101 Idempotency-Key");
        RestCaller keyed = caller().with("Idempotency-Key", "one-key-one-body");
        assertThat(keyed.post("messages", TO_TARO).status()).isEqualTo(201);
        assertThat(keyed.post("messages", TO_TARO.replace("\"x\"", "\"z\"")).problem())
                .isEqualTo("422 MAIL-0003 Idempotency-Key");
        assertThat(keyed.post("messages/preview", TO_TARO).status()).isEqualTo(200);
        assertThat(RELAY.received()).hasSize(1);
    }

    @Test
    void eightAtOnceWithOneKeySendOneMail() throws Exception {
        RestCaller keyed = caller().with("Idempotency-Key", "eight-at-once");
        List<String> statuses = new ArrayList<>();
        ExecutorService threads = Executors.newFixedThreadPool(8);
        try {
            List<Future<Reply>> replies = new ArrayList<>();
            for (int count = 0; count < 8; count++) {
                replies.add(threads.submit(() -> keyed.post("messages", TO_TARO)));
            }
            for (Future<Reply> reply : replies) {
                boolean isReplay = !reply.get().header("Idempotency-Replayed").isEmpty();
                statuses.add(reply.get().status() + (isReplay ? " again" : ""));
            }
        } finally {
            threads.shutdown();
        }

        assertThat(statuses).containsOnlyOnce("201");
        assertThat(statuses)
                .allMatch(status -> Stream.of("201", "201 again", "409").anyMatch(status::equals));
        assertThat(RELAY.await(1)).hasSize(1);
    }

    @Test
    void previewIsWhatArrives() throws Exception {
        String json = TO_TARO.replace("{", "{\"signed\": false, \"priority\": \"HIGH\", ");
        Reply preview = caller().post("messages/preview", json);
        assertThat(preview.header("Content-Type")).isEqualTo("message/rfc822");
        assertThat(caller().post("messages", json).status()).isEqualTo(201);

        assertThat(steady(preview.octets())).isEqualTo(steady(RELAY.awaitOne().octets()));
    }

    /** Without the fields that differ from mail to mail. */
    private static String steady(byte[] octets) {
        return new String(octets, ISO_8859_1).replaceAll("(?m)^(Date|Message-ID): .*\r\n", "");
    }

    @Test
    void encryptedMailThatSomebodyCannotReadIsNotSent() throws Exception {
        String encrypted = TO_TARO.replace("{", "{\"encrypted\": true, ");

        assertThat(caller().post("messages", encrypted).problem()).startsWith("500 MAIL-0410");
        assertThat(caller().post("messages/check", encrypted).problem()).startsWith("500 MAIL-0410");
        assertThat(RELAY.received()).isEmpty();
        Reply plain = caller().post("messages", TO_TARO.replace("{", "{\"encrypted\": false, "));
        assertThat(plain.json().getBoolean("encrypted")).isFalse();
    }

    @Test
    void checkSaysWhatSendingWouldSay() throws Exception {
        assertThat(caller().post("messages/check", TO_TARO).status()).isEqualTo(204);
        assertThat(caller().post("messages/check", TO_TARO.replace("\"text\"", "\"txt\""))
                        .problem())
                .isEqualTo("400 MAIL-1101 #/txt");
        assertThat(RELAY.received()).isEmpty();
    }
}

package org.qdmail.mailbox;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import jakarta.json.Json;
import jakarta.json.JsonObject;
import jakarta.json.JsonValue;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.net.InetAddress;
import java.nio.file.Path;
import java.time.InstantSource;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.qdmail.address.LoopbackHost;
import org.qdmail.smtpserver.ServerLimits;
import org.qdmail.smtpserver.SmtpServer;
import org.qdmail.smtpserver.StoredMail;

class MailJsonTest {
    @TempDir
    Path spool;

    SmtpServer server;
    RawClient client;
    MailShelf shelf;

    @BeforeEach
    void start() throws IOException {
        server = SmtpServer.start(
                InetAddress.getLoopbackAddress(), 0, ServerLimits.defaults(spool), InstantSource.system());
        shelf = new MailShelf(server.store());
        client = RawClient.connect(server.address().getPort());
        client.reply();
        client.say("EHLO client.example");
    }

    @AfterEach
    void close() throws IOException {
        client.close();
        server.close();
    }

    private StoredMail deliver(String... lines) throws IOException {
        client.deliver(String.join("\r\n", lines) + "\r\n.\r\n");
        List<StoredMail> mails = server.store().all();
        return mails.get(mails.size() - 1);
    }

    /** As a reader on the other side gets it. */
    private static JsonObject parsed(JsonObject json) {
        return Json.createReader(new ByteArrayInputStream(json.toString().getBytes(UTF_8)))
                .readObject();
    }

    /** Text and rule of each finding. */
    private static List<String> findings(JsonObject mail) {
        return mail.getJsonArray("findings").getValuesAs(JsonObject.class).stream()
                .map(finding -> finding.getString("text") + " (" + finding.getString("rule") + ")")
                .toList();
    }

    private JsonObject detail(String... lines) throws IOException {
        return parsed(MailJson.detail(deliver(lines), List.of()));
    }

    private JsonObject list(List<MailSummary> mails) {
        return parsed(MailJson.list(
                mails, id -> List.of(), mails.size(), server.address().getPort()));
    }

    @Test
    void listsTheNewestFirst() throws IOException {
        String first = deliver("Subject: one", "", "").id();
        String second = deliver("Subject: two", "", "").id();

        assertThat(list(shelf.list()).getJsonArray("messages").getValuesAs(JsonObject.class))
                .extracting(mail -> mail.getString("id"))
                .containsExactly(second, first);
    }

    @Test
    void aSummaryHasExactlyTheseMembers() throws IOException {
        deliver("From: Shop <shop@example.com>", "To: taro@example.jp", "Subject: hi", "X-Priority: 1", "", "text");

        JsonObject summary = list(shelf.list()).getJsonArray("messages").getJsonObject(0);
        assertThat(summary.keySet())
                .containsExactly(
                        "id",
                        "receivedAt",
                        "sizeOctets",
                        "returnPath",
                        "from",
                        "to",
                        "recipients",
                        "subject",
                        "priority",
                        "signed",
                        "encrypted",
                        "attachments",
                        "reports",
                        "readReceipt",
                        "signatureState",
                        "signer",
                        "signatureExpired",
                        "charset",
                        "answered");
        assertThat(summary.getString("from")).isEqualTo("Shop <shop@example.com>");
        assertThat(summary.getString("priority")).isEqualTo("HIGH");
        assertThat(summary.getBoolean("signed")).isFalse();
        assertThat(summary.getBoolean("encrypted")).isFalse();
    }

    @Test
    void theListNamesTheSmtpPort() {
        JsonObject list = list(shelf.list());

        assertThat(list.getJsonObject("smtp").getInt("port"))
                .isEqualTo(server.address().getPort());
        assertThat(list.getInt("total")).isZero();
    }

    @Test
    void aMailTellsEnvelopeFieldsTextAndParts() throws IOException {
        client.say("MAIL FROM:<shop@example.com> RET=HDRS ENVID=QQ314159");
        client.say("RCPT TO:<taro@example.jp> NOTIFY=SUCCESS,FAILURE ORCPT=rfc822;taro@example.jp");
        client.say("DATA");
        client.write("Subject: =?UTF-8?B?5Lu25ZCN?=\r\n\r\nHello\r\n.\r\n");
        client.reply();

        JsonObject mail = parsed(MailJson.detail(server.store().all().get(0), List.of()));
        JsonObject envelope = mail.getJsonObject("envelope");
        assertThat(envelope.getJsonObject("mail").getJsonObject("parameters"))
                .hasToString("{\"RET\":\"HDRS\",\"ENVID\":\"QQ314159\"}");
        assertThat(envelope.getJsonArray("recipients").getJsonObject(0).getString("line"))
                .isEqualTo("RCPT TO:<taro@example.jp> NOTIFY=SUCCESS,FAILURE ORCPT=rfc822;taro@example.jp");
        assertThat(mail.getJsonArray("fields").getJsonObject(0))
                .hasToString("{\"name\":\"Subject\",\"raw\":\"=?UTF-8?B?5Lu25ZCN?=\",\"value\":\"\u4ef6\u540d\"}");
        assertThat(mail.getJsonObject("text").getString("text")).isEqualTo("Hello\r\n");
        assertThat(mail.get("html")).isEqualTo(JsonValue.NULL);
        assertThat(mail.getJsonArray("parts").getJsonObject(0).getString("mediaType"))
                .isEqualTo("text/plain");
        assertThat(mail.getJsonObject("signature").getString("state")).isEqualTo("UNSIGNED");
    }

    @Test
    void theEnvelopeTellsOfTls() throws IOException {
        assertThat(MailJson.detail(deliver("Subject: x", "", ""), List.of())
                        .getJsonObject("envelope")
                        .get("tls"))
                .isEqualTo(JsonValue.NULL);
        RawClient inside = client.encrypted(server.certificate());
        inside.say("EHLO client.example");
        inside.deliver("Subject: y\r\n\r\n.\r\n");

        StoredMail mail = server.store().all().get(1);
        assertThat(MailJson.detail(mail, List.of()).getJsonObject("envelope").getString("tls"))
                .isEqualTo(inside.tls());
    }

    @Test
    void theDialogueTellsWhoSaidWhat() throws IOException {
        StoredMail mail = deliver("Subject: x", "", "");

        assertThat(MailJson.dialogue(mail.dialogue()).getValuesAs(JsonObject.class))
                .extracting(line -> line.getString("speaker") + ' ' + line.getString("text"))
                .startsWith("SERVER 220 localhost ESMTP Qdmail mailbox", "CLIENT EHLO client.example")
                .contains("CLIENT MAIL FROM:<shop@example.com>")
                .endsWith("SERVER 250 2.0.0 caught as " + mail.id());
    }

    @Test
    void linesOfOneFlightShareTheirNumber() throws IOException {
        client.write("MAIL FROM:<a@example.com>\r\nRCPT TO:<b@example.com>\r\nDATA\r\n");
        client.replies(3);
        client.write("Subject: x\r\n\r\n.\r\n");
        client.reply();

        assertThat(server.store().all().get(0).dialogue())
                .filteredOn(
                        line -> line.text().startsWith("MAIL") || line.text().startsWith("RCPT"))
                .extracting(line -> line.flight())
                .hasSize(2)
                .containsOnly(2);
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "X-None: x | there is no From field (RFC 5322 section 3.6)",
                "From: | the From field is empty (RFC 5322 section 3.6)",
                "From: a@example.com;From: b@example.com | there are 2 From fields (RFC 5322 section 3.6)",
                "From: a@example.com | there is no Subject field (RFC 5322 section 3.6)",
                "Subject: x | there is no Date field (RFC 5322 section 3.6)"
            })
    void m01ShowsAMailWithoutFromOrSubjectWithAFinding(String fields, String finding) throws IOException {
        JsonObject mail = detail((fields + ";;text").split(";"));

        assertThat(findings(mail)).contains(finding);
        assertThat(mail.getJsonObject("text").getString("text")).isEqualTo("text\r\n");
    }

    /** Each opened tag was looked through to the end of what it may hold: seconds, each time the mail is shown. */
    @Test
    @Timeout(30)
    void htmlOfManyOpenedTagsIsLookedThroughOnce() throws IOException {
        String html = "<img ".repeat(190_000).replaceAll("(.{900})", "$1\r\n");
        String[] lines = {
            "Subject: x", "MIME-Version: 1.0", "Content-Type: text/html", "", html, "<img src=http://x.example/>"
        };
        StoredMail mail = deliver(lines);

        for (int shown = 0; shown < 10; shown++)
            assertThat(MailJson.detail(mail, List.of())).isNotNull();
        assertThat(findings(parsed(MailJson.detail(mail, List.of()))))
                .anyMatch(finding -> finding.startsWith("the HTML has images from other hosts"));
    }

    @Test
    void m08MarksBareLineEnds() throws IOException {
        JsonObject mail = detail("Subject: x", "", "a\nb\rc");

        assertThat(findings(mail)).contains("2 line ends are not CRLF (RFC 5321 section 2.3.8)");
    }

    @Test
    void hostileTextStaysText() throws IOException {
        String hostile = "<script>alert(1)</script>\"\\\u2028";
        JsonObject mail = detail("Subject: " + hostile, "", hostile);

        assertThat(mail.getString("subject")).isEqualTo(hostile);
    }

    @Test
    void aMailOfThousandsOfFieldsIsCut() throws IOException {
        String[] lines = new String[3_000];
        for (int at = 0; at < lines.length; at++) lines[at] = "X-" + at + ": " + "y".repeat(100);

        assertThat(detail(lines).getJsonArray("fields")).hasSize(1_000);
    }

    @Test
    void searchNeedsEveryWord() throws IOException {
        deliver("From: Shop <shop@example.com>", "Subject: Your ORDER 42", "", "Thank you");

        MailSummary mail = shelf.list().get(0);
        assertThat(mail.matches("order shop thank")).isTrue();
        assertThat(mail.matches("order invoice")).isFalse();
        assertThat(mail.goesTo("TARO@")).isTrue();
        assertThat(mail.goesTo("hanako")).isFalse();
    }

    @Test
    void theRevisionChangesWithTheList() throws IOException {
        String before = shelf.revision();
        deliver("Subject: x", "", "");

        assertThat(shelf.revision()).isNotEqualTo(before);
        assertThat(new MailShelf(server.store()).revision()).isNotEqualTo(shelf.revision());
    }

    @ParameterizedTest
    @CsvSource({
        "localhost,true",
        "LOCALHOST:9080,true",
        "shop.localhost:80,true",
        "127.0.0.1:9080,true",
        "127.1.2.3,true",
        "[::1]:9080,true",
        "example.com,false",
        "localhost.example.com,false",
        "127.0.0.1.example.com,false",
        "127.0.0.999,false",
        "192.168.0.1,false",
        "'',false"
    })
    void onlyTheseHostsAreThisMachine(String host, boolean expected) {
        assertThat(LoopbackHost.isLoopback(host)).isEqualTo(expected);
    }
}

// SPDX-License-Identifier: Apache-2.0
package org.qdmail.mailbox;

import static java.nio.charset.StandardCharsets.ISO_8859_1;
import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import java.io.IOException;
import java.io.InputStream;
import java.net.InetAddress;
import java.nio.file.Path;
import java.time.Instant;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;
import org.qdmail.failure.InvalidMessage;
import org.qdmail.route.RelayRoute;
import org.qdmail.smtp.SmtpRelay;
import org.qdmail.smtp.SmtpSettings;
import org.qdmail.smtpserver.ServerLimits;
import org.qdmail.smtpserver.SmtpServer;
import org.qdmail.smtpserver.StoredMail;

/** Reports that the mailbox sends: their octets as they arrive by SMTP, and what another parser reads in them. */
class AnsweringTest {
    private static final Instant NOW = Instant.parse("2026-01-02T03:04:05Z");

    @TempDir
    Path spool;

    private SmtpServer server;
    private RawClient client;
    private Answering answering;

    @BeforeEach
    void start() throws IOException {
        server = SmtpServer.start(
                InetAddress.getLoopbackAddress(), 0, ServerLimits.defaults(spool), InstantSource.system());
        int port = server.address().getPort();
        answering = new Answering(
                new RelayRoute(new SmtpRelay(SmtpSettings.loopback(port).withClientName("localhost"))),
                spool,
                InstantSource.fixed(NOW));
        client = RawClient.connect(port);
        client.reply();
        client.say("EHLO client.example");
    }

    @AfterEach
    void close() throws IOException {
        client.close();
        answering.close();
        server.close();
    }

    /** Delivers a mail with these commands and gives what was stored. */
    private StoredMail caught(String mail, List<String> recipients, String octets) throws IOException {
        client.say("MAIL FROM:" + mail);
        for (String recipient : recipients) client.say("RCPT TO:" + recipient);
        client.say("DATA");
        client.say(octets.replace("\n", "\r\n") + "\r\n.");
        return server.store().all().get(0);
    }

    private StoredMail order() throws IOException {
        return caught(
                "<shop@example.com> RET=HDRS ENVID=QQ+2B314159",
                List.of(
                        "<taro@example.jp> NOTIFY=SUCCESS,FAILURE ORCPT=rfc822;taro+2Bx@example.jp",
                        "<bob@example.com> NOTIFY=NEVER"),
                "From: shop@example.com\nTo: taro@example.jp\nSubject: Order 42\nMessage-ID: <1@example.com>\n"
                        + "Disposition-Notification-To: Shop <receipts@example.com>\n\nText\n");
    }

    private List<Answer> answer(StoredMail mail, String json) throws IOException {
        List<Answer> sent = new ArrayList<>();
        answering.answer(mail, AnswerRequest.of(json), sent::add);
        return sent;
    }

    private StoredMail report() {
        List<StoredMail> mails = server.store().all();
        return mails.get(mails.size() - 1);
    }

    private static String octets(StoredMail mail) throws IOException {
        try (InputStream in = mail.content().open()) {
            return new String(in.readAllBytes(), ISO_8859_1);
        }
    }

    @Test
    void failureIsReportedToTheReturnPath() throws IOException {
        List<Answer> answers =
                answer(order(), "{\"kind\": \"failed\", \"recipient\": \"taro@example.jp\", \"status\": \"5.1.1\"}");

        assertThat(answers).extracting(Answer::recipient).containsExactly("taro@example.jp");
        assertThat(report().mail().line()).startsWith("MAIL FROM:<>");
        assertThat(report().recipients().get(0).address()).isEqualTo("shop@example.com");
        assertThat(octets(report()))
                .contains("Auto-Submitted: auto-replied\r\n")
                .contains("Content-Type: multipart/report; report-type=delivery-status;")
                .contains(
                        """
                        Content-Type: message/delivery-status\r
                        \r
                        Reporting-MTA: dns;mailbox.localhost\r
                        Original-Envelope-Id: QQ+314159\r
                        Arrival-Date: Fri, 2 Jan 2026 03:04:05 +0000\r
                        \r
                        Original-Recipient: rfc822;taro+x@example.jp\r
                        Final-Recipient: rfc822;taro@example.jp\r
                        Action: failed\r
                        Status: 5.1.1\r
                        Diagnostic-Code: smtp; 550 5.1.1 answered by hand\r
                        """)
                .contains("Content-Type: text/rfc822-headers\r\n\r\nFrom: shop@example.com\r\n")
                .doesNotContain("Text\r\n");
    }

    @Test
    void everyRecipientStandsInOneReport() throws IOException {
        assertThat(answer(order(), "{\"kind\": \"delivered\"}")).hasSize(2);
        assertThat(octets(report()).split("Final-Recipient: ", -1)).hasSize(3);
        assertThat(octets(report())).contains("Action: delivered\r\nStatus: 2.0.0\r\n");
    }

    @Test
    void delayTellsHowLongItIsTried() throws IOException {
        answer(order(), "{\"kind\": \"delayed\", \"recipient\": \"bob@example.com\"}");

        assertThat(octets(report()))
                .contains("Action: delayed\r\nStatus: 4.0.0\r\n")
                .contains("Will-Retry-Until: Tue, 6 Jan 2026 03:04:05 +0000\r\n");
    }

    @Test
    void readReceiptGoesWhereTheMailWantsIt() throws IOException {
        answer(order(), "{\"kind\": \"opened\", \"recipient\": \"taro@example.jp\"}");

        assertThat(report().recipients().get(0).address()).isEqualTo("receipts@example.com");
        assertThat(octets(report()))
                .contains("From: <taro@example.jp>\r\n")
                .contains("Content-Type: multipart/report; report-type=disposition-notification;")
                .contains("Final-Recipient: rfc822;taro@example.jp\r\nOriginal-Message-ID: <1@example.com>\r\n"
                        + "Disposition: manual-action/MDN-sent-manually; displayed\r\n");
    }

    @Test
    void wholeMailComesBackWithRetFull() throws IOException {
        StoredMail mail = caught(
                "<shop@example.com> RET=FULL", List.of("<taro@example.jp>"), "From: a@x.jp\nSubject: x\n\nThe text\n");
        answer(mail, "{\"kind\": \"failed\"}");

        assertThat(octets(report()))
                .contains("Content-Type: message/rfc822\r\n\r\nFrom: a@x.jp\r\n")
                .contains("The text\r\n");
    }

    @Test
    void headerThatMayNotTravelComesBackEncoded() throws IOException {
        StoredMail mail = caught(
                "<shop@example.com> BODY=8BITMIME",
                List.of("<taro@example.jp>"),
                "From: a@x.jp\nSubject: \u00e9\u00e8\nX-Long: " + "y".repeat(2_000) + "\n\ntext\n");
        answer(mail, "{\"kind\": \"failed\"}");

        assertThat(octets(report()))
                .contains("Subject: failed: =?utf-8?B?w6nDqA==?=\r\n")
                .contains("Content-Type: text/rfc822-headers\r\nContent-Transfer-Encoding: base64\r\n");
    }

    @Test
    void anotherParserReadsTheReport() throws Exception {
        answer(order(), "{\"kind\": \"delayed\", \"status\": \"4.4.1\"}");
        String program =
                """
                import sys, email, email.policy
                mail = email.message_from_binary_file(sys.stdin.buffer, policy=email.policy.default)
                parts = list(mail.iter_parts())
                status = parts[1].get_payload()
                print(mail.get_content_type(), mail.get_param('report-type'), [p.get_content_type() for p in parts])
                print(status[0]['Original-Envelope-Id'], [s['Final-Recipient'] + ' ' + s['Action'] + ' ' + s['Status'] for s in status[1:]])
                print(mail.defects, [p.defects for p in parts])
                """;
        Process python = new ProcessBuilder("python3", "-c", program)
                .redirectErrorStream(true)
                .start();
        python.getOutputStream().write(octets(report()).getBytes(ISO_8859_1));
        python.getOutputStream().close();
        String printed = new String(python.getInputStream().readAllBytes(), UTF_8);
        assertThat(python.waitFor(20, TimeUnit.SECONDS)).isTrue();

        assertThat(printed)
                .isEqualTo(
                        """
                        multipart/report delivery-status ['text/plain', 'message/delivery-status', 'text/rfc822-headers']
                        QQ+314159 ['rfc822;taro@example.jp delayed 4.4.1', 'rfc822;bob@example.com delayed 4.4.1']
                        [] [[], [], []]
                        """);
    }

    @Test
    void mailWithoutReturnPathGetsNoReport() throws IOException {
        StoredMail mail = caught("<>", List.of("<taro@example.jp>"), "From: a@x.jp\n\ntext\n");

        assertThat(refusal(mail, "{\"kind\": \"failed\"}")).isEqualTo("MAIL-1207");
        assertThat(refusal(mail, "{\"kind\": \"opened\"}")).isEqualTo("MAIL-1208");
        assertThat(server.store().all()).hasSize(1);
    }

    private String refusal(StoredMail mail, String json) {
        return catchThrowableOfType(InvalidMessage.class, () -> answer(mail, json))
                .number();
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "",
                "[]",
                "{}",
                "{\"kind\": \"lost\"}",
                "{\"kind\": 1}",
                "{\"kind\": \"failed\", \"to\": \"x\"}",
                "{\"kind\": \"failed\", \"status\": \"4.1.1\"}",
                "{\"kind\": \"failed\", \"status\": \"5.01.1\"}",
                "{\"kind\": \"failed\", \"status\": \"5.1.1\\r\\nX: y\"}",
                "{\"kind\": \"delayed\", \"status\": \"5.1.1\"}",
                "{\"kind\": \"delivered\", \"status\": \"2.1.5\"}",
                "{\"kind\": \"failed\", \"recipient\": [\"a\"]}"
            })
    void unfitRequestIsRefused(String json) {
        assertThat(catchThrowableOfType(InvalidMessage.class, () -> AnswerRequest.of(json))
                        .number())
                .isEqualTo("MAIL-1209");
    }

    @Test
    void answerThatWentOutIsToldAlthoughTheNextOneIsRefused() throws IOException {
        StoredMail mail = order();
        server.script("RCPT", "450 4.2.1 busy").occurrence(2);
        List<Answer> sent = new ArrayList<>();

        InvalidMessage refused = catchThrowableOfType(
                InvalidMessage.class,
                () -> answering.answer(mail, AnswerRequest.of("{\"kind\": \"opened\"}"), sent::add));

        assertThat(refused.number()).isEqualTo("MAIL-1211");
        assertThat(sent).extracting(Answer::recipient).containsExactly("taro@example.jp");
        assertThat(server.store().all()).hasSize(2);
    }

    @Test
    void strangerIsNoRecipient() throws IOException {
        assertThat(refusal(order(), "{\"kind\": \"failed\", \"recipient\": \"eve@example.com\"}"))
                .isEqualTo("MAIL-1210");
    }

    @ParameterizedTest
    @CsvSource({"a+2Bb, a+b", "+0D+0AX, ??X"})
    void hostileParametersStayInTheirField(String encoded, String shown) throws IOException {
        StoredMail mail = caught(
                "<shop@example.com> ENVID=" + encoded,
                List.of("<taro@example.jp> ORCPT=rfc822;" + encoded),
                "From: a@x.jp\n\ntext\n");
        answer(mail, "{\"kind\": \"delivered\"}");

        assertThat(octets(report())).contains("Original-Envelope-Id: " + shown + "\r\n");
        boolean isClean = shown.indexOf('?') < 0;
        assertThat(octets(report()).contains("Original-Recipient: rfc822;" + shown + "\r\n"))
                .isEqualTo(isClean);
        assertThat(octets(report()).contains("Original-Recipient")).isEqualTo(isClean);
    }
}

// SPDX-License-Identifier: Apache-2.0
package org.qdmail.container;

import static java.nio.charset.StandardCharsets.US_ASCII;
import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.net.InetAddress;
import java.net.Socket;
import java.net.URI;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Map;
import org.jboss.arquillian.container.test.api.Deployment;
import org.jboss.arquillian.container.test.api.RunAsClient;
import org.jboss.arquillian.junit5.ArquillianExtension;
import org.jboss.arquillian.test.api.ArquillianResource;
import org.jboss.shrinkwrap.api.spec.WebArchive;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.api.io.TempDir;
import org.qdmail.MailService;
import org.qdmail.StandaloneMailService;
import org.qdmail.mailbox.EmbeddedMailbox;
import org.qdmail.mailbox.ReceivedMail;

/** The mailbox of an application, seen from outside: page, JSON and SMTP port. */
@ExtendWith(ArquillianExtension.class)
@RunAsClient
class MailboxIT {

    @ArquillianResource
    URI application;

    @Deployment
    static WebArchive application() {
        return Archives.configured(
                Archives.withMailbox("mailbox"), "mp.config.profile=dev", "qdmail.defaults.from=shop@example.com");
    }

    @BeforeEach
    void clear() {
        EmbeddedMailbox.at(application).clear();
    }

    private HttpResponse<String> get(String path) throws IOException, InterruptedException {
        return Http.CLIENT.send(
                HttpRequest.newBuilder(application.resolve(path)).build(), Answers.text());
    }

    private void deliver() throws IOException {
        int port = EmbeddedMailbox.at(application).smtpPort();
        try (Socket socket = new Socket(InetAddress.getLoopbackAddress(), port)) {
            String dialogue =
                    "EHLO client.example\r\nMAIL FROM:<shop@example.com>\r\nRCPT TO:<taro@example.jp>\r\nDATA\r\n"
                            + "From: shop@example.com\r\nTo: taro@example.jp\r\nSubject: Order 42\r\n\r\n..text\r\n.\r\nQUIT\r\n";
            socket.getOutputStream().write(dialogue.getBytes(US_ASCII));
            assertThat(new String(socket.getInputStream().readAllBytes(), US_ASCII))
                    .contains("\r\n250 2.0.0 caught as ");
        }
    }

    @Test
    void aTestOutsideOfTheServerSeesWhatArrived() throws IOException {
        deliver();

        ReceivedMail mail = EmbeddedMailbox.at(application).awaitOne();
        mail.assertTo("taro@example.jp").assertSubject("Order 42");
        assertThat(mail.octets()).asString(US_ASCII).endsWith("\r\n\r\n.text\r\n");
    }

    @Test
    void aTestOutsideOfTheServerSendsInsideTls(@TempDir Path directory) throws Exception {
        EmbeddedMailbox mailbox = EmbeddedMailbox.at(application);
        Map<String, String> settings = Map.of(
                "qdmail.smtp.host", "localhost",
                "qdmail.smtp.port", Integer.toString(mailbox.smtpPort()),
                "qdmail.smtp.tls", "starttls-required",
                "qdmail.smtp.trust-file",
                        mailbox.writeTrustFile(directory.resolve("mailbox.pem")).toString(),
                "qdmail.defaults.from", "shop@example.com");
        try (StandaloneMailService service = MailService.open(settings)) {
            service.send("taro@example.jp", "Order 42", "Thank you").requireAllAccepted();
        }

        assertThat(mailbox.awaitOne().dialogue()).anyMatch(line -> line.startsWith("# TLS started: TLSv1.3 "));
        HttpResponse<String> certificate = get("mail/v1/mailbox/certificate");
        assertThat(certificate.headers().firstValue("Content-Disposition"))
                .contains("attachment; filename=\"mailbox.pem\"");
        assertThat(certificate.body()).isEqualTo(Files.readString(directory.resolve("mailbox.pem")));
    }

    @Test
    void thePageIsServedWithItsPolicy() throws Exception {
        HttpResponse<String> page = get("mail/");

        assertThat(page.statusCode()).isEqualTo(200);
        assertThat(page.body()).contains("<title>Mailbox");
        assertThat(page.headers().firstValue("Content-Security-Policy"))
                .hasValueSatisfying(policy -> assertThat(policy).startsWith("default-src 'none'; script-src 'self'"));
        assertThat(get("mail/main.js").body()).contains("textContent");
        for (String name : new String[] {"no-such-file", "no-such.js", "..%2fPageServlet.class", "%2e%2e/x.js"}) {
            assertThat(get("mail/" + name).statusCode()).as(name).isIn(400, 404);
        }
    }

    @Test
    void theSourceIsStoredByABrowserAndNeverShown() throws Exception {
        deliver();
        String id = EmbeddedMailbox.at(application).awaitOne().id();

        HttpResponse<String> source = get("mail/v1/mailbox/messages/" + id + "/source");
        assertThat(source.headers().firstValue("Content-Type")).contains("application/octet-stream");
        assertThat(source.headers().firstValue("X-Content-Type-Options")).contains("nosniff");
        assertThat(source.headers().firstValue("Content-Disposition"))
                .contains("attachment; filename=\"" + id + ".eml\"");
    }

    @Test
    void anUnchangedListIsNotSentAgain() throws Exception {
        String tag =
                get("mail/v1/mailbox/messages").headers().firstValue("ETag").orElseThrow();

        HttpRequest again = HttpRequest.newBuilder(application.resolve("mail/v1/mailbox/messages"))
                .header("If-None-Match", tag)
                .build();
        assertThat(Http.CLIENT.send(again, BodyHandlers.ofString()).statusCode())
                .isEqualTo(304);
    }

    @Test
    void anUnknownMailIsNotFound() throws Exception {
        HttpResponse<String> answer = get("mail/v1/mailbox/messages/none");

        assertThat(answer.statusCode()).isEqualTo(404);
        assertThat(answer.body()).startsWith("{\"number\":\"MAIL-1202\"");
    }

    @Test
    void anUnreadableInstantIsRefused() throws Exception {
        HttpResponse<String> answer = get("mail/v1/mailbox/messages?since=yesterday");

        assertThat(answer.statusCode()).isEqualTo(400);
        assertThat(answer.body()).contains("MAIL-1205");
    }

    @Test
    void aChangeNeedsTheHeaderOfThePage() throws Exception {
        deliver();
        HttpRequest foreign = HttpRequest.newBuilder(application.resolve("mail/v1/mailbox/messages"))
                .DELETE()
                .build();

        HttpResponse<String> answer = Http.CLIENT.send(foreign, BodyHandlers.ofString());
        assertThat(answer.statusCode()).isEqualTo(403);
        assertThat(answer.body()).contains("MAIL-1204");
        assertThat(EmbeddedMailbox.at(application).received()).hasSize(1);
    }

    @Test
    void aNameThatOnlyResolvesToThisMachineIsRefused() throws IOException {
        try (Socket socket = new Socket(application.getHost(), application.getPort())) {
            String request = "GET " + application.getPath() + "mail/v1/mailbox/messages HTTP/1.1\r\n"
                    + "Host: rebound.example\r\nConnection: close\r\n\r\n";
            socket.getOutputStream().write(request.getBytes(US_ASCII));

            assertThat(new String(socket.getInputStream().readAllBytes(), US_ASCII))
                    .startsWith("HTTP/1.1 403")
                    .contains("MAIL-1203");
        }
    }

    @Test
    void aMailItsPartsItsHtmlAndAnswersAreThere() throws Exception {
        deliver();
        String mail = "mail/v1/mailbox/messages/"
                + EmbeddedMailbox.at(application).awaitOne().id();

        assertThat(get(mail).body()).contains("\"subject\":\"Order 42\"");
        assertThat(get(mail + "/parts/0").headers().firstValue("Content-Type")).contains("application/octet-stream");
        assertThat(get(mail + "/parts/1").statusCode()).isEqualTo(404);
        assertThat(get(mail + "/html").headers().firstValue("Content-Security-Policy"))
                .hasValueSatisfying(policy -> assertThat(policy).startsWith("sandbox; default-src 'none';"));
        HttpResponse<String> answered = Http.CLIENT.send(
                HttpRequest.newBuilder(application.resolve(mail + "/answers"))
                        .header("X-Qdmail-Mailbox", "test")
                        .header("Content-Type", "application/json")
                        .POST(HttpRequest.BodyPublishers.ofString("{\"kind\": \"failed\"}"))
                        .build(),
                BodyHandlers.ofString());
        assertThat(answered.statusCode()).as(answered.body()).isEqualTo(201);
        assertThat(EmbeddedMailbox.at(application).await(2)).hasSize(2);
        assertThat(get(mail).body()).contains("\"kind\":\"failed\"");
    }

    @Test
    void eventsTellOfAChange() throws Exception {
        HttpRequest request = HttpRequest.newBuilder(application.resolve("mail/v1/mailbox/events"))
                .timeout(Duration.ofSeconds(20))
                .build();
        try (BufferedReader events = new BufferedReader(new InputStreamReader(
                Http.CLIENT.send(request, BodyHandlers.ofInputStream()).body(), UTF_8))) {
            assertThat(next(events)).isEqualTo("event: hello");
            deliver();
            assertThat(next(events)).isEqualTo("event: changed");
        }
    }

    private static String next(BufferedReader events) throws IOException {
        String line = events.readLine();
        while (line != null && !line.startsWith("event: ")) line = events.readLine();
        return String.valueOf(line);
    }
}

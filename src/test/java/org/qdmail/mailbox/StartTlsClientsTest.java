package org.qdmail.mailbox;

import static java.nio.charset.StandardCharsets.US_ASCII;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import jakarta.mail.Message;
import jakarta.mail.MessagingException;
import jakarta.mail.Session;
import jakarta.mail.Transport;
import jakarta.mail.internet.MimeMessage;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Properties;
import javax.net.ssl.SSLContext;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;
import org.qdmail.MailService;
import org.qdmail.SendResult;
import org.qdmail.StandaloneMailService;
import org.qdmail.envelope.Outcome;
import org.qdmail.signing.Openssl;

/** STARTTLS of the mailbox as clients use it that know how to judge a certificate. */
class StartTlsClientsTest {
    @TempDir
    Path directory;

    EmbeddedMailbox mailbox;
    Path trusted;

    @BeforeEach
    void start() {
        mailbox = EmbeddedMailbox.start();
        trusted = mailbox.writeTrustFile(directory.resolve("mailbox.pem"));
    }

    @AfterEach
    void close() {
        mailbox.close();
    }

    private Openssl.Result openssl(String input, String... arguments) throws IOException {
        return new Openssl(directory).runWith(Files.writeString(directory.resolve("input.txt"), input), arguments);
    }

    @ParameterizedTest
    @CsvSource({
        "-tls1_3, -verify_ip, 127.0.0.1",
        "-tls1_3, -verify_ip, ::1",
        "-tls1_2, -verify_hostname, localhost",
    })
    void opensslTrustsTheFileAndDelivers(String version, String check, String name) throws IOException {
        Openssl.Result result = openssl(
                "EHLO client.example\r\nMAIL FROM:<a@example.com>\r\nRCPT TO:<b@example.com>\r\nDATA\r\n"
                        + "Subject: by openssl\r\n\r\ntext\r\n.\r\nQUIT\r\n",
                "s_client",
                "-starttls",
                "smtp",
                "-connect",
                "127.0.0.1:" + mailbox.smtpPort(),
                version,
                "-CAfile",
                trusted.toString(),
                "-verify_return_error",
                "-x509_strict",
                check,
                name,
                "-ign_eof");

        assertThat(result.code()).as(result.output()).isZero();
        assertThat(result.output())
                .contains("Verify return code: 0 (ok)", "221 2.0.0 goodbye")
                .doesNotContain("unexpected eof"); // the farewell of TLS has come
        assertThat(mailbox.awaitOne().octets()).asString(US_ASCII).isEqualTo("Subject: by openssl\r\n\r\ntext\r\n");
    }

    @Test
    void opensslFindsNothingWrongInTheCertificate() throws IOException {
        Openssl.Result result = openssl("", "x509", "-in", trusted.toString(), "-noout", "-text");

        assertThat(result.code()).as(result.output()).isZero();
        assertThat(result.output())
                .contains("Version: 3 (0x2)", "ASN1 OID: prime256v1", "Signature Algorithm: ecdsa-with-SHA256")
                .contains("Issuer: CN = Qdmail mailbox", "Subject: CN = Qdmail mailbox")
                .contains("DNS:localhost, IP Address:127.0.0.1, IP Address:0:0:0:0:0:0:0:1")
                .contains("TLS Web Server Authentication", "CA:FALSE", "Digital Signature");
    }

    @Test
    void opensslWithoutTheFileRefuses() throws IOException {
        Openssl.Result result = openssl(
                "QUIT\r\n",
                "s_client",
                "-starttls",
                "smtp",
                "-connect",
                "127.0.0.1:" + mailbox.smtpPort(),
                "-verify_return_error");

        assertThat(result.code()).isNotZero();
        assertThat(result.output()).contains("self-signed certificate");
    }

    @ParameterizedTest
    @ValueSource(strings = {"TLSv1.3", "TLSv1.2"})
    void angusMailDelivers(String version) throws MessagingException {
        angusDelivers(Trusting.only(mailbox.certificate()), version);

        ReceivedMail mail = mailbox.awaitOne().assertSubject("by Angus Mail");
        assertThat(mail.dialogue()).anyMatch(line -> line.startsWith("# TLS started: " + version + " TLS_"));
    }

    @Test
    void angusMailThatDoesNotTrustDeliversNothing() throws Exception {
        assertThatThrownBy(() -> angusDelivers(SSLContext.getDefault(), "TLSv1.3"))
                .isInstanceOf(MessagingException.class)
                .hasMessageContaining("Could not convert socket to TLS");

        mailbox.assertEmpty();
    }

    private void angusDelivers(SSLContext context, String version) throws MessagingException {
        Properties settings = new Properties();
        settings.put("mail.smtp.host", "127.0.0.1");
        settings.put("mail.smtp.port", Integer.toString(mailbox.smtpPort()));
        settings.put("mail.smtp.localhost", "client.example");
        settings.put("mail.smtp.timeout", "10000");
        settings.put("mail.smtp.starttls.enable", "true");
        settings.put("mail.smtp.starttls.required", "true");
        settings.put("mail.smtp.ssl.checkserveridentity", "true");
        settings.put("mail.smtp.ssl.protocols", version);
        settings.put("mail.smtp.ssl.socketFactory", context.getSocketFactory());
        MimeMessage message = new MimeMessage(Session.getInstance(settings));
        message.setFrom("shop@example.com");
        message.setRecipients(Message.RecipientType.TO, "taro@example.jp");
        message.setSubject("by Angus Mail");
        message.setText("Thank you.");
        Transport.send(message);
    }

    private StandaloneMailService service(String host, Map<String, String> more) {
        Map<String, String> settings = new HashMap<>(Map.of(
                "qdmail.smtp.host", host,
                "qdmail.smtp.port", Integer.toString(mailbox.smtpPort()),
                "qdmail.smtp.tls", "starttls-required",
                "qdmail.smtp.client-name", "localhost",
                "qdmail.defaults.from", "shop@example.com"));
        settings.putAll(more);
        return MailService.open(settings);
    }

    @ParameterizedTest
    @ValueSource(strings = {"127.0.0.1", "localhost"})
    void theComponentDeliversWithTheTrustFile(String host) {
        try (StandaloneMailService service = service(host, Map.of("qdmail.smtp.trust-file", trusted.toString()))) {
            SendResult result = service.send("taro@example.jp", "Order 42", "Thank you");

            assertThat(result.requireAllAccepted().outcomes())
                    .extracting(Outcome::tls)
                    .containsExactly(Optional.of("TLSv1.3"));
        }
        mailbox.awaitOne().assertSubject("Order 42");
    }

    @Test
    void theComponentLogsInInsideTlsAlone() {
        Map<String, String> login = Map.of(
                "qdmail.smtp.trust-file", trusted.toString(),
                "qdmail.smtp.user", "tim",
                "qdmail.smtp.password", "S3CR3T");
        try (StandaloneMailService service = service("localhost", login)) {
            service.send("taro@example.jp", "Order 42", "Thank you").requireAllAccepted();
        }

        List<String> dialogue = mailbox.awaitOne().dialogue();
        int tls = dialogue.indexOf(dialogue.stream()
                .filter(line -> line.startsWith("# TLS started: "))
                .findFirst()
                .orElseThrow());
        assertThat(dialogue.indexOf("# logged in as tim")).isGreaterThan(tls);
    }

    @Test
    void theComponentWithoutTheTrustFileDeliversNothing() {
        try (StandaloneMailService service = service("localhost", Map.of())) {
            assertThatThrownBy(() -> service.send("taro@example.jp", "Order 42", "Thank you"))
                    .hasMessageContaining("MAIL-0603")
                    .hasMessageContaining("is self-signed");
        }
        mailbox.assertEmpty();
    }

    @Test
    void theServiceOfTheMailboxStaysInTheClear() {
        mailbox.service().send("taro@example.jp", "Order 42", "Thank you").requireAllAccepted();

        assertThat(mailbox.awaitOne().dialogue()).doesNotContain("> STARTTLS").contains("< 250-STARTTLS");
    }

    @Test
    void theTrustFileHoldsNoKeyAndReplacesAnother() throws IOException {
        mailbox.writeTrustFile(trusted);

        assertThat(Files.readString(trusted))
                .startsWith("-----BEGIN CERTIFICATE-----\n")
                .endsWith("\n-----END CERTIFICATE-----\n")
                .containsOnlyOnce("BEGIN")
                .doesNotContain("PRIVATE");
    }

    @Test
    void aTrustFileThatCannotBeWrittenIsReported() {
        assertThatThrownBy(() -> mailbox.writeTrustFile(directory.resolve("missing/mailbox.pem")))
                .isInstanceOf(UncheckedIOException.class);
    }
}

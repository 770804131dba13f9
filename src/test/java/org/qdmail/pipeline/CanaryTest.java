// SPDX-License-Identifier: Apache-2.0
package org.qdmail.pipeline;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowable;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Base64;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.AutoClose;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;
import org.qdmail.MailService;
import org.qdmail.RenderedMail;
import org.qdmail.config.Configuration;
import org.qdmail.config.Sessions;
import org.qdmail.config.UsedNames;
import org.qdmail.message.MailMessage;
import org.qdmail.signing.Openssl;

/** Whatever happens, no log, failure, result or thread tells a secret: canaries are sought in all of them. */
class CanaryTest {
    private static final String PASSWORD = "S3CR3T-smtp-password";
    private static final String TOKEN = "S3CR3T-smtp-token";
    private static final String PASSWORD_FILE = "key-password";
    private static final String KEY_PASSWORD = "S3CR3T-sign-password";
    private static final String WRONG = "S3CR3T-wrong-password";
    private static final String RECEIPT = "S3CR3T-receipt-secret";

    @TempDir
    Path directory;

    @AutoClose
    private final CanaryNet net = new CanaryNet();

    private static MailMessage message() {
        return MailMessage.to("bob@example.net")
                .subject("Order")
                .text("Thank you.")
                .build();
    }

    /** Everything that a login and a mail can bring out. */
    private void sendThrough(OnTheWire wire) {
        List<Runnable> steps = List.of(
                () -> net.put(wire.mail.probe()),
                () -> net.put(wire.mail.send(message())),
                () -> {
                    try (RenderedMail mail = wire.mail.render(message())) {
                        net.put(mail);
                        net.put(wire.mail.send(mail));
                    }
                },
                () -> wire.mail
                        .sendAsync(message())
                        .whenComplete((result, failure) -> {
                            if (failure != null) net.put(failure);
                            else net.put(result);
                        })
                        .toCompletableFuture()
                        .exceptionally(failure -> null)
                        .join());
        for (Runnable step : steps) {
            Throwable failure = catchThrowable(step::run);
            if (failure != null) net.put(failure);
        }
        net.put(wire.mail);
        wire.mailbox.received().forEach(mail -> {
            net.put(mail);
            net.put(mail.dialogue());
        });
    }

    private OnTheWire login(String mechanism, String... more) {
        boolean takesToken = mechanism.equals("xoauth2") || mechanism.equals("oauthbearer");
        List<String> keys = new ArrayList<>(List.of(
                "qdmail.smtp.user",
                "shop",
                takesToken ? "qdmail.smtp.token" : "qdmail.smtp.password",
                takesToken ? TOKEN : PASSWORD,
                "qdmail.smtp.auth",
                mechanism,
                "qdmail.receipt.secret",
                RECEIPT));
        keys.addAll(List.of(more));
        return new OnTheWire(keys.toArray(String[]::new));
    }

    @ParameterizedTest
    @ValueSource(strings = {"plain", "login", "cram-md5", "xoauth2", "oauthbearer", "auto"})
    void secS1LoginsOfEachMechanismStayUntold(String mechanism) {
        try (OnTheWire wire = login(mechanism)) {
            sendThrough(wire);

            assertThat(wire.mailbox.received()).hasSize(3).allSatisfy(mail -> assertThat(mail.dialogue())
                    .anyMatch(line -> line.startsWith("# logged in as shop")));
        }
        net.assertNothingOf(PASSWORD, TOKEN, RECEIPT);
    }

    @ParameterizedTest
    @ValueSource(strings = {"plain", "login", "cram-md5", "xoauth2", "oauthbearer", "scram-sha-256"})
    void secS1LoginsThatFailStayUntold(String mechanism) {
        try (OnTheWire wire = login(mechanism)) {
            wire.mailbox.script("AUTH", "535 5.7.8 authentication failed");
            sendThrough(wire);

            wire.mailbox.assertEmpty();
        }
        net.assertNothingOf(PASSWORD, TOKEN, RECEIPT);
    }

    @ParameterizedTest
    @ValueSource(strings = {"close", "reset", "stall"})
    void secS1LoginsThatAreCutOffStayUntold(String misbehaviour) {
        try (OnTheWire wire = login("plain", "qdmail.smtp.timeout.command", "PT0.2S")) {
            wire.mailbox.script("AUTH", misbehaviour);
            sendThrough(wire);
        }
        net.assertNothingOf(PASSWORD, TOKEN, RECEIPT);
    }

    /** Some servers repeat what they did not like. */
    @ParameterizedTest
    @CsvSource({"plain", "login", "xoauth2"})
    void secS1ReplyThatRepeatsTheLoginIsNotTold(String mechanism) {
        String secret = mechanism.equals("xoauth2") ? TOKEN : PASSWORD;
        String plain = base64("\0shop\0" + secret);
        String bearer = base64("user=shop\1auth=Bearer " + secret + "\1\1");
        try (OnTheWire wire = login(mechanism)) {
            wire.mailbox.script(
                    "AUTH", "535 5.7.8 not " + secret + " nor " + base64(secret) + " nor " + plain + " nor " + bearer);
            sendThrough(wire);
        }
        net.assertNothingOf(PASSWORD, TOKEN, RECEIPT);
    }

    private static String base64(String text) {
        return Base64.getEncoder().encodeToString(text.getBytes(UTF_8));
    }

    @Test
    void secS1LoginInsideTlsStaysUntold() {
        try (OnTheWire wire = login("plain")) {
            Path trust = wire.mailbox.writeTrustFile(directory.resolve("trust.pem"));
            Map<String, String> keys = Map.of(
                    "qdmail.smtp.host",
                    "localhost",
                    "qdmail.smtp.port",
                    String.valueOf(wire.mailbox.smtpPort()),
                    "qdmail.smtp.user",
                    "shop",
                    "qdmail.smtp.password",
                    PASSWORD,
                    "qdmail.smtp.tls",
                    "starttls-required",
                    "qdmail.smtp.trust-file",
                    trust.toString(),
                    "qdmail.defaults.from",
                    "shop@example.com");
            net.put(Configuration.of(keys).settings());
            try (var mail = MailService.open(keys)) {
                net.put(mail.probe());
                net.put(mail.send(message()));
            }
            assertThat(wire.one().dialogue()).anyMatch(line -> line.startsWith("# TLS started"));
            net.put(wire.one().dialogue());
        }
        net.assertNothingOf(PASSWORD, TOKEN, RECEIPT);
    }

    private void keyFiles() throws IOException {
        KeyPairs.rsa(directory, "shop", "shop@example.com");
        openssl("pkcs12 -export -in shop-cert.pem -inkey shop-private.pem -out shop.pfx -passout file:"
                + PASSWORD_FILE);
        openssl("pkcs8 -topk8 -in shop-private.pem -out encrypted.pem -passout file:" + PASSWORD_FILE);
        openssl("rsa -aes256 -traditional -in shop-private.pem -out traditional.pem -passout file:" + PASSWORD_FILE);
    }

    /** Newer JDKs log the command lines of the programs that they start. */
    private void openssl(String command) throws IOException {
        Files.writeString(directory.resolve(PASSWORD_FILE), KEY_PASSWORD);
        Openssl.Result result = new Openssl(directory).run(command.split(" ", -1));
        assertThat(result.code()).as(result.output()).isZero();
    }

    private List<String> identity(String file) {
        return file.equals("shop.pfx")
                ? List.of("qdmail.sign.certificate-file", file)
                : List.of("qdmail.sign.certificate-file", "shop-cert.pem", "qdmail.sign.private-key-file", file);
    }

    @ParameterizedTest
    @ValueSource(strings = {"shop.pfx", "encrypted.pem", "traditional.pem"})
    void secS1PasswordsOfKeysStayUntold(String file) throws IOException {
        keyFiles();
        for (String password : List.of(KEY_PASSWORD, WRONG)) {
            List<String> keys = new ArrayList<>(identity(file));
            keys.addAll(List.of(
                    "qdmail.path.certificates",
                    directory.toString(),
                    "qdmail.sign.password",
                    password,
                    "qdmail.defaults.signed",
                    "true"));
            Throwable failure = catchThrowable(() -> {
                try (OnTheWire wire = new OnTheWire(keys.toArray(String[]::new))) {
                    sendThrough(wire);
                }
            });
            assertThat(failure == null).isEqualTo(password.equals(KEY_PASSWORD));
            if (failure != null) net.put(failure);
        }
        net.assertNothingOf(KEY_PASSWORD, WRONG);
    }

    @Test
    void secS1PasswordThatIsReadAgainStaysUntold() throws IOException {
        keyFiles();
        Path password = Files.writeString(directory.resolve("pfx-password"), KEY_PASSWORD);
        List<String> keys = new ArrayList<>(identity("shop.pfx"));
        keys.addAll(List.of(
                "qdmail.path.certificates", directory.toString(),
                "qdmail.sign.password-file", "pfx-password",
                "qdmail.defaults.signed", "true"));
        try (OnTheWire wire = new OnTheWire(keys.toArray(String[]::new))) {
            Files.writeString(password, WRONG + "!");
            long end = System.nanoTime() + 10_000_000_000L;
            while (System.nanoTime() < end
                    && net.withCanary("mails are signed as before").isEmpty()) {
                net.put(wire.mail.send(message()));
            }
        }
        assertThat(net.withCanary("mails are signed as before")).isNotEmpty();
        net.assertNothingOf(KEY_PASSWORD, WRONG);
    }

    @Test
    void secS1PasswordOfADkimKeyStaysUntold() throws IOException {
        keyFiles();
        for (String password : List.of(KEY_PASSWORD, WRONG)) {
            Throwable failure = catchThrowable(() -> {
                try (OnTheWire wire = new OnTheWire(
                        "qdmail.path.certificates", directory.toString(),
                        "qdmail.dkim.domain", "example.com",
                        "qdmail.dkim.selector", "s1",
                        "qdmail.dkim.private-key-file", "encrypted.pem",
                        "qdmail.dkim.password", password)) {
                    sendThrough(wire);
                }
            });
            assertThat(failure == null).isEqualTo(password.equals(KEY_PASSWORD));
            if (failure != null) net.put(failure);
        }
        net.assertNothingOf(KEY_PASSWORD, WRONG);
    }

    /** Every key that is marked as a secret, in settings that are fit and shown in full. */
    @Test
    void secS1SettingsShowNoSecret() throws IOException {
        keyFiles();
        Configuration configuration = Configuration.of(Map.ofEntries(
                Map.entry("qdmail.smtp.host", "127.0.0.1"),
                Map.entry("qdmail.smtp.user", "shop"),
                Map.entry("qdmail.smtp.password", PASSWORD),
                Map.entry("qdmail.mailer.bulk.smtp.url", "smtp://bulk:" + PASSWORD + "@127.0.0.1:25"),
                Map.entry("qdmail.mailer.token.smtp.host", "127.0.0.1"),
                Map.entry("qdmail.mailer.token.smtp.user", "shop"),
                Map.entry("qdmail.mailer.token.smtp.token", TOKEN),
                Map.entry("qdmail.path.certificates", directory.toString()),
                Map.entry("qdmail.sign.certificate-file", "shop.pfx"),
                Map.entry("qdmail.sign.password", KEY_PASSWORD),
                Map.entry("qdmail.receipt.secret", RECEIPT),
                Map.entry("qdmail.dkim.domain", "example.com"),
                Map.entry("qdmail.dkim.selector", "s1"),
                Map.entry("qdmail.dkim.private-key-file", "encrypted.pem"),
                Map.entry("qdmail.dkim.password", KEY_PASSWORD)));

        net.put(configuration.read(UsedNames.STANDALONE, Sessions.NONE));
        net.put(configuration.settings());
        net.put(configuration.examine(UsedNames.STANDALONE, Sessions.NONE));
        net.assertNothingOf(PASSWORD, TOKEN, KEY_PASSWORD, RECEIPT);
        assertThat(net.withCanary("shop.pfx")).as("the settings were shown").isNotEmpty();
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "qdmail.smtp.pasword",
                "qdmail.smtp.trust-password",
                "qdmail.sign.pasword",
                "qdmail.dkim.password",
                "qdmail.smtp.token",
                "qdmail.smtp.port",
                "qdmail.smtp.url"
            })
    void secS1SecretInAPlaceThatIsUnfitStaysUntold(String key) {
        Throwable failure = catchThrowable(() -> {
            try (var mail = MailService.open(Map.of(
                    "qdmail.smtp.host", "127.0.0.1", "qdmail.config.unknown", "fail", key, "S3CR3T-misplaced word"))) {
                net.put(mail);
            }
        });

        assertThat(failure).isNotNull();
        net.put(failure);
        if (!key.equals("qdmail.smtp.port")) net.assertNothingOf("S3CR3T-misplaced");
    }

    /** Otherwise the others could not fail. */
    @Test
    void secS2NetSeesCanariesInEveryDress() {
        for (String text : List.of(
                "so " + PASSWORD + " it is",
                base64("\0shop\0" + PASSWORD),
                base64(PASSWORD),
                base64("a" + PASSWORD + "b"))) {
            try (CanaryNet other = new CanaryNet()) {
                System.getLogger("org.qdmail.somewhere").log(System.Logger.Level.TRACE, text);
                assertThat(other.withCanary(PASSWORD)).as(text).isNotEmpty();
            }
        }
        try (CanaryNet other = new CanaryNet()) {
            IllegalStateException failure = new IllegalStateException("x");
            failure.addSuppressed(new IOException(new IOException(PASSWORD)));
            other.put(failure);
            assertThat(other.withCanary(PASSWORD)).isNotEmpty();
        }
    }
}

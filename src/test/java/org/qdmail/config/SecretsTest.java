// SPDX-License-Identifier: Apache-2.0
package org.qdmail.config;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.catchThrowable;

import java.io.IOException;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Base64;
import java.util.List;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;
import org.qdmail.failure.Secret;
import org.qdmail.smtp.Login;

/** Where secrets may stand, and that nothing shows them. */
class SecretsTest {
    private static final String CANARY = "S3CR3T-canary";
    private static final String AT = " (microprofile-config.properties, 100): ";

    @TempDir
    private Path directory;

    private Path file(String content) throws IOException {
        return Files.writeString(directory.resolve("secret"), content);
    }

    private static Given login(String... more) {
        return Given.relay("qdmail.smtp.user", "shop").and(more);
    }

    private static Secret password(Given given) throws IOException {
        return given.mailer()
                .route()
                .relay()
                .orElseThrow()
                .login()
                .flatMap(Login::password)
                .orElseThrow()
                .read();
    }

    @ParameterizedTest
    @ValueSource(strings = {"pass word ", "pass word \n", "pass word \r\n"})
    void fileLosesNothingButOneLineEnd(String content) throws IOException {
        assertThat(password(login("qdmail.smtp.password-file", file(content).toString())))
                .isEqualTo(Secret.of("pass word "));
    }

    @Test
    void relativeFileLiesInTheDirectoryOfCertificates() throws IOException {
        file(CANARY);

        assertThat(password(login("qdmail.smtp.password-file", "secret").certificatesIn(directory)))
                .isEqualTo(Secret.of(CANARY));
    }

    @Test
    void secretAndFileExcludeEachOther() throws IOException {
        assertThat(login("qdmail.smtp.password", CANARY)
                        .and("qdmail.smtp.password-file", file(CANARY).toString())
                        .faults())
                .containsExactly("MAIL-1006 qdmail.smtp.password" + AT
                        + "qdmail.smtp.password-file is set as well. Leave one of the two.");
    }

    @Test
    void emptyFileIsNoSecret() throws IOException {
        Path file = file("\n");

        assertThat(login("qdmail.smtp.password-file", file.toString()).faults())
                .containsExactly("MAIL-1006 qdmail.smtp.password-file=\"" + shown(file) + "\"" + AT
                        + "the file is empty. Write the secret into it.");
    }

    @Test
    void missingFileIsTold() {
        Path file = directory.resolve("missing");

        assertThat(login("qdmail.smtp.password-file", file.toString()).faults())
                .containsExactly("MAIL-1004 qdmail.smtp.password-file=\"" + shown(file) + "\"" + AT + file
                        + " does not exist. Create it, or correct the key.");
    }

    @Test
    void directoryIsNoFile() {
        assertThat(login("qdmail.smtp.password-file", directory.toString()).faults())
                .containsExactly("MAIL-1004 qdmail.smtp.password-file=\"" + shown(directory) + "\"" + AT + directory
                        + " is not a regular file. Name a file.");
    }

    @Test
    void fileOfSomethingElseIsTold() throws IOException {
        Path binary = Files.write(directory.resolve("secret"), new byte[] {(byte) 0xff, (byte) 0xfe});

        assertThat(login("qdmail.smtp.password-file", binary.toString()).faults())
                .containsExactly("MAIL-1004 qdmail.smtp.password-file=\"" + shown(binary) + "\"" + AT
                        + "the file does not hold text in UTF-8. Name the right file.");
    }

    @Test
    void largeFileIsNotRead() throws IOException {
        Path large = file("x".repeat(65_537));

        assertThat(login("qdmail.smtp.password-file", large.toString()).faults())
                .containsExactly("MAIL-1004 qdmail.smtp.password-file=\"" + shown(large) + "\"" + AT
                        + "the file has more than 65536 octets. Name the right file.");
    }

    @Test
    void secretOfSeveralLinesIsRefused() throws IOException {
        Path file = file("one\ntwo\n");

        assertThat(login("qdmail.smtp.password-file", file.toString()).faults())
                .containsExactly("MAIL-1010 qdmail.smtp.password-file=\"" + shown(file) + "\"" + AT
                        + "character 3 is a control character or half of a surrogate pair, such as CR, LF or NUL."
                        + " Remove it.");
    }

    private static String shown(Path path) {
        String text = path.toString();
        return text.length() <= 40 ? text : text.substring(0, 40) + '…';
    }

    @Test
    void fileOfAUrlIsRead() throws IOException {
        Path file = file("smtps://shop:" + CANARY + "@smtp.example.com\n");

        assertThat(password(Given.keys("qdmail.smtp.url-file", file.toString())))
                .isEqualTo(Secret.of(CANARY));
    }

    static Stream<String> secretKeys() {
        return Keys.all().stream().filter(Key::isSecret).map(key -> Key.PREFIX + key.name());
    }

    @ParameterizedTest
    @MethodSource("secretKeys")
    void secS1NoFaultShowsASecretThatIsUnfit(String key) {
        assertSilent(Given.relay(key, "smtp://u:" + CANARY + "@h\r\n" + CANARY));
    }

    @ParameterizedTest
    @MethodSource("secretKeys")
    void secS1NoFaultShowsASecretThatIsGivenTwice(String key) throws IOException {
        assertSilent(Given.relay(key, CANARY).and(key + "-file", file(CANARY).toString()));
    }

    @ParameterizedTest
    @MethodSource("secretKeys")
    void secS1NothingShowsASecretThatIsFit(String key) {
        assertSilent(Given.relay(key, key.endsWith("url") ? "smtp://u:" + CANARY + "@h.example.com" : CANARY)
                .and("qdmail.smtp.user", "u"));
    }

    @Test
    void secS1NothingShowsASecretBehindAMisspeltKey() {
        assertSilent(Given.relay("qdmail.smtp.pasword", CANARY).environment("QDMAIL_SMTP_PASWORD", CANARY));
    }

    @Test
    void secS1NothingShowsTheSecretOfASession() {
        assertSilent(Given.keys("qdmail.smtp.session-jndi", "mail/Session")
                .session(new SessionValues(
                        Optional.of("h.example.com"),
                        OptionalInt.of(0),
                        Optional.of("u"),
                        Optional.of(Secret.of(CANARY)),
                        Optional.empty(),
                        Optional.empty(),
                        List.of())));
    }

    @Test
    void secS1SettingsWithALoginShowNoSecret() {
        Given given = Given.relay("qdmail.smtp.user", "u", "qdmail.smtp.password", CANARY)
                .and("qdmail.receipt.secret", CANARY);

        assertThat(given.settings().toString()).contains("smtp.example.com").doesNotContain(CANARY);
        assertSilent(given);
    }

    @Test
    void textsAreNotQuotedEither() {
        assertSilent(Given.relay("qdmail.smtp.user", CANARY + "\n", "qdmail.defaults.from", CANARY + " <x")
                .and("qdmail.safety.deny", CANARY + "@@", "qdmail.defaults.header.X", CANARY + "\n"));
    }

    @Test
    void searchFindsACanaryThatIsShown() {
        assertThatThrownBy(() -> assertSilent(Given.relay("qdmail.smtp.port", CANARY)))
                .isInstanceOf(AssertionError.class);
        assertThatThrownBy(() -> assertSilent(Given.relay("qdmail.smtp.port", base64(CANARY))))
                .isInstanceOf(AssertionError.class);
    }

    /** Looks into everything that a reading gives out: findings, settings, exception with causes; base64 forms as well. */
    private static void assertSilent(Given given) {
        StringWriter out = new StringWriter();
        out.append(given.findings().toString());
        given.findings().settings().ifPresent(settings -> out.append(settings.toString()));
        Throwable failure = catchThrowable(given::settings);
        if (failure != null) failure.printStackTrace(new PrintWriter(out, true));
        assertThat(out.toString()).isNotEmpty().doesNotContain(CANARY).doesNotContain(base64(CANARY));
        assertThat(out.toString()).doesNotContain(base64("\0u\0" + CANARY));
    }

    private static String base64(String text) {
        return Base64.getEncoder().withoutPadding().encodeToString(text.getBytes(StandardCharsets.UTF_8));
    }
}

package org.qdmail.config;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.qdmail.route.SendmailSettings;
import org.qdmail.smtp.SmtpSettings;

/** What the keys of the sendmail program become. */
class SendmailSettingsTest {
    @TempDir
    Path folder;

    private Path program;

    @BeforeEach
    void makeProgram() throws IOException {
        program = Files.writeString(folder.resolve("sendmail"), "#!/bin/sh\n");
        assertThat(program.toFile().setExecutable(true)).isTrue();
    }

    private Given given(String... more) {
        return Given.keys("qdmail.transport", "sendmail", "qdmail.route.sendmail.command", program.toString())
                .and(more);
    }

    private SendmailSettings sendmail(String... more) {
        return given(more).mailer().route().sendmail().orElseThrow();
    }

    @Test
    void argumentsAreTheDefault() {
        SendmailSettings settings = sendmail();

        assertThat(settings.command()).isEqualTo(program);
        assertThat(settings.dialect()).isEqualTo(SendmailSettings.Dialect.POSTFIX);
        assertThat(settings.timeout()).isEqualTo(Duration.ofMinutes(1));
        assertThat(settings.smtp()).isEmpty();
    }

    @Test
    void smtpTakesTheKeysOfTheClient() {
        SmtpSettings smtp = sendmail(
                        "qdmail.route.sendmail.mode",
                        "smtp",
                        "qdmail.smtp.timeout.end",
                        "PT7S",
                        "qdmail.smtp.pool.connections",
                        "3")
                .smtp()
                .orElseThrow();

        assertThat(smtp.timeouts().end()).isEqualTo(Duration.ofSeconds(7));
        assertThat(smtp.pool().connections()).isEqualTo(3);
        assertThat(smtp.login()).isEmpty();
        assertThat(smtp.proxy()).isEmpty();
    }

    @Test
    void msmtpIsNoServer() {
        assertThat(given("qdmail.route.sendmail.mode", "smtp", "qdmail.route.sendmail.dialect", "msmtp")
                        .faults())
                .singleElement()
                .satisfies(fault -> assertThat(fault)
                        .startsWith("MAIL-1005 qdmail.route.sendmail.mode")
                        .contains("qdmail.route.sendmail.dialect=msmtp"));
    }
}

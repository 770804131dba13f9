package org.qdmail.pipeline;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.HashMap;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.LockSupport;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.qdmail.MailService;
import org.qdmail.config.Configuration;
import org.qdmail.config.Sessions;
import org.qdmail.config.UsedNames;
import org.qdmail.failure.SigningFailed;
import org.qdmail.settings.MailerSettings;

/** A start that fails half-way leaves no thread. */
class FailedStartTest {
    private static final Map<String, String> KEYS = Map.of(
            "qdmail.smtp.host", "127.0.0.1",
            "qdmail.defaults.from", "shop@example.com",
            "qdmail.mailer.bulk.smtp.host", "127.0.0.1");

    private final Set<Thread> before = Thread.getAllStackTraces().keySet();

    @TempDir
    Path folder;

    /** Their order is not known, so there are several that the unfit key is behind. */
    @Test
    void mailersMadeBeforeOneThatFailsAreClosed() throws IOException {
        Path key = Files.writeString(
                folder.resolve("key.pem"), "-----BEGIN PRIVATE KEY-----\nMAo=\n-----END PRIVATE KEY-----\n");
        Files.setPosixFilePermissions(key, PosixFilePermissions.fromString("rw-------"));
        Map<String, String> keys = new HashMap<>(KEYS);
        for (int mailer = 0; mailer < 8; mailer++) keys.put("qdmail.mailer.m" + mailer + ".smtp.host", "127.0.0.1");
        keys.put("qdmail.path.certificates", folder.toString());
        keys.put("qdmail.mailer.bulk.dkim.domain", "example.com");
        keys.put("qdmail.mailer.bulk.dkim.selector", "s1");
        keys.put("qdmail.mailer.bulk.dkim.private-key-file", "key.pem");

        assertThatThrownBy(() -> MailService.open(keys)).isInstanceOf(SigningFailed.class);
        assertNoThreadIsLeft();
    }

    @Test
    void routesMadeBeforeOneThatFailsAreClosed() {
        Map<String, String> keys = new HashMap<>(KEYS);
        keys.put("qdmail.smtp.failover", "bulk");
        MailerSettings unnamed = Configuration.of(keys)
                .read(UsedNames.STANDALONE, Sessions.NONE)
                .mailers()
                .get("");

        assertThatThrownBy(() -> new Routes(Map.of()).of(unnamed)).hasMessage("bulk");
        assertNoThreadIsLeft();
    }

    private void assertNoThreadIsLeft() {
        long end = System.nanoTime() + TimeUnit.SECONDS.toNanos(5);
        while (isOneLeft() && System.nanoTime() < end) LockSupport.parkNanos(TimeUnit.MILLISECONDS.toNanos(20));
        assertThat(isOneLeft()).isFalse();
    }

    private boolean isOneLeft() {
        return Thread.getAllStackTraces().keySet().stream()
                .anyMatch(thread -> !before.contains(thread) && thread.getName().startsWith("qdmail"));
    }
}

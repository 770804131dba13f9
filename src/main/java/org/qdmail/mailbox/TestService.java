package org.qdmail.mailbox;

import java.util.Map;
import java.util.concurrent.locks.ReentrantLock;
import java.util.function.IntSupplier;
import org.jspecify.annotations.Nullable;
import org.qdmail.MailService;
import org.qdmail.StandaloneMailService;

/** The service that sends to a mailbox: opened when it is wanted first, then always the same one. */
final class TestService implements AutoCloseable {
    private final IntSupplier smtpPort;
    private final ReentrantLock lock = new ReentrantLock();
    private @Nullable StandaloneMailService service;

    TestService(IntSupplier smtpPort) {
        this.smtpPort = smtpPort;
    }

    MailService service() {
        lock.lock();
        try {
            StandaloneMailService open = service;
            if (open == null) {
                open = MailService.open(configuration(smtpPort.getAsInt()));
                service = open;
            }
            return open;
        } finally {
            lock.unlock();
        }
    }

    private static Map<String, String> configuration(int port) {
        return Map.of(
                "qdmail.smtp.host", "127.0.0.1",
                "qdmail.smtp.port", Integer.toString(port),
                "qdmail.smtp.tls", "none",
                "qdmail.smtp.client-name", "localhost",
                "qdmail.defaults.from", "test@example.com");
    }

    @Override
    public void close() {
        lock.lock();
        try {
            if (service != null) service.close();
            service = null;
        } finally {
            lock.unlock();
        }
    }
}

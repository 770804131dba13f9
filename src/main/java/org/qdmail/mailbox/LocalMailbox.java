package org.qdmail.mailbox;

import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.locks.ReentrantLock;
import org.jspecify.annotations.Nullable;
import org.qdmail.MailService;
import org.qdmail.StandaloneMailService;
import org.qdmail.smtpserver.MailStore;
import org.qdmail.smtpserver.ScriptStep;
import org.qdmail.smtpserver.SmtpServer;
import org.qdmail.smtpserver.StoredMail;

/** A mailbox whose server runs in this virtual machine. */
final class LocalMailbox implements MailboxAccess {
    private final SmtpServer server;
    private final ReentrantLock lock = new ReentrantLock();
    private @Nullable StandaloneMailService service;

    LocalMailbox(SmtpServer server) {
        this.server = server;
    }

    @Override
    public int smtpPort() {
        return server.address().getPort();
    }

    @Override
    public List<ReceivedMail> received() {
        return shown(store().all());
    }

    @Override
    public List<ReceivedMail> await(int count, Duration wait) throws InterruptedException {
        return shown(store().await(count, wait));
    }

    private static List<ReceivedMail> shown(List<StoredMail> mails) {
        return mails.stream().map(ReceivedMail::of).toList();
    }

    private MailStore store() {
        return server.store();
    }

    @Override
    public void clear() {
        store().clear();
    }

    @Override
    public ScriptStep script(String command, String misbehaviour) {
        return server.script(command, misbehaviour);
    }

    @Override
    public void behave() {
        server.behave();
    }

    @Override
    public MailService service() {
        lock.lock();
        try {
            StandaloneMailService open = service;
            if (open == null) {
                open = MailService.open(configuration(smtpPort()));
                service = open;
            }
            return open;
        } finally {
            lock.unlock();
        }
    }

    /** What makes a service send to a mailbox on this machine. */
    static Map<String, String> configuration(int port) {
        return Map.of(
                "qdmail.smtp.host", "127.0.0.1",
                "qdmail.smtp.port", Integer.toString(port),
                "qdmail.smtp.tls", "none",
                "qdmail.smtp.client-name", "localhost",
                "qdmail.defaults.from", "test@example.com");
    }

    @Override
    public void close() {
        Optional.ofNullable(service).ifPresent(StandaloneMailService::close);
        server.close();
    }
}

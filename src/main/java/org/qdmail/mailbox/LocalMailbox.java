package org.qdmail.mailbox;

import java.security.cert.X509Certificate;
import java.time.Duration;
import java.util.List;
import org.qdmail.MailService;
import org.qdmail.smtpserver.ScriptStep;
import org.qdmail.smtpserver.SmtpServer;
import org.qdmail.smtpserver.StoredMail;

/** A mailbox whose server runs in this virtual machine. */
final class LocalMailbox implements MailboxAccess {
    private final SmtpServer server;
    private final Runnable end;
    private final TestService service;

    private LocalMailbox(SmtpServer server, Runnable end) {
        this.server = server;
        this.end = end;
        service = new TestService(this::smtpPort);
    }

    /** Ends the server when it is closed. */
    static LocalMailbox owning(SmtpServer server) {
        return new LocalMailbox(server, server::close);
    }

    /** Leaves the server to its owner. */
    static LocalMailbox borrowing(SmtpServer server) {
        return new LocalMailbox(server, () -> {});
    }

    @Override
    public int smtpPort() {
        return server.address().getPort();
    }

    @Override
    public X509Certificate certificate() {
        return server.certificate();
    }

    @Override
    public List<ReceivedMail> received() {
        return shown(server.store().all());
    }

    @Override
    public List<ReceivedMail> await(int count, Duration wait) throws InterruptedException {
        return shown(server.store().await(count, wait));
    }

    private static List<ReceivedMail> shown(List<StoredMail> mails) {
        return mails.stream().map(ReceivedMail::of).toList();
    }

    @Override
    public void clear() {
        server.store().clear();
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
        return service.service();
    }

    @Override
    public void close() {
        service.close();
        end.run();
    }
}

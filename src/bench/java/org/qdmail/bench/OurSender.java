package org.qdmail.bench;

import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.util.HashMap;
import java.util.Map;
import org.qdmail.MailService;
import org.qdmail.RenderedMail;
import org.qdmail.StandaloneMailService;
import org.qdmail.failure.MailException;
import org.qdmail.message.Attachment;
import org.qdmail.message.Content;
import org.qdmail.message.MailMessage;

/** This component, through its door, as an application uses it. */
final class OurSender implements Sender {
    /** Connections that serve longer than by default, since those of others serve for ever. */
    private static final Map<String, String> LONG_SERVING = Map.of("qdmail.smtp.pool.messages", "1000");

    private final Workload workload;
    private final StandaloneMailService mail;

    private OurSender(Workload workload, StandaloneMailService mail) {
        this.workload = workload;
        this.mail = mail;
    }

    static Contender with(String pipelining) {
        return Contender.inProcess(
                "qdmail " + pipelining,
                (workload, port, connections) -> open(workload, port, connections, pipelining, LONG_SERVING));
    }

    static Contender overTls(String pipelining, TlsFiles files) {
        return Contender.inProcess(
                "qdmail " + pipelining,
                (workload, port, connections) ->
                        open(workload, port, connections, pipelining, both(LONG_SERVING, files.settings())));
    }

    /** Opens a connection for each mail, as nobody should. */
    static Contender openingOverTls(TlsFiles files) {
        Map<String, String> keys = both(Map.of("qdmail.smtp.pool.messages", "1"), files.settings());
        return Contender.inProcess(
                "qdmail, opened for each",
                (workload, port, connections) -> open(workload, port, connections, "envelope", keys));
    }

    private static Map<String, String> both(Map<String, String> some, Map<String, String> further) {
        Map<String, String> all = new HashMap<>(some);
        all.putAll(further);
        return all;
    }

    /** @param callers who share each connection */
    static Contender inWindow(int callers) {
        Contender.Opener opener =
                (workload, port, connections) -> open(workload, port, connections, "window", LONG_SERVING);
        return new Contender(
                "qdmail window, " + callers + " callers", true, trial -> new SenderTurns(opener, trial, callers));
    }

    /** Its relay refuses connections, so each mail goes to the next one. */
    static Contender withFailover() {
        return Contender.inProcess(
                "qdmail failover",
                (workload, port, connections) -> open(
                        workload,
                        deadPort(),
                        connections,
                        "envelope",
                        Map.of(
                                "qdmail.smtp.failover", "second",
                                "qdmail.mailer.second.smtp.host", "127.0.0.1",
                                "qdmail.mailer.second.smtp.port", String.valueOf(port))));
    }

    private static int deadPort() throws IOException {
        try (ServerSocket socket = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
            return socket.getLocalPort();
        }
    }

    /** Asks a name server where the recipients take their mail, and delivers it there. */
    static Contender direct(NameServer names) {
        return Contender.inProcess(
                "qdmail direct",
                (workload, port, connections) -> open(workload, port, connections, "envelope", keysOfDirect(names)));
    }

    static Map<String, String> keysOfDirect(NameServer names) {
        return Map.of(
                "qdmail.transport", "direct",
                "qdmail.route.direct.resolvers", "127.0.0.1:" + names.port(),
                "qdmail.route.direct.private-networks", "true");
    }

    static OurSender open(
            Workload workload, int port, int connections, String pipelining, Map<String, String> further) {
        Map<String, String> keys = new HashMap<>(Map.of(
                "qdmail.smtp.host",
                "127.0.0.1",
                "qdmail.smtp.port",
                String.valueOf(port),
                "qdmail.smtp.pipelining",
                pipelining,
                "qdmail.smtp.pool.connections",
                String.valueOf(connections)));
        keys.putAll(further);
        return new OurSender(workload, MailService.open(keys));
    }

    static MailMessage message(Workload workload) {
        MailMessage.Builder builder = MailMessage.builder()
                .from(Workload.FROM)
                .to(workload.recipients().toArray(String[]::new))
                .subject(workload.subject())
                .text(workload.text());
        if (!workload.isHtml()) return builder.build();
        return builder.html(workload.html())
                .inline(Workload.CID, Content.of(workload.image(), "image/png"))
                .attach(Attachment.of("order.pdf", Content.of(workload.attachment(), "application/pdf")))
                .build();
    }

    @Override
    public void send(int thread) {
        mail.send(message(workload)).requireAllAccepted();
    }

    RenderedMail render() {
        return mail.render(message(workload));
    }

    /** Sends it to somebody whose server does not take it; returns when that is given up. */
    void sendInVain(String recipient) {
        MailMessage message = MailMessage.to(recipient)
                .from(Workload.FROM)
                .subject(workload.subject())
                .text(workload.text())
                .build();
        try {
            throw new IllegalStateException("it was taken: " + mail.send(message));
        } catch (MailException givenUp) {
            return; // as it should be
        }
    }

    void send(RenderedMail rendered) {
        mail.send(rendered).requireAllAccepted();
    }

    @Override
    public void close() {
        mail.close();
    }
}

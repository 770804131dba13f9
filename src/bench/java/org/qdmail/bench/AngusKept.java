package org.qdmail.bench;

import jakarta.mail.MessagingException;
import jakarta.mail.Session;
import jakarta.mail.Transport;
import jakarta.mail.internet.MimeMessage;

/** Angus Mail with a transport for each thread that stays connected: the fastest way that it has. */
final class AngusKept implements Sender {
    private final Workload workload;
    private final Session session;
    private final Transport[] transports;

    private AngusKept(Workload workload, Session session, int connections) {
        this.workload = workload;
        this.session = session;
        this.transports = new Transport[connections];
    }

    static Contender contender() {
        return Contender.inProcess(
                "angus kept",
                (workload, port, connections) ->
                        new AngusKept(workload, AngusMessages.session(port, false), connections));
    }

    static Contender withoutDelay() {
        return Contender.inProcess(
                "angus kept, nodelay",
                (workload, port, connections) ->
                        new AngusKept(workload, AngusMessages.session(port, true), connections));
    }

    static Contender overTls(TlsFiles files) {
        return Contender.inProcess(
                "angus kept",
                (workload, port, connections) ->
                        new AngusKept(workload, AngusMessages.overTls(port, files), connections));
    }

    @Override
    public void send(int thread) throws MessagingException {
        Transport transport = transports[thread];
        if (transport == null) {
            transport = session.getTransport("smtp");
            transport.connect();
            transports[thread] = transport;
        }
        MimeMessage message = AngusMessages.compose(session, workload);
        message.saveChanges();
        transport.sendMessage(message, message.getAllRecipients());
    }

    @Override
    public void close() throws MessagingException {
        for (Transport transport : transports) {
            if (transport != null) transport.close();
        }
    }
}

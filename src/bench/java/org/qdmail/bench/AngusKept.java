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

    private AngusKept(Workload workload, int port, int connections, boolean noDelay) {
        this.workload = workload;
        this.session = AngusMessages.session(port, noDelay);
        this.transports = new Transport[connections];
    }

    static Contender contender() {
        return Contender.inProcess(
                "angus kept", (workload, port, connections) -> new AngusKept(workload, port, connections, false));
    }

    static Contender withoutDelay() {
        return Contender.inProcess(
                "angus kept, nodelay",
                (workload, port, connections) -> new AngusKept(workload, port, connections, true));
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

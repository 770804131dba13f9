package org.qdmail.bench;

import jakarta.mail.MessagingException;
import jakarta.mail.Session;
import jakarta.mail.Transport;

/** Angus Mail as most code uses it: {@code Transport.send}, a connection for each mail. */
final class AngusSend implements Sender {
    private final Workload workload;
    private final Session session;

    private AngusSend(Workload workload, Session session) {
        this.workload = workload;
        this.session = session;
    }

    static Contender contender() {
        return Contender.inProcess(
                "angus send",
                (workload, port, connections) -> new AngusSend(workload, AngusMessages.session(port, false)));
    }

    static Contender overTls(TlsFiles files) {
        return Contender.inProcess(
                "angus send",
                (workload, port, connections) -> new AngusSend(workload, AngusMessages.overTls(port, files)));
    }

    @Override
    public void send(int thread) throws MessagingException {
        Transport.send(AngusMessages.compose(session, workload));
    }

    @Override
    public void close() {}
}

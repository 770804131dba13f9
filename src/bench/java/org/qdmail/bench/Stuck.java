package org.qdmail.bench;

import java.util.ArrayList;
import java.util.List;

/** Direct delivery while five hundred of its mails are stuck at as many servers that never answer. */
final class Stuck implements Sender {
    private static final int SERVERS = 500;
    /** As many at once as the name server has room for in its socket. */
    private static final int GROUP = 50;

    private static final long PATIENCE_SECONDS = 30;

    private final OurSender sender;
    private final List<Thread> stuck = new ArrayList<>();

    private Stuck(OurSender sender) {
        this.sender = sender;
    }

    static Contender contender(NameServer names, Tarpit tarpit) {
        return Contender.inProcess("qdmail direct, 500 stuck", (workload, port, connections) -> {
            Stuck made =
                    new Stuck(OurSender.open(workload, port, connections, "envelope", OurSender.keysOfDirect(names)));
            made.fill(tarpit);
            return made;
        });
    }

    private void fill(Tarpit tarpit) throws InterruptedException {
        for (int server = 0; server < SERVERS; server++) {
            String recipient = "stuck@pit" + server + ".test";
            Thread thread = new Thread(() -> sender.sendInVain(recipient), "stuck-" + server);
            thread.setDaemon(true);
            thread.start();
            stuck.add(thread);
            boolean isGroup = stuck.size() % GROUP == 0;
            if (isGroup && !tarpit.await(GROUP, PATIENCE_SECONDS)) {
                throw new IllegalStateException("of " + stuck.size() + " mails not all are stuck");
            }
        }
    }

    @Override
    public void send(int thread) {
        sender.send(thread);
    }

    @Override
    public void close() throws InterruptedException {
        stuck.forEach(Thread::interrupt);
        for (Thread each : stuck) each.join();
        sender.close();
    }
}

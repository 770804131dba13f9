package org.qdmail.bench;

import java.util.ArrayList;
import java.util.List;

/** Direct delivery while five hundred of its mails are stuck at as many servers that never answer. */
final class Stuck implements Sender {
    private static final int SERVERS = 500;
    private static final long PATIENCE_NANOS = 30_000_000_000L;

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

    private void fill(Tarpit tarpit) {
        int before = tarpit.connections();
        for (int server = 0; server < SERVERS; server++) {
            String recipient = "stuck@pit" + server + ".test";
            Thread thread = new Thread(() -> sender.sendInVain(recipient), "stuck-" + server);
            thread.setDaemon(true);
            thread.start();
            stuck.add(thread);
        }
        long end = System.nanoTime() + PATIENCE_NANOS;
        while (tarpit.connections() - before < SERVERS) {
            if (System.nanoTime() - end > 0) {
                throw new IllegalStateException((tarpit.connections() - before) + " mails are stuck, not " + SERVERS);
            }
            Thread.onSpinWait();
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

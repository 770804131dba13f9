package org.qdmail.bench;

import java.io.IOException;
import java.util.List;

/** Sends one large attachment in a JVM of its own with a small heap. A sample counts megabytes in place of mails. */
final class LargeTurns implements Turns {
    private static final int MEGABYTE = 1_000_000;

    private final String sender;
    private final int port;
    private final LargeFile file;
    private final SigningFiles signing;

    private LargeTurns(String sender, int port, LargeFile file, SigningFiles signing) {
        this.sender = sender;
        this.port = port;
        this.file = file;
        this.signing = signing;
    }

    /**
     * A contender.
     *
     * @param sender as {@link LargeSend} knows it
     */
    static Contender contender(String name, String sender, LargeFile file, SigningFiles signing) {
        return new Contender(
                name, name.startsWith("qdmail"), trial -> new LargeTurns(sender, trial.port(), file, signing));
    }

    /** However long it takes. */
    @Override
    public Sample take(long nanos) throws IOException, InterruptedException {
        try (Child child = Child.start(
                List.of("-Xmx96m"),
                LargeSend.class,
                sender,
                String.valueOf(port),
                file.path().toString(),
                signing.folder().toString())) {
            String[] figures = child.read().split(" ", -1);
            return new Sample(file.octets() / MEGABYTE, Long.parseLong(figures[0]), Long.parseLong(figures[1]), -1, -1);
        }
    }

    @Override
    public void close() {}
}

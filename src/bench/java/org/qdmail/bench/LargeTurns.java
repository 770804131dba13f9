package org.qdmail.bench;

import java.io.IOException;
import java.util.List;

/**
 * Sends one large attachment in a JVM of its own with a small heap, to our sink, since Postfix's is slower than the
 * senders. A sample counts megabytes in place of mails.
 */
final class LargeTurns implements Turns {
    private static final int MEGABYTE = 1_000_000;

    private final String sender;
    private final boolean isOurs;
    private final Trial trial;
    private final LargeFiles files;
    private final SigningFiles signing;

    private LargeTurns(String sender, boolean isOurs, Trial trial, LargeFiles files, SigningFiles signing) {
        this.sender = sender;
        this.isOurs = isOurs;
        this.trial = trial;
        this.files = files;
        this.signing = signing;
    }

    /**
     * A contender.
     *
     * @param sender as {@link LargeSend} knows it
     */
    static Contender contender(String name, String sender, LargeFiles files, SigningFiles signing) {
        boolean isOurs = name.startsWith("qdmail");
        return new Contender(name, isOurs, trial -> new LargeTurns(sender, isOurs, trial, files, signing));
    }

    /** However long it takes. */
    @Override
    public Sample take(long nanos) throws IOException, InterruptedException {
        try (Child child = Child.start(
                List.of("-Xmx96m"),
                LargeSend.class,
                sender,
                String.valueOf(trial.port()),
                files.small().path().toString(),
                files.large().path().toString(),
                signing.folder().toString())) {
            child.read(); // ready
            trial.sink().begin(Look.CHECKSUM);
            String[] figures = child.ask("go").split(" ", -1);
            if (isOurs) check(new Tally(1, Long.parseLong(figures[2]), Long.parseLong(figures[3])));
            long megabytes = files.large().octets() / MEGABYTE;
            return new Sample(megabytes, Long.parseLong(figures[0]), Long.parseLong(figures[1]), -1, -1);
        }
    }

    private void check(Tally sent) {
        WrongOctets.check(trial.id() + ' ' + sender, sent, trial.sink().tally());
    }

    @Override
    public void close() {}
}

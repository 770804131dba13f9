package org.qdmail.route;

import java.time.Duration;
import java.util.Set;
import java.util.concurrent.atomic.AtomicLong;
import org.qdmail.envelope.Outcome;
import org.qdmail.smtp.SmtpReport;
import org.qdmail.wire.WireTime;

/**
 * Whether a route could not be used a moment ago, so that the mails after it need not find out the same. Only what tells of
 * the server counts, such as a refused connection or 421; never what it says of one mail or one recipient.
 */
final class Resting {
    /** How long. One mail then tries it again, the others go on passing it by until that one is through. */
    static final Duration PAUSE = Duration.ofSeconds(30);

    private static final Set<String> OF_THE_SERVER = Set.of(
            "MAIL-0601",
            "MAIL-0602",
            "MAIL-0603",
            "MAIL-0604",
            "MAIL-0605",
            "MAIL-0609",
            "MAIL-0615",
            "MAIL-0616",
            "MAIL-0619",
            "MAIL-0620",
            "MAIL-0706");

    private final WireTime time;
    /** When it may be tried again; 0 while it works. */
    private final AtomicLong until = new AtomicLong();

    Resting(WireTime time) {
        this.time = time;
    }

    /** Whether the next mail should pass it by; lets one mail through when its time has come. */
    boolean passBy() {
        long due = until.get();
        if (due == 0) return false;
        long now = time.nanoTime();
        return due - now > 0 || !until.compareAndSet(due, end(now));
    }

    void learn(SmtpReport report) {
        boolean unusable = report.outcomes().stream().allMatch(Resting::tellsOfTheServer);
        if (unusable) until.set(end(time.nanoTime()));
        else if (report.outcomes().stream().anyMatch(Resting::tellsThatItWorks)) until.set(0);
    }

    private static long end(long now) {
        long end = now + PAUSE.toNanos();
        return end == 0 ? 1 : end;
    }

    private static boolean tellsOfTheServer(Outcome outcome) {
        return outcome.state() == Outcome.State.NOT_ATTEMPTED
                && outcome.isRetryable()
                && outcome.phase().isPresent()
                && outcome.number().filter(OF_THE_SERVER::contains).isPresent();
    }

    private static boolean tellsThatItWorks(Outcome outcome) {
        return outcome.reply().isPresent() || outcome.state() == Outcome.State.ACCEPTED;
    }
}

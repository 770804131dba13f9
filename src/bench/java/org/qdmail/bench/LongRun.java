package org.qdmail.bench;

import java.lang.management.ManagementFactory;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;

/** Many mails through one service: neither the cost of one nor the heap in use may grow. */
final class LongRun {
    static final String ID = "long-run";
    private static final int TENTHS = 10;
    private static final int THREADS = 4;

    private final Servers servers;
    private final int mails;

    LongRun(Servers servers, int mails) {
        this.servers = servers;
        this.mails = mails;
    }

    /** A sample for each tenth; each mail is compared. */
    Measurement run() throws Exception {
        List<Sample> tenths = new ArrayList<>();
        Workload text = Workload.textMail();
        System.out.printf(Locale.ROOT, "%n%s of %d mails%n", ID, mails);
        try (OurSender sender = OurSender.open(text, servers.sink().port(), THREADS, "envelope", Map.of());
                Load load = new Load(THREADS)) {
            Tally one = OctetsCheck.one(sender);
            load.run(sender::send, Long.MAX_VALUE / 2, mails / TENTHS); // warm-up
            for (int tenth = 1; tenth <= TENTHS; tenth++) {
                servers.sink().begin(Look.MASKED);
                Sample sample = load.run(sender::send, Long.MAX_VALUE / 2, mails / TENTHS);
                WrongOctets.check(ID, one.times(sample.mails()), servers.sink().tally());
                tenths.add(sample);
                System.out.printf(
                        Locale.ROOT,
                        "tenth %2d %10.0f mails/s %8.1f CPU us %8.1f MB in use%n",
                        tenth,
                        sample.perSecond(),
                        sample.cpuMicros(),
                        megabytesInUse());
            }
        }
        return new Measurement(ID, "qdmail envelope", true, tenths);
    }

    private static double megabytesInUse() {
        System.gc();
        return ManagementFactory.getMemoryMXBean().getHeapMemoryUsage().getUsed() / 1e6;
    }
}

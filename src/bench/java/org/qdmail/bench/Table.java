package org.qdmail.bench;

import java.util.List;
import java.util.Locale;

/** The figures of a trial, as a person reads them. */
final class Table {
    private final Trial trial;
    private final List<Measurement> measured;

    Table(Trial trial, List<Measurement> measured) {
        this.trial = trial;
        this.measured = measured;
    }

    @Override
    public String toString() {
        StringBuilder text = new StringBuilder();
        text.append(String.format(
                Locale.ROOT,
                "%n%-27s %12s %8s %10s %9s %12s%n",
                trial.id(),
                "mails/s",
                "ratio",
                "CPU us",
                "heap kB",
                "round trips"));
        Measurement base = measured.get(0);
        for (Measurement one : measured) {
            text.append(String.format(
                    Locale.ROOT,
                    "%-27s %12.0f %8.2f %10.1f %9s %12s%n",
                    one.sender(),
                    one.median(Sample::perSecond),
                    one.ratio(base, Sample::perSecond),
                    one.median(Sample::cpuMicros),
                    known(one.median(Sample::octetsPerMail) / 1000, "%.1f"),
                    known(one.median(Sample::roundTripsPerMail), "%.2f")));
        }
        return text.toString();
    }

    private static String known(double figure, String format) {
        return Double.isNaN(figure) ? "-" : String.format(Locale.ROOT, format, figure);
    }
}

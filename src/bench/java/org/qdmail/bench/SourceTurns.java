package org.qdmail.bench;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.Optional;
import java.util.regex.MatchResult;
import java.util.regex.Pattern;

/** Postfix {@code smtp-source}: what a program in C needs that composes nothing. It keeps its connections. */
final class SourceTurns implements Turns {
    private static final int FIRST = 500;
    private static final Pattern TIMES = Pattern.compile("(\\d+)m([0-9.]+)s (\\d+)m([0-9.]+)s");

    private final String program;
    private final Trial trial;
    private double perNano;

    private SourceTurns(String program, Trial trial) {
        this.program = program;
        this.trial = trial;
    }

    static Optional<Contender> contender() {
        return Programs.find("smtp-source")
                .map(program -> new Contender("smtp-source", false, trial -> new SourceTurns(program, trial)));
    }

    @Override
    public Sample take(long nanos) throws IOException, InterruptedException {
        if (perNano == 0) note(run(FIRST * trial.connections()));
        Sample sample = run(Math.max(trial.connections(), (long) (nanos * perNano)));
        note(sample);
        return sample;
    }

    private void note(Sample sample) {
        perNano = (double) sample.mails() / sample.nanos();
    }

    private Sample run(long mails) throws IOException, InterruptedException {
        String call = program + " -d -s " + trial.connections() + " -m " + mails + " -l 2000 -r "
                + trial.workload().recipients().size() + " -f shop@example.com -t customer@example.jp 127.0.0.1:"
                + trial.port() + " && times";
        long start = System.nanoTime();
        Process process =
                new ProcessBuilder("bash", "-c", call).redirectErrorStream(true).start();
        String said = new String(process.getInputStream().readAllBytes(), StandardCharsets.US_ASCII);
        if (process.waitFor() != 0) throw new IOException("smtp-source failed: " + said);
        return new Sample(mails, System.nanoTime() - start, cpuNanos(said), -1, -1);
    }

    /** The second line that "times" prints: user and system time of the children. */
    private static long cpuNanos(String said) throws IOException {
        MatchResult times = TIMES.matcher(said)
                .results()
                .skip(1)
                .findFirst()
                .orElseThrow(() -> new IOException("no times: " + said));
        double seconds = 60 * Double.parseDouble(times.group(1))
                + Double.parseDouble(times.group(2))
                + 60 * Double.parseDouble(times.group(3))
                + Double.parseDouble(times.group(4));
        return (long) (seconds * 1e9);
    }

    @Override
    public void close() {}
}

package org.qdmail.bench;

import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.concurrent.TimeUnit;
import org.openjdk.jmh.annotations.Mode;
import org.openjdk.jmh.profile.GCProfiler;
import org.openjdk.jmh.results.RunResult;
import org.openjdk.jmh.runner.Runner;
import org.openjdk.jmh.runner.RunnerException;
import org.openjdk.jmh.runner.options.OptionsBuilder;
import org.openjdk.jmh.runner.options.TimeValue;
import org.openjdk.jmh.runner.options.VerboseMode;

/**
 * What one call of a part costs, by JMH.
 *
 * @param name class and method
 * @param micros for one call
 * @param octets allocated by one call
 */
record Micro(String name, double micros, double octets) {
    static final String ID = "jmh";

    static List<Micro> run(boolean quick) throws RunnerException {
        TimeValue time = quick ? TimeValue.milliseconds(50) : TimeValue.seconds(1);
        List<Micro> all = new ArrayList<>();
        System.out.printf(Locale.ROOT, "%n%-52s %10s %12s%n", ID, "us", "heap kB");
        for (RunResult result : new Runner(new OptionsBuilder()
                        .include("org\\.qdmail\\..*Benchmark")
                        .mode(Mode.AverageTime)
                        .timeUnit(TimeUnit.MICROSECONDS)
                        .forks(quick ? 0 : 1)
                        .warmupIterations(quick ? 1 : 4)
                        .warmupTime(time)
                        .measurementIterations(quick ? 1 : 4)
                        .measurementTime(time)
                        .addProfiler(GCProfiler.class)
                        .verbosity(VerboseMode.SILENT)
                        .shouldFailOnError(true)
                        .build())
                .run()) {
            all.add(of(result));
        }
        return all;
    }

    private static Micro of(RunResult result) {
        String benchmark = result.getParams().getBenchmark();
        String name = benchmark.replaceFirst("^org\\.qdmail\\.[a-z]+\\.", "");
        for (String parameter : result.getParams().getParamsKeys())
            name += ' ' + result.getParams().getParam(parameter);
        double octets = result.getSecondaryResults().get("gc.alloc.rate.norm").getScore();
        Micro micro = new Micro(name, result.getPrimaryResult().getScore(), octets);
        System.out.printf(Locale.ROOT, "%-52s %10.2f %12.2f%n", micro.name, micro.micros, micro.octets / 1000);
        return micro;
    }
}

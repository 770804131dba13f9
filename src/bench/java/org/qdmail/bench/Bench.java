package org.qdmail.bench;

import java.util.ArrayList;
import java.util.List;

/** Runs every measurement that is wanted, prints the tables and writes the records. */
final class Bench {
    private Bench() {}

    public static void main(String[] arguments) throws Exception {
        BenchSettings settings = BenchSettings.ofSystem();
        List<Measurement> all = new ArrayList<>();
        try (Servers servers = Servers.start()) {
            Rounds rounds = new Rounds(settings);
            for (Trial trial : new Trials(settings, servers).all()) {
                Tally one = trial.check().run(trial);
                List<Measurement> measured = rounds.run(trial, one);
                System.out.print(new Table(trial, measured));
                all.addAll(measured);
            }
            if (settings.wanted().test(LongRun.ID)) all.add(new LongRun(servers, settings.longRun()).run());
        }
        List<Micro> micros = settings.wanted().test(Micro.ID) ? Micro.run(settings.quick()) : List.of();
        Records.write(all, micros, settings.results());
    }
}

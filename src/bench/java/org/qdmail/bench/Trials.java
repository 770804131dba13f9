package org.qdmail.bench;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.stream.Stream;

/** Which contenders meet over which mail. */
final class Trials {
    private static final Contender ENVELOPE = OurSender.with("envelope");
    private static final Contender BDAT = OurSender.with("bdat");
    private static final Contender ANGUS = AngusKept.contender();
    private static final Contender ANGUS_NO_DELAY = AngusKept.withoutDelay();
    private static final Contender[] OTHERS = {AngusSend.contender(), SimpleJavaMail.contender(), VertxMail.contender()
    };

    private final BenchSettings settings;
    private final Servers servers;
    private final List<Trial> trials = new ArrayList<>();

    Trials(BenchSettings settings, Servers servers) {
        this.settings = settings;
        this.servers = servers;
    }

    List<Trial> all() {
        Workload text = Workload.textMail();
        for (int connections : List.of(1, 4, 16)) {
            near("text-" + connections, text, connections, withSource(with(OTHERS, ANGUS, ENVELOPE)));
        }
        for (int connections : List.of(1, 4, 16)) {
            chunking(
                    "text-" + connections + "-chunking", text, connections, withSource(List.of(ANGUS, ENVELOPE, BDAT)));
        }
        for (int connections : List.of(1, 4)) {
            List<Contender> contenders = with(OTHERS, ANGUS_NO_DELAY, ANGUS, ENVELOPE);
            near("html-" + connections, Workload.htmlMail(), connections, contenders);
        }
        chunking("html-1-chunking", Workload.htmlMail(), 1, List.of(ANGUS_NO_DELAY, ENVELOPE, BDAT));
        near("text-to-50", Workload.textTo(50), 1, with(OTHERS, ANGUS, ENVELOPE));
        distant("text-20-ms", text, with(OTHERS, ANGUS, ENVELOPE, BDAT));
        distant("text-to-50-20-ms", Workload.textTo(50), with(OTHERS, ANGUS, ENVELOPE, BDAT));
        return trials;
    }

    /** The first one is what the others are compared with. */
    private static List<Contender> with(Contender[] others, Contender... first) {
        return Stream.concat(Arrays.stream(first), Arrays.stream(others)).toList();
    }

    private static List<Contender> withSource(List<Contender> contenders) {
        return Stream.concat(contenders.stream(), SourceTurns.contender().stream())
                .toList();
    }

    private void near(String id, Workload workload, int connections, List<Contender> contenders) {
        boolean own = servers.postfix().isEmpty();
        add(new Trial(id, workload, connections, servers.fastPort(), servers.sink(), own, () -> -1, contenders));
    }

    private void chunking(String id, Workload workload, int connections, List<Contender> contenders) {
        add(new Trial(id, workload, connections, servers.sink().port(), servers.sink(), true, () -> -1, contenders));
    }

    private void distant(String id, Workload workload, List<Contender> contenders) {
        add(new Trial(id, workload, 1, servers.proxyPort(), servers.sink(), true, servers::roundTrips, contenders));
    }

    private void add(Trial trial) {
        if (settings.wanted().test(trial.id())) trials.add(trial.among(settings.senders()));
    }
}

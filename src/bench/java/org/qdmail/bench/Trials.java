package org.qdmail.bench;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.stream.Stream;

/** Which contenders meet over which mail. */
final class Trials {
    private static final Contender ENVELOPE = OurSender.with("envelope");
    private static final Contender BDAT = OurSender.with("bdat");
    /** Twice as many callers as mails on their way, so that the next ones are ready, and just as many. */
    private static final Contender WINDOW = OurSender.inWindow(32);

    private static final Contender BARE_WINDOW = OurSender.inWindow(16);
    private static final Contender ANGUS = AngusKept.contender();
    private static final Contender ANGUS_NO_DELAY = AngusKept.withoutDelay();
    private static final Contender[] OTHERS = {AngusSend.contender(), SimpleJavaMail.contender(), VertxMail.contender()
    };

    private static final Check BOTH_WAYS = OctetsCheck.of(List.of("envelope", "bdat"));

    private final BenchSettings settings;
    private final Servers servers;
    private final List<Trial> trials = new ArrayList<>();

    Trials(BenchSettings settings, Servers servers) {
        this.settings = settings;
        this.servers = servers;
    }

    List<Trial> all() throws Exception {
        Workload text = Workload.textMail();
        for (int connections : List.of(1, 4, 16)) {
            near("text-" + connections, text, connections, withSource(with(OTHERS, ANGUS, ENVELOPE)));
        }
        for (int connections : List.of(1, 4, 16)) {
            chunking(
                    "text-" + connections + "-chunking",
                    text,
                    connections,
                    withSource(List.of(ANGUS, ENVELOPE, BDAT, WINDOW)));
        }
        for (int connections : List.of(1, 4)) {
            List<Contender> contenders = with(OTHERS, ANGUS_NO_DELAY, ANGUS, ENVELOPE);
            near("html-" + connections, Workload.htmlMail(), connections, contenders);
        }
        chunking("html-1-chunking", Workload.htmlMail(), 1, List.of(ANGUS_NO_DELAY, ENVELOPE, BDAT));
        near("text-to-50", Workload.textTo(50), 1, with(OTHERS, ANGUS, ENVELOPE));
        otherRoutes(text);
        overTls(text);
        distant("text-20-ms", text, with(OTHERS, ANGUS, ENVELOPE, BDAT, WINDOW, BARE_WINDOW));
        distant("text-to-50-20-ms", Workload.textTo(50), with(OTHERS, ANGUS, ENVELOPE, BDAT));
        signed("signed-rsa-2048", "RSA", 2048);
        signed("signed-p-256", "EC", 256);
        large();
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
        Check check = OctetsCheck.of(List.of("envelope"));
        add(new Trial(id, workload, connections, servers.fastPort(), servers.sink(), own, () -> -1, check, contenders));
    }

    private void chunking(String id, Workload workload, int connections, List<Contender> contenders) {
        int port = servers.sink().port();
        add(new Trial(id, workload, connections, port, servers.sink(), true, () -> -1, BOTH_WAYS, contenders));
    }

    /** Relays that are down, and no relay at all. */
    private void otherRoutes(Workload text) {
        other("failover-1", text, servers.sink(), ANGUS, ENVELOPE, OurSender.withFailover());
        if (servers.exchanger().isEmpty()) return;
        SinkProcess exchanger = servers.exchanger().get();
        Contender direct = OurSender.direct(servers.names());
        other("direct-1", text, exchanger, ENVELOPE, direct);
        servers.tarpit()
                .ifPresent(tarpit ->
                        other("direct-1-tarpits", text, exchanger, direct, Stuck.contender(servers.names(), tarpit)));
    }

    private void other(String id, Workload workload, SinkProcess sink, Contender... contenders) {
        add(new Trial(id, workload, 1, sink.port(), sink, true, () -> -1, BOTH_WAYS, List.of(contenders)));
    }

    private void overTls(Workload text) {
        TlsFiles files = servers.tlsFiles();
        Contender angus = AngusKept.overTls(files);
        Contender envelope = OurSender.overTls("envelope", files);
        Contender bdat = OurSender.overTls("bdat", files);
        tls("text-1-tls", text, 1, angus, envelope, bdat);
        tls("text-4-tls", text, 4, angus, envelope, bdat);
        tls("opening-1-tls", text, 1, AngusSend.overTls(files), OurSender.openingOverTls(files));
    }

    private void tls(String id, Workload workload, int connections, Contender... contenders) {
        SinkProcess sink = servers.tlsSink();
        Check check =
                OctetsCheck.of(List.of("envelope", "bdat"), servers.tlsFiles().settings());
        add(new Trial(id, workload, connections, sink.port(), sink, true, () -> -1, check, List.of(contenders)));
    }

    private void distant(String id, Workload workload, List<Contender> contenders) {
        int port = servers.proxyPort();
        add(new Trial(id, workload, 1, port, servers.sink(), true, servers::roundTrips, BOTH_WAYS, contenders));
    }

    private void signed(String id, String algorithm, int bits) throws Exception {
        if (!settings.wanted().test(id)) return;
        SigningFiles files = SigningFiles.make(algorithm, bits);
        List<Contender> contenders = List.of(
                BareSignature.ofTheJdk(files),
                BareSignature.ofBouncyCastle(files),
                OurSigner.contender(files),
                BcmailSigner.contender(files));
        int port = servers.sink().port();
        Check check = OctetsCheck.of(files);
        add(new Trial(id, Workload.textMail(), 1, port, servers.sink(), false, () -> -1, check, contenders));
    }

    private void large() throws Exception {
        if (!settings.wanted().test("attachment") && !settings.wanted().test("attachment-signed")) return;
        LargeFiles files = LargeFiles.of(settings.megabytes());
        SigningFiles signing = SigningFiles.make("RSA", 2048);
        large(
                "attachment",
                List.of(
                        LargeTurns.contender("angus, nodelay", "angus", files, signing),
                        LargeTurns.contender("qdmail", "qdmail", files, signing)));
        large(
                "attachment-signed",
                List.of(
                        LargeTurns.contender("bcjmail, nodelay", "angus-signed", files, signing),
                        LargeTurns.contender("qdmail", "qdmail-signed", files, signing)));
    }

    private void large(String id, List<Contender> contenders) {
        int port = servers.sink().port();
        add(new Trial(id, Workload.largeMail(), 1, port, servers.sink(), false, () -> -1, BOTH_WAYS, contenders));
    }

    private void add(Trial trial) {
        if (settings.wanted().test(trial.id())) trials.add(trial.among(settings.senders()));
    }
}

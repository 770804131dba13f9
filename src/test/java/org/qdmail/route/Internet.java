package org.qdmail.route;

import java.io.IOException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.function.UnaryOperator;
import org.qdmail.dns.DnsSettings;
import org.qdmail.dns.ScriptedDns;
import org.qdmail.envelope.Envelope;
import org.qdmail.envelope.Outcome;
import org.qdmail.octets.FrozenMail;
import org.qdmail.smtp.Mails;
import org.qdmail.smtp.PoolSettings;
import org.qdmail.smtp.SmtpRelay;
import org.qdmail.smtp.SmtpReport;
import org.qdmail.smtp.SmtpSettings;
import org.qdmail.smtp.SmtpTimeouts;
import org.qdmail.smtp.TlsMode;
import org.qdmail.smtp.peer.PeerCertificates;
import org.qdmail.smtp.peer.ScriptedPeer;
import org.qdmail.wire.HostNames;
import org.qdmail.wire.ServerTrust;
import org.qdmail.wire.WireTime;

/** Name servers, mail servers m1 to m7 and a relay, all on loopback: {@code mN.example} is 127.0.0.(10+N). */
final class Internet implements AutoCloseable {
    static final String ACCEPTS =
            """
            send 220 mx.example ESMTP
            ehlo PIPELINING, DSN
            serve
            again
            """;
    /** Offers STARTTLS and has this certificate; takes what comes then. */
    static String overTls(String certificate) {
        return """
                send 220 mx.example ESMTP
                ehlo STARTTLS
                want STARTTLS | send 220 go on
                tls %s
                ehlo PIPELINING
                serve
                again
                """
                .formatted(certificate);
    }

    private static final Duration CONNECT = Duration.ofSeconds(10);

    private final ScriptedDns dns;
    private final Map<Integer, ScriptedPeer> hosts = new HashMap<>();
    private final ScriptedPeer relay;
    private final List<AutoCloseable> open = new ArrayList<>();
    private int port;
    DirectSettings.Tls tls = DirectSettings.Tls.STARTTLS_OPTIONAL;
    boolean privateNetworks = true;
    PoolSettings pool = PoolSettings.DEFAULT;
    Duration deadline = Duration.ofSeconds(20);
    Duration lookUp = Duration.ofMillis(1500);
    boolean dane = true;
    boolean mtaSts = true;
    int policyPort = 443;
    WireTime time = WireTime.ofSystem();
    /** Of the dialogues with all servers. */
    UnaryOperator<SmtpSettings> change = UnaryOperator.identity();

    private Internet(ScriptedDns dns) {
        this.dns = dns;
        this.relay = ScriptedPeer.playing(ACCEPTS);
    }

    /** With these lines in DNS, and the addresses of m1 to m7. */
    static Internet of(String lines) {
        StringBuilder all = new StringBuilder(lines).append('\n');
        for (int host = 1; host <= 7; host++) all.append("m%d.example A 127.0.0.%d\n".formatted(host, 10 + host));
        return new Internet(ScriptedDns.knowing(all.toString()));
    }

    /** A server plays this script. */
    Internet host(int number, String script) {
        return host(number, script, 0);
    }

    /** With a receive buffer of so many octets. */
    Internet host(int number, String script, int receiveBuffer) {
        ScriptedPeer peer = ScriptedPeer.at("127.0.0." + (10 + number), port, script, receiveBuffer);
        port = peer.port();
        hosts.put(number, peer);
        return this;
    }

    ScriptedPeer host(int number) {
        return hosts.get(number);
    }

    ScriptedPeer relay() {
        return relay;
    }

    ScriptedDns dns() {
        return dns;
    }

    private DirectSettings settings() {
        if (port == 0) host(7, "refuse");
        SmtpSettings smtp = smtp(port)
                .withTls(TlsMode.STARTTLS_OPTIONAL)
                .withTrust(ServerTrust.judging(List.of(PeerCertificates.ca())))
                .withPool(pool);
        return new DirectSettings(
                new DnsSettings(List.of(dns.address()), lookUp), smtp, tls, 5, privateNetworks, dane, mtaSts);
    }

    private SmtpSettings smtp(int port) {
        SmtpTimeouts usual = SmtpTimeouts.DEFAULT;
        return change.apply(SmtpSettings.loopback(port)
                .withClientName("client.example")
                .withTimeouts(new SmtpTimeouts(CONNECT, usual.command(), usual.end(), deadline)));
    }

    /** More lines for DNS; {@code PORT} stands for that of the servers. */
    Internet zone(String lines) {
        dns.learn(lines.replace("PORT", String.valueOf(port)));
        return this;
    }

    DirectRoute direct() {
        DirectRoute route = DirectRoute.open(settings(), policyPort, time);
        open.add(route);
        return route;
    }

    DirectThenRelayRoute thenRelay() {
        DirectThenRelayRoute route = new DirectThenRelayRoute(
                DirectRoute.open(settings(), policyPort, time),
                new RelayRoute(new SmtpRelay(smtp(relay.port()), time, HostNames.ofSystem())));
        open.add(route);
        return route;
    }

    static List<Outcome> send(Route route, String... recipients) {
        return report(route, Mails.to(recipients)).outcomes();
    }

    static SmtpReport report(Route route, Envelope envelope) {
        return report(route, envelope, Mails.mail());
    }

    /** Closes the mail. */
    static SmtpReport report(Route route, Envelope envelope, FrozenMail mail) {
        try (mail) {
            return route.deliver(envelope, mail, route.startDeadline());
        }
    }

    /** A letter for the state, then the number, or the server of an accepted one. */
    static List<String> states(List<Outcome> outcomes) {
        return outcomes.stream()
                .map(outcome -> outcome.state().name().charAt(0) + " "
                        + outcome.number()
                                .map(number -> number.substring(5))
                                .orElse(outcome.host().orElse("-")))
                .toList();
    }

    @Override
    public void close() throws IOException {
        for (AutoCloseable each : open) {
            try {
                each.close();
            } catch (Exception failure) {
                throw new AssertionError(failure);
            }
        }
        hosts.values().forEach(ScriptedPeer::close);
        relay.close();
        dns.close();
    }
}

package org.qdmail.smtp;

import java.time.Duration;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;
import java.util.function.Supplier;
import java.util.function.UnaryOperator;
import org.qdmail.envelope.Envelope;
import org.qdmail.envelope.Outcome;
import org.qdmail.octets.FrozenMail;
import org.qdmail.smtp.peer.ManualTime;
import org.qdmail.smtp.peer.PeerCertificates;
import org.qdmail.smtp.peer.ScriptedPeer;
import org.qdmail.wire.HostNames;
import org.qdmail.wire.ServerTrust;

/** Sends to scripted peers as the tests of this room need it. */
public final class Play {
    static final String GREETING = "send 220 mx.example ESMTP\n";

    private Play() {}

    /** One mail to these recipients; the peer's script is played to its end. */
    static SmtpReport deliver(String script, UnaryOperator<SmtpSettings> change, String... recipients)
            throws InterruptedException {
        return deliver(script, change, Mails.to(recipients), Mails.mail());
    }

    static SmtpReport deliver(String script, UnaryOperator<SmtpSettings> change, Envelope envelope, FrozenMail mail)
            throws InterruptedException {
        try (ScriptedPeer peer = ScriptedPeer.playing(script)) {
            return deliver(peer, change, envelope, mail);
        }
    }

    static SmtpReport deliver(ScriptedPeer peer, UnaryOperator<SmtpSettings> change, Envelope envelope, FrozenMail mail)
            throws InterruptedException {
        SmtpReport report;
        try (SmtpRelay relay = new SmtpRelay(change.apply(SmtpSettings.loopback(peer.port())))) {
            report = relay.deliver(envelope, mail);
        }
        peer.verify();
        return report;
    }

    /** With the test's CA, over TLS. */
    static UnaryOperator<SmtpSettings> tls(TlsMode mode) {
        return settings -> settings.withTls(mode).withTrust(ServerTrust.judging(List.of(PeerCertificates.ca())));
    }

    static UnaryOperator<SmtpSettings> oneByOne() {
        return settings -> settings.withPipelining(Pipelining.OFF);
    }

    static UnaryOperator<SmtpSettings> chunks() {
        return settings -> settings.withPipelining(Pipelining.BDAT);
    }

    static UnaryOperator<SmtpSettings> unchanged() {
        return UnaryOperator.identity();
    }

    /** A relay whose time the test moves. */
    static SmtpRelay relay(SmtpSettings settings, ManualTime time) {
        return new SmtpRelay(settings, time, HostNames.ofSystem());
    }

    static <T> Future<T> start(Supplier<T> call) {
        CompletableFuture<T> result = new CompletableFuture<>();
        Thread thread = new Thread(() -> run(call, result), "sender");
        thread.setDaemon(true);
        thread.start();
        return result;
    }

    /** Waits until the sender of {@link #start} waits for octets: the peer may see the last octet before it gets there. */
    static void awaitReading() {
        long end = System.nanoTime() + TimeUnit.SECONDS.toNanos(5);
        while (System.nanoTime() < end) {
            if (Thread.getAllStackTraces().entrySet().stream()
                    .anyMatch(thread -> isReading(thread.getKey(), thread.getValue()))) {
                return;
            }
            Thread.onSpinWait();
        }
        throw new AssertionError("the sender does not read");
    }

    private static boolean isReading(Thread thread, StackTraceElement[] frames) {
        if (!thread.getName().equals("sender")) return false;
        for (StackTraceElement frame : frames) {
            boolean ofTheJdk = frame.getClassName().startsWith("sun.nio.ch.")
                    || frame.getClassName().startsWith("java.net.");
            if (ofTheJdk && frame.getMethodName().contains("read")) return true;
        }
        return false;
    }

    static <T> void run(Supplier<T> call, CompletableFuture<T> result) {
        try {
            result.complete(call.get());
        } catch (RuntimeException | Error failure) {
            result.completeExceptionally(failure);
        }
    }

    /** Number and state in one word for each recipient: {@code A}, {@code D 0609}. */
    public static List<String> states(SmtpReport report) {
        return report.outcomes().stream().map(Play::state).toList();
    }

    private static String state(Outcome outcome) {
        String letter = outcome.state().name().substring(0, 1);
        return outcome.number()
                .map(number -> letter + ' ' + number.substring("MAIL-".length()))
                .orElse(letter);
    }

    static SmtpTimeouts timeouts(Duration each) {
        return new SmtpTimeouts(each, each, each, each.multipliedBy(10));
    }
}

package org.qdmail.smtp;

import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.UnknownHostException;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.Executor;
import java.util.concurrent.TimeoutException;
import java.util.concurrent.atomic.AtomicReference;
import org.jspecify.annotations.Nullable;
import org.qdmail.failure.DeliveryFaults;
import org.qdmail.failure.Fault;
import org.qdmail.failure.Phase;
import org.qdmail.failure.ProxyFaults;
import org.qdmail.wire.Deadline;
import org.qdmail.wire.HostNames;
import org.qdmail.wire.ProxyRefused;
import org.qdmail.wire.ProxySettings;
import org.qdmail.wire.ProxyTunnel;
import org.qdmail.wire.SharedLookup;
import org.qdmail.wire.SuspectedAttacks;
import org.qdmail.wire.TlsLayer;
import org.qdmail.wire.Watchdog;
import org.qdmail.wire.Wire;

/** Opens connections: name, address, proxy, TLS, greeting, EHLO, STARTTLS, login, in this order. */
final class Opening {
    private static final int READY = 220;
    private static final int UNKNOWN_COMMAND = 500;
    private static final int NOT_IMPLEMENTED = 502;

    private final SmtpSettings settings;
    private final Optional<SmtpRelay.Program> program;
    private final Watchdog watchdog;
    private final SuspectedAttacks attacks;
    private final SharedLookup<List<InetAddress>> addresses;
    private final SharedLookup<String> ownName;
    private final Logins logins;
    private final AtomicReference<@Nullable TlsLayer> tlsLayer = new AtomicReference<>();
    private final AtomicReference<@Nullable String> knownName = new AtomicReference<>();

    Opening(
            SmtpSettings settings,
            Optional<SmtpRelay.Program> program,
            HostNames names,
            Watchdog watchdog,
            Executor threads,
            SuspectedAttacks attacks) {
        this.settings = settings;
        this.program = program;
        this.watchdog = watchdog;
        this.attacks = attacks;
        this.addresses = new SharedLookup<>(() -> names.addressesOf(firstHost()), threads, watchdog);
        this.ownName = new SharedLookup<>(names::ownName, threads, watchdog);
        this.logins = new Logins(settings, watchdog, threads, attacks);
    }

    /**
     * A connection that MAIL may follow on.
     *
     * @param refused takes a connection that was opened but is not to be used
     */
    SmtpConnection open(Deadline deadline, Farewells refused) throws StepFailed {
        SmtpConnection connection = program.isPresent() ? start(program.get()) : connect(deadline);
        boolean ready = false;
        try {
            connection.bound(deadline);
            introduce(connection, deadline);
            connection.markUsed(watchdog.nanoTime());
            ready = true;
            return connection;
        } finally {
            if (!ready) refused.end(connection);
        }
    }

    private SmtpConnection start(SmtpRelay.Program server) throws StepFailed {
        try {
            Wire wire = Wire.over(server.start(), watchdog);
            return new SmtpConnection(wire, settings.timeouts(), watchdog.nanoTime());
        } catch (IOException failure) {
            throw StepFailed.forNow(server.notStarted(failure), Phase.CONNECT, failure);
        }
    }

    /** Whom we connect to ourselves: the relay, or the proxy, which looks the relay up. */
    private String firstHost() {
        return settings.proxy().map(ProxySettings::host).orElse(settings.host());
    }

    private int firstPort() {
        return settings.proxy().map(ProxySettings::port).orElse(settings.port());
    }

    private Phase firstPhase(Phase withoutProxy) {
        return settings.proxy().isPresent() ? Phase.PROXY : withoutProxy;
    }

    private SmtpConnection connect(Deadline deadline) throws StepFailed {
        StepFailed last = null;
        for (InetAddress address : lookUp(deadline)) {
            try {
                return connect(new InetSocketAddress(address, firstPort()), deadline);
            } catch (StepFailed failure) {
                if (failure.isGivenUpByUs() || failure.getCause() instanceof ProxyRefused) throw failure;
                last = failure;
            }
        }
        if (last == null) throw nameNotFound(new UnknownHostException("no address"));
        throw last;
    }

    private List<InetAddress> lookUp(Deadline deadline) throws StepFailed {
        try {
            return addresses.await(settings.timeouts().connect(), deadline);
        } catch (TimeoutException silence) {
            Duration limit = settings.timeouts().connect();
            throw StepFailed.forNow(
                    settings.proxy().isPresent()
                            ? ProxyFaults.nameNotAnswered(firstHost(), limit)
                            : DeliveryFaults.nameNotAnswered(settings.host(), limit),
                    firstPhase(Phase.NAME),
                    silence);
        } catch (ExecutionException failure) {
            // without a thread nobody was asked, so nothing is wrong with the name
            if (failure.getCause() instanceof OutOfMemoryError none) throw notReachable(none, Phase.NAME);
            throw nameNotFound(failure);
        } catch (InterruptedException ended) {
            throw StepFailed.aborted(aborted(Phase.NAME), Phase.NAME);
        }
    }

    private StepFailed nameNotFound(Exception failure) {
        Fault fault = settings.proxy().isPresent()
                ? ProxyFaults.nameNotFound(firstHost())
                : DeliveryFaults.nameNotFound(settings.host());
        return StepFailed.forNow(fault, firstPhase(Phase.NAME), failure);
    }

    private SmtpConnection connect(InetSocketAddress address, Deadline deadline) throws StepFailed {
        Wire wire;
        try {
            wire = Wire.open(watchdog);
        } catch (IOException noDescriptor) {
            throw notReachable(noDescriptor, Phase.CONNECT);
        }
        boolean connected = false;
        try {
            wire.limit(settings.timeouts().connect(), deadline);
            wire.connect(address);
            if (settings.proxy().isPresent()) passThrough(settings.proxy().get(), wire);
            SmtpConnection connection = new SmtpConnection(wire, settings.timeouts(), watchdog.nanoTime());
            connected = true;
            return connection;
        } catch (ProxyRefused refused) {
            throw StepFailed.forNow(refused.fault(), Phase.PROXY, refused);
        } catch (IOException failure) {
            throw SmtpConnection.ended(wire.ended(), firstPhase(Phase.CONNECT), settings.timeouts())
                    .orElseGet(() -> notReachable(failure, Phase.CONNECT));
        } finally {
            if (!connected) wire.drop();
        }
    }

    private void passThrough(ProxySettings proxy, Wire wire) throws IOException, ProxyRefused {
        ProxyTunnel.open(wire, proxy, settings.host(), settings.port());
    }

    private StepFailed notReachable(Throwable failure, Phase withoutProxy) {
        String reason = failure.getMessage() == null ? failure.getClass().getSimpleName() : failure.getMessage();
        Fault fault = settings.proxy().isPresent()
                ? ProxyFaults.notReachable(firstHost(), firstPort(), reason)
                : DeliveryFaults.notReachable(settings.host(), settings.port(), reason);
        return StepFailed.forNow(fault, firstPhase(withoutProxy), failure);
    }

    private static Fault aborted(Phase phase) {
        return Thread.currentThread().isInterrupted()
                ? DeliveryFaults.interrupted(phase)
                : DeliveryFaults.closedWhileSending(phase);
    }

    private void introduce(SmtpConnection connection, Deadline deadline) throws StepFailed {
        if (settings.tls() == TlsMode.IMPLICIT) {
            requireNothingBeforeTls(connection);
            connection.encrypt(tlsLayer());
        }
        greet(connection);
        String name = clientName(connection, deadline);
        connection.offers(hello(connection, name));
        if (settings.tls() == TlsMode.STARTTLS_REQUIRED || settings.tls() == TlsMode.STARTTLS_OPTIONAL) {
            startTls(connection, name);
        }
        logins.logIn(connection, deadline);
    }

    /** A server of TLS waits for us to begin, so what came with the proxy's answer is of somebody else. */
    private void requireNothingBeforeTls(SmtpConnection connection) throws StepFailed {
        if (!connection.hasUnread()) return;
        connection.condemn();
        attacks.suspect("octets behind the answer of the proxy", settings.host());
        throw StepFailed.forNow(ProxyFaults.broken(firstHost(), "octets before TLS"), Phase.PROXY);
    }

    private void greet(SmtpConnection connection) throws StepFailed {
        SmtpReply greeting = connection.reply(Phase.GREETING);
        if (greeting.code() == READY) return;
        if (greeting.isPositive() || greeting.isIntermediate()) throw connection.outOfPlace(greeting, Phase.GREETING);
        throw notAvailable(greeting, Phase.GREETING);
    }

    private static StepFailed notAvailable(SmtpReply reply, Phase phase) {
        return StepFailed.said(DeliveryFaults.notAvailable(phase, reply.shown()), phase, reply.shown());
    }

    private Capabilities hello(SmtpConnection connection, String name) throws StepFailed {
        SmtpReply reply = connection.call(SmtpCommand.ehlo(name), Phase.EHLO);
        if (reply.isPositive()) return Capabilities.of(reply);
        if (reply.isIntermediate()) throw connection.outOfPlace(reply, Phase.EHLO);
        boolean inside = connection.isEncrypted();
        if (isUnknown(reply) && !inside) return helloOfOld(connection, name);
        // Inside TLS neither HELO nor what was said before it may stand in (RFC 3207 section 4.2).
        boolean again = inside && settings.tls() != TlsMode.IMPLICIT;
        if (inside && isUnknown(reply) || again && reply.isPermanent()) {
            throw connection.outOfPlace(reply, Phase.EHLO);
        }
        throw notAvailable(reply, Phase.EHLO);
    }

    private static boolean isUnknown(SmtpReply reply) {
        return reply.code() == UNKNOWN_COMMAND || reply.code() == NOT_IMPLEMENTED;
    }

    private Capabilities helloOfOld(SmtpConnection connection, String name) throws StepFailed {
        String host = settings.host();
        if (settings.tls() == TlsMode.STARTTLS_REQUIRED) {
            throw StepFailed.forNow(DeliveryFaults.tlsNotOffered(host), Phase.STARTTLS);
        }
        if (logins.isWanted(connection)) {
            throw StepFailed.forNow(DeliveryFaults.loginNotOffered(host, logins.wanted(), Set.of()), Phase.AUTH);
        }
        SmtpReply reply = connection.call(SmtpCommand.helo(name), Phase.EHLO);
        if (reply.isPositive()) return Capabilities.NONE;
        if (reply.isIntermediate()) throw connection.outOfPlace(reply, Phase.EHLO);
        throw notAvailable(reply, Phase.EHLO);
    }

    private void startTls(SmtpConnection connection, String name) throws StepFailed {
        boolean required = settings.tls() == TlsMode.STARTTLS_REQUIRED;
        if (!connection.capabilities().offers("STARTTLS")) {
            if (required) throw StepFailed.forNow(DeliveryFaults.tlsNotOffered(settings.host()), Phase.STARTTLS);
            goOnInTheClear(connection);
            return;
        }
        SmtpReply reply = connection.call(SmtpCommand.STARTTLS, Phase.STARTTLS);
        if (reply.isIntermediate()) throw connection.outOfPlace(reply, Phase.STARTTLS);
        if (!reply.isPositive()) {
            if (required) {
                throw StepFailed.saidForNow(
                        DeliveryFaults.tlsRefused(settings.host(), reply.shown()), Phase.STARTTLS, reply.shown());
            }
            goOnInTheClear(connection);
            return;
        }
        requireNothingBehind(connection);
        connection.offers(Capabilities.NONE);
        connection.encrypt(tlsLayer());
        connection.offers(hello(connection, name));
    }

    private void goOnInTheClear(SmtpConnection connection) {
        connection.warn("the connection to " + settings.host()
                + " is in the clear, without login: it offers no STARTTLS, which is optional by configuration");
    }

    /** Octets behind the 220 were put there by somebody who wants them to be read inside TLS. */
    private void requireNothingBehind(SmtpConnection connection) throws StepFailed {
        if (connection.hasSurplus()) {
            connection.condemn();
            attacks.suspect("octets behind the reply to STARTTLS", settings.host());
            throw StepFailed.forNow(DeliveryFaults.octetsBehindStartTls(settings.host()), Phase.STARTTLS);
        }
    }

    private TlsLayer tlsLayer() {
        TlsLayer layer = tlsLayer.get();
        if (layer != null) return layer;
        TlsLayer made = TlsLayer.towards(settings.host(), settings.port(), settings.trust());
        tlsLayer.set(made);
        return made;
    }

    private String clientName(SmtpConnection connection, Deadline deadline) throws StepFailed {
        if (settings.clientName().isPresent()) return settings.clientName().get();
        String known = knownName.get();
        return ClientName.of(known == null ? askOwnName(deadline) : known, connection.localAddress());
    }

    private String askOwnName(Deadline deadline) throws StepFailed {
        try {
            String name = ownName.await(settings.timeouts().connect(), deadline);
            knownName.set(name);
            return name;
        } catch (TimeoutException | ExecutionException unknown) {
            return ""; // the address literal stands in
        } catch (InterruptedException ended) {
            throw StepFailed.aborted(aborted(Phase.EHLO), Phase.EHLO);
        }
    }
}

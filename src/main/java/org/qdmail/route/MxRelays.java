package org.qdmail.route;

import java.net.InetAddress;
import java.net.UnknownHostException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Iterator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.Executor;
import java.util.concurrent.locks.ReentrantLock;
import org.qdmail.dns.MailHost;
import org.qdmail.dns.PublishedTls;
import org.qdmail.envelope.Envelope;
import org.qdmail.failure.DoorFaults;
import org.qdmail.failure.QueueUnavailable;
import org.qdmail.octets.FrozenMail;
import org.qdmail.smtp.PoolUse;
import org.qdmail.smtp.SmtpRelay;
import org.qdmail.smtp.SmtpReport;
import org.qdmail.smtp.SmtpSettings;
import org.qdmail.smtp.TlsMode;
import org.qdmail.wire.Deadline;
import org.qdmail.wire.HostNames;
import org.qdmail.wire.ServerTrust;
import org.qdmail.wire.WireTime;

/** The servers that mail is delivered to, each with its connections; those that rest longest are let go. */
final class MxRelays {
    /** How many are kept while they rest. */
    private static final int RESTING = 64;

    private record Key(MailHost host, TlsMode tls) {}

    /** A server and how many mails are on their way to it. */
    private static final class Kept {
        private final SmtpRelay relay;
        private int users;

        Kept(SmtpRelay relay) {
            this.relay = relay;
        }
    }

    private final DirectSettings settings;
    private final Executor threads;
    private final WireTime time;
    private final ReentrantLock lock = new ReentrantLock();
    private final Map<Key, Kept> relays = new LinkedHashMap<>(16, 0.75f, true);
    /** How many of them nobody uses. */
    private int resting;

    private boolean closed;

    /**
     * No server yet.
     *
     * @param threads close servers that are let go, which may wait for them
     * @param time one for all of them, whose thread they share
     */
    MxRelays(DirectSettings settings, Executor threads, WireTime time) {
        this.settings = settings;
        this.threads = threads;
        this.time = time;
    }

    /**
     * Hands a mail to one server.
     *
     * @throws QueueUnavailable when this is closed (MAIL-0004); nothing was sent then
     */
    SmtpReport deliver(MailHost host, TlsMode tls, Envelope envelope, FrozenMail mail, Deadline deadline) {
        Kept kept = take(new Key(host, tls));
        try {
            return kept.relay.deliver(envelope, mail, deadline);
        } finally {
            giveBack(kept);
        }
    }

    private Kept take(Key key) {
        lock.lock();
        try {
            if (closed) throw new QueueUnavailable(DoorFaults.closed());
            Kept kept = relays.computeIfAbsent(key, this::open);
            if (kept.users++ == 0) resting--;
            return kept;
        } finally {
            lock.unlock();
        }
    }

    private Kept open(Key key) {
        SmtpSettings own = settings.smtp()
                .withHost(key.host().name())
                .withTls(key.tls())
                .withTrust(trust(key.host().tls()));
        Kept made = new Kept(new SmtpRelay(own, time, at(key.host().address())));
        resting++; // behind what may fail
        return made;
    }

    /** Whoever is not judged by configuration is by what is published. */
    private ServerTrust trust(PublishedTls published) {
        if (settings.tls() == DirectSettings.Tls.STARTTLS_VERIFIED)
            return settings.smtp().trust();
        return switch (published.kind()) {
            case NOTHING, ENCRYPTED -> ServerTrust.ANYTHING;
            case NAMED -> settings.smtp().trust();
            case ASSOCIATED -> ServerTrust.associated(published.holder().orElseThrow(), published.associations());
        };
    }

    /** The one address of this key, whatever the name says; our own name as the system has it. */
    private static HostNames at(InetAddress address) {
        HostNames system = HostNames.ofSystem();
        return new HostNames() {
            @Override
            public List<InetAddress> addressesOf(String host) {
                return List.of(address);
            }

            @Override
            public String ownName() throws UnknownHostException {
                return system.ownName();
            }
        };
    }

    private void giveBack(Kept kept) {
        List<SmtpRelay> leaving = new ArrayList<>();
        lock.lock();
        try {
            if (--kept.users == 0) resting++;
            for (Iterator<Kept> eldest = relays.values().iterator(); resting > RESTING && eldest.hasNext(); ) {
                Kept candidate = eldest.next();
                if (candidate.users > 0) continue;
                eldest.remove();
                leaving.add(candidate.relay);
                resting--;
            }
        } finally {
            lock.unlock();
        }
        leaving.forEach(this::end);
    }

    private void end(SmtpRelay relay) {
        try {
            threads.execute(relay::close);
        } catch (Throwable noThread) { // closed, or the machine has none left; what became of the mail stands
            relay.close(Duration.ZERO);
        }
    }

    PoolUse use() {
        lock.lock();
        try {
            return relays.values().stream()
                    .map(kept -> kept.relay.use())
                    .reduce(PoolUse::plus)
                    .orElse(new PoolUse(0, 0, 0, 0));
        } finally {
            lock.unlock();
        }
    }

    /** Takes no further mail; all relays have the same grace. */
    void close(Duration grace) {
        List<Runnable> all;
        lock.lock();
        try {
            closed = true;
            all = relays.values().stream()
                    .<Runnable>map(kept -> () -> kept.relay.close(grace))
                    .toList();
            relays.clear();
        } finally {
            lock.unlock();
        }
        ClosingAtOnce.run(all);
    }
}

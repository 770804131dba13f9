package org.qdmail.pop;

import java.io.IOException;
import java.net.InetAddress;
import java.net.UnknownHostException;
import java.util.List;
import java.util.Optional;
import org.qdmail.failure.Phase;
import org.qdmail.failure.PopFaults;
import org.qdmail.failure.Secret;
import org.qdmail.wire.Deadline;
import org.qdmail.wire.HostNames;
import org.qdmail.wire.TlsLayer;
import org.qdmail.wire.Watchdog;

/** Logs in once: connects, encrypts, shows who we are, and leaves. */
final class PopLogin {
    /** Shorter ones stand in any text. */
    private static final int MIN_SECRET = 4;

    private final PopSettings settings;
    private final HostNames names;
    private final Watchdog watchdog;

    PopLogin(PopSettings settings, HostNames names, Watchdog watchdog) {
        this.settings = settings;
        this.names = names;
        this.watchdog = watchdog;
    }

    void run(Deadline deadline) throws PopFailed {
        Secret password = password();
        try (PopConnection connection = connect(deadline)) {
            Optional<Apop> apop = introduce(connection);
            logIn(connection, apop, password);
            connection.quit();
        }
    }

    private Secret password() throws PopFailed {
        Secret password;
        try {
            password = settings.password().read();
        } catch (IOException unreadable) {
            throw PopFailed.forNow(
                    PopFaults.passwordUnusable(settings.host(), "cannot be read"), Phase.AUTH, unreadable);
        }
        if (password.isEmpty()) {
            throw PopFailed.forNow(PopFaults.passwordUnusable(settings.host(), "is empty"), Phase.AUTH);
        }
        for (char character : password.reveal()) {
            if (character == '\r' || character == '\n' || character == '\0') {
                throw PopFailed.forNow(
                        PopFaults.passwordUnusable(settings.host(), "has CR, LF or NUL, which POP3 cannot carry"),
                        Phase.AUTH);
            }
        }
        return password;
    }

    private PopConnection connect(Deadline deadline) throws PopFailed {
        PopFailed last = null;
        for (InetAddress address : addresses()) {
            try {
                return PopConnection.open(settings, address, watchdog, deadline);
            } catch (PopFailed failure) {
                last = failure;
            }
        }
        if (last == null) throw PopFailed.forNow(PopFaults.nameNotFound(settings.host()), Phase.NAME);
        throw last;
    }

    private List<InetAddress> addresses() throws PopFailed {
        try {
            return names.addressesOf(settings.host());
        } catch (UnknownHostException unknown) {
            throw PopFailed.forNow(PopFaults.nameNotFound(settings.host()), Phase.NAME, unknown);
        }
    }

    private Optional<Apop> introduce(PopConnection connection) throws PopFailed {
        if (settings.tls() == PopSettings.Tls.IMPLICIT) connection.encrypt(tlsLayer());
        PopReply greeting = connection.greeting();
        if (!greeting.isPositive()) {
            throw PopFailed.forNow(PopFaults.notReady(settings.host(), greeting.text()), Phase.GREETING);
        }
        if (settings.tls() == PopSettings.Tls.STARTTLS) startTls(connection);
        return Apop.offeredBy(greeting.text());
    }

    private void startTls(PopConnection connection) throws PopFailed {
        PopReply reply = connection.call("STLS", Phase.STARTTLS);
        if (!reply.isPositive()) {
            throw PopFailed.forNow(PopFaults.tlsRefused(settings.host(), reply.text()), Phase.STARTTLS);
        }
        connection.requireNothingBehind();
        connection.encrypt(tlsLayer());
    }

    private TlsLayer tlsLayer() {
        return TlsLayer.towards(settings.host(), settings.port(), settings.trust());
    }

    /** APOP where the password would be seen, else the password, which servers need not store in the clear for. */
    private void logIn(PopConnection connection, Optional<Apop> apop, Secret password) throws PopFailed {
        if (!connection.isEncrypted() && apop.isPresent()) {
            String digest = apop.get().digest(password);
            requireOk(connection.call("APOP " + settings.user() + ' ' + digest, Phase.AUTH), digest);
            return;
        }
        if (!connection.isEncrypted() && !connection.isLoopback()) {
            throw PopFailed.forGood(PopFaults.inTheClear(settings.host()), Phase.AUTH);
        }
        String secret = new String(password.reveal());
        requireOk(connection.call("USER " + settings.user(), Phase.AUTH), secret);
        requireOk(connection.call("PASS " + secret, Phase.AUTH), secret);
    }

    private void requireOk(PopReply reply, String secret) throws PopFailed {
        if (reply.isPositive()) return;
        boolean repeats = secret.length() >= MIN_SECRET && reply.text().contains(secret);
        String words = repeats ? "-ERR (left out, since it repeats the login)" : "-ERR " + reply.text();
        throw reply.mayPass()
                ? PopFailed.forNow(PopFaults.refused(settings.host(), words), Phase.AUTH)
                : PopFailed.forGood(PopFaults.refused(settings.host(), words), Phase.AUTH);
    }
}

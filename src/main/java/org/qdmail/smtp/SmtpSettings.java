package org.qdmail.smtp;

import java.util.Optional;
import java.util.function.Consumer;
import org.qdmail.envelope.UnsupportedReceipt;
import org.qdmail.wire.ProxySettings;
import org.qdmail.wire.ServerTrust;

/**
 * Everything about one relay ({@code qdmail.smtp.*}).
 *
 * @param host name or address; a certificate has to name it
 * @param port 1 to 65535
 * @param tls how the connection is encrypted
 * @param trust which certificates are taken
 * @param login who logs in; with one, a mail never leaves without login
 * @param authentication which login is used
 * @param clientName the argument of EHLO: a domain name or an address literal; empty for the name of this machine
 * @param timeouts the limits of time
 * @param pool how connections are kept
 * @param pipelining how much travels in one flight
 * @param partial whether the accepted recipients get the mail when others are refused; when not, that holds within each
 *     transaction, and none begins behind a refusal
 * @param recipientsPerTransaction RCPT commands behind one MAIL, 1 to 100
 * @param receiptUnsupported what happens when delivery reports are wished but not offered
 * @param proxy what stands between us and the relay; the host's name is looked up there
 */
public record SmtpSettings(
        String host,
        int port,
        TlsMode tls,
        ServerTrust trust,
        Optional<Login> login,
        Authentication authentication,
        Optional<String> clientName,
        SmtpTimeouts timeouts,
        PoolSettings pool,
        Pipelining pipelining,
        boolean partial,
        int recipientsPerTransaction,
        UnsupportedReceipt receiptUnsupported,
        Optional<ProxySettings> proxy) {
    private static final int MAX_RECIPIENTS = 100;

    public SmtpSettings {
        if (!isHost(host)) throw new IllegalArgumentException("not fit for a host name");
        if (port < 1 || port > 65535) throw new IllegalArgumentException("port " + port);
        if (clientName.isPresent() && !isClientName(clientName.get())) {
            throw new IllegalArgumentException("client name is neither a domain name nor an address literal");
        }
        if (recipientsPerTransaction < 1 || recipientsPerTransaction > MAX_RECIPIENTS) {
            throw new IllegalArgumentException(recipientsPerTransaction + " recipients for each transaction");
        }
        if (proxy.isPresent() && host.length() > ProxySettings.LONGEST_HOST) {
            throw new IllegalArgumentException("a host name of " + host.length() + " octets behind a proxy");
        }
    }

    /** The defaults for a relay: STARTTLS on port 587, no login. */
    public static SmtpSettings of(String host) {
        return new SmtpSettings(
                host,
                587,
                TlsMode.STARTTLS_REQUIRED,
                ServerTrust.OF_THE_JDK,
                Optional.empty(),
                Authentication.AUTO,
                Optional.empty(),
                SmtpTimeouts.DEFAULT,
                PoolSettings.DEFAULT,
                Pipelining.ENVELOPE,
                true,
                MAX_RECIPIENTS,
                UnsupportedReceipt.WARN,
                Optional.empty());
    }

    /** A server on this machine, in the clear. */
    public static SmtpSettings loopback(int port) {
        return of("127.0.0.1").withPort(port).withTls(TlsMode.NONE);
    }

    /** Whether the text may stand behind EHLO: a domain name in ASCII or an address literal. */
    public static boolean isClientName(String text) {
        return ClientName.isValid(text);
    }

    private static boolean isHost(String host) {
        return !host.isEmpty() && host.chars().allMatch(character -> character > ' ' && character < 0x7f);
    }

    public SmtpSettings withHost(String other) {
        return changed(draft -> draft.host = other);
    }

    public SmtpSettings withPort(int other) {
        return changed(draft -> draft.port = other);
    }

    public SmtpSettings withTls(TlsMode other) {
        return changed(draft -> draft.tls = other);
    }

    public SmtpSettings withTrust(ServerTrust other) {
        return changed(draft -> draft.trust = other);
    }

    public SmtpSettings withLogin(Login other) {
        return changed(draft -> draft.login = Optional.of(other));
    }

    public SmtpSettings withAuthentication(Authentication other) {
        return changed(draft -> draft.authentication = other);
    }

    public SmtpSettings withClientName(String other) {
        return changed(draft -> draft.clientName = Optional.of(other));
    }

    public SmtpSettings withTimeouts(SmtpTimeouts other) {
        return changed(draft -> draft.timeouts = other);
    }

    public SmtpSettings withPool(PoolSettings other) {
        return changed(draft -> draft.pool = other);
    }

    public SmtpSettings withPipelining(Pipelining other) {
        return changed(draft -> draft.pipelining = other);
    }

    public SmtpSettings withPartial(boolean other) {
        return changed(draft -> draft.partial = other);
    }

    public SmtpSettings withRecipientsPerTransaction(int other) {
        return changed(draft -> draft.recipientsPerTransaction = other);
    }

    public SmtpSettings withReceiptUnsupported(UnsupportedReceipt other) {
        return changed(draft -> draft.receiptUnsupported = other);
    }

    public SmtpSettings withProxy(ProxySettings other) {
        return changed(draft -> draft.proxy = Optional.of(other));
    }

    private SmtpSettings changed(Consumer<Draft> change) {
        Draft draft = new Draft(this);
        change.accept(draft);
        return draft.settings();
    }

    /** The same values while one of them changes. */
    private static final class Draft {
        private String host;
        private int port;
        private TlsMode tls;
        private ServerTrust trust;
        private Optional<Login> login;
        private Authentication authentication;
        private Optional<String> clientName;
        private SmtpTimeouts timeouts;
        private PoolSettings pool;
        private Pipelining pipelining;
        private boolean partial;
        private int recipientsPerTransaction;
        private UnsupportedReceipt receiptUnsupported;
        private Optional<ProxySettings> proxy;

        Draft(SmtpSettings settings) {
            host = settings.host;
            port = settings.port;
            tls = settings.tls;
            trust = settings.trust;
            login = settings.login;
            authentication = settings.authentication;
            clientName = settings.clientName;
            timeouts = settings.timeouts;
            pool = settings.pool;
            pipelining = settings.pipelining;
            partial = settings.partial;
            recipientsPerTransaction = settings.recipientsPerTransaction;
            receiptUnsupported = settings.receiptUnsupported;
            proxy = settings.proxy;
        }

        SmtpSettings settings() {
            return new SmtpSettings(
                    host,
                    port,
                    tls,
                    trust,
                    login,
                    authentication,
                    clientName,
                    timeouts,
                    pool,
                    pipelining,
                    partial,
                    recipientsPerTransaction,
                    receiptUnsupported,
                    proxy);
        }
    }
}

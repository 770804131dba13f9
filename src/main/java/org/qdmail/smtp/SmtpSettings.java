package org.qdmail.smtp;

import java.util.Optional;
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
 *     transaction
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
        return new SmtpSettings(
                other,
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

    public SmtpSettings withPort(int other) {
        return new SmtpSettings(
                host,
                other,
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

    public SmtpSettings withTls(TlsMode other) {
        return new SmtpSettings(
                host,
                port,
                other,
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

    public SmtpSettings withTrust(ServerTrust other) {
        return new SmtpSettings(
                host,
                port,
                tls,
                other,
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

    public SmtpSettings withLogin(Login other) {
        return new SmtpSettings(
                host,
                port,
                tls,
                trust,
                Optional.of(other),
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

    public SmtpSettings withAuthentication(Authentication other) {
        return new SmtpSettings(
                host,
                port,
                tls,
                trust,
                login,
                other,
                clientName,
                timeouts,
                pool,
                pipelining,
                partial,
                recipientsPerTransaction,
                receiptUnsupported,
                proxy);
    }

    public SmtpSettings withClientName(String other) {
        return new SmtpSettings(
                host,
                port,
                tls,
                trust,
                login,
                authentication,
                Optional.of(other),
                timeouts,
                pool,
                pipelining,
                partial,
                recipientsPerTransaction,
                receiptUnsupported,
                proxy);
    }

    public SmtpSettings withTimeouts(SmtpTimeouts other) {
        return new SmtpSettings(
                host,
                port,
                tls,
                trust,
                login,
                authentication,
                clientName,
                other,
                pool,
                pipelining,
                partial,
                recipientsPerTransaction,
                receiptUnsupported,
                proxy);
    }

    public SmtpSettings withPool(PoolSettings other) {
        return new SmtpSettings(
                host,
                port,
                tls,
                trust,
                login,
                authentication,
                clientName,
                timeouts,
                other,
                pipelining,
                partial,
                recipientsPerTransaction,
                receiptUnsupported,
                proxy);
    }

    public SmtpSettings withPipelining(Pipelining other) {
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
                other,
                partial,
                recipientsPerTransaction,
                receiptUnsupported,
                proxy);
    }

    public SmtpSettings withPartial(boolean other) {
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
                other,
                recipientsPerTransaction,
                receiptUnsupported,
                proxy);
    }

    public SmtpSettings withRecipientsPerTransaction(int other) {
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
                other,
                receiptUnsupported,
                proxy);
    }

    public SmtpSettings withReceiptUnsupported(UnsupportedReceipt other) {
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
                other,
                proxy);
    }

    public SmtpSettings withProxy(ProxySettings other) {
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
                Optional.of(other));
    }
}

package org.qdmail.smtp;

import java.util.EnumSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.Executor;
import java.util.concurrent.atomic.AtomicReference;
import java.util.stream.Collectors;
import org.qdmail.failure.DeliveryFaults;
import org.qdmail.failure.Phase;
import org.qdmail.failure.Secret;
import org.qdmail.wire.Deadline;
import org.qdmail.wire.SuspectedAttacks;
import org.qdmail.wire.Watchdog;

/** Decides whether and how to log in, and does so at most twice: a second time only with a fresh token. */
final class Logins {
    private static final List<Authentication> STRONGEST_FIRST = List.of(
            Authentication.SCRAM_SHA_256,
            Authentication.OAUTHBEARER,
            Authentication.XOAUTH2,
            Authentication.PLAIN,
            Authentication.LOGIN);

    private final SmtpSettings settings;
    private final Secrets secrets;
    private final SuspectedAttacks attacks;
    private final AtomicReference<Set<Authentication>> offeredLastTime =
            new AtomicReference<>(EnumSet.noneOf(Authentication.class));

    Logins(SmtpSettings settings, Watchdog watchdog, Executor threads, SuspectedAttacks attacks) {
        this.settings = settings;
        this.secrets = new Secrets(
                watchdog, threads, settings.timeouts(), settings.login().flatMap(Login::token));
        this.attacks = attacks;
    }

    /** Whether a mail may not leave over this connection without a login. */
    boolean isWanted(SmtpConnection connection) {
        boolean configured = settings.login().isPresent() && settings.authentication() != Authentication.NONE;
        boolean optional = settings.tls() == TlsMode.STARTTLS_OPTIONAL && !connection.isEncrypted();
        return configured && !optional;
    }

    /** The mechanisms that would do, for a fault's text. */
    String wanted() {
        Authentication choice = settings.authentication();
        if (choice != Authentication.AUTO) return choice.wire();
        return settings.login()
                .map(login -> STRONGEST_FIRST.stream()
                        .filter(mechanism -> hasSecret(login, mechanism))
                        .map(Authentication::wire)
                        .collect(Collectors.joining(", ")))
                .orElse("");
    }

    void logIn(SmtpConnection connection, Deadline deadline) throws StepFailed {
        if (!isWanted(connection)) return;
        Login login = settings.login().orElseThrow();
        if (!connection.isEncrypted() && !isOnThisMachine(connection)) {
            throw StepFailed.forGood(DeliveryFaults.loginInTheClear(settings.host()), Phase.AUTH);
        }
        Set<String> offered = connection.capabilities().loginMechanisms();
        warnOfDowngrade(connection, offered);
        Authentication mechanism = choose(login, offered)
                .orElseThrow(() -> StepFailed.forNow(
                        DeliveryFaults.loginNotOffered(settings.host(), wanted(), offered), Phase.AUTH));
        logIn(connection, login, mechanism, deadline);
        connection.markLoggedIn();
    }

    /** Where a proxy leads to is not known. */
    private boolean isOnThisMachine(SmtpConnection connection) {
        return connection.isLoopback() && settings.proxy().isEmpty();
    }

    private void logIn(SmtpConnection connection, Login login, Authentication mechanism, Deadline deadline)
            throws StepFailed {
        SecretSource source = secretOf(login, mechanism).orElseThrow();
        Secret secret = secrets.read(source, mechanism, Optional.empty(), deadline);
        try {
            run(connection, login, mechanism, secret);
        } catch (StepFailed refused) {
            if (!mechanism.takesToken() || refused.isRetryable() || connection.isBroken()) throw refused;
            Secret fresh = secrets.read(source, mechanism, Optional.of(secret), deadline);
            if (fresh.equals(secret)) throw refused;
            run(connection, login, mechanism, fresh);
        }
    }

    private void run(SmtpConnection connection, Login login, Authentication mechanism, Secret secret)
            throws StepFailed {
        new LoginDialogue(connection, mechanism, settings.host(), attacks, new LoginEcho(secret))
                .run(exchange(login.user(), secret, mechanism));
    }

    Optional<Authentication> choose(Login login, Set<String> offered) {
        Authentication choice = settings.authentication();
        List<Authentication> candidates = choice == Authentication.AUTO ? STRONGEST_FIRST : List.of(choice);
        return candidates.stream()
                .filter(mechanism -> offered.contains(mechanism.wire()) && hasSecret(login, mechanism))
                .findFirst();
    }

    private static boolean hasSecret(Login login, Authentication mechanism) {
        return secretOf(login, mechanism).isPresent();
    }

    private static Optional<SecretSource> secretOf(Login login, Authentication mechanism) {
        return mechanism.takesToken() ? login.token() : login.password();
    }

    private LoginExchange exchange(String user, Secret secret, Authentication mechanism) {
        return switch (mechanism) {
            case SCRAM_SHA_256 -> new ScramExchange(user, secret, null);
            case OAUTHBEARER -> SimpleExchanges.oauthBearer(user, secret, settings.host(), settings.port());
            case XOAUTH2 -> SimpleExchanges.xoauth2(user, secret);
            case PLAIN -> SimpleExchanges.plain(user, secret);
            case LOGIN -> SimpleExchanges.login(user, secret);
            case CRAM_MD5 -> SimpleExchanges.cramMd5(user, secret);
            case AUTO, NONE -> throw new AssertionError(mechanism);
        };
    }

    /** Inside verified TLS the list is the server's own; still a person should know when it shrinks. */
    private void warnOfDowngrade(SmtpConnection connection, Set<String> offered) {
        Set<Authentication> now = EnumSet.noneOf(Authentication.class);
        for (Authentication mechanism : STRONGEST_FIRST) {
            if (offered.contains(mechanism.wire())) now.add(mechanism);
        }
        Set<Authentication> missing = offeredLastTime.getAndSet(now);
        missing.removeAll(now);
        if (!missing.isEmpty()) {
            connection.warn(settings.host() + " offers fewer logins than last time: "
                    + missing.stream().map(Authentication::wire).collect(Collectors.joining(", ")) + " missing");
        }
    }
}

package org.qdmail.config;

import java.time.Duration;
import java.util.Optional;
import org.qdmail.config.Key.Owner;
import org.qdmail.config.KeyReader.Entry;
import org.qdmail.failure.ConfigFaults;
import org.qdmail.failure.Secret;
import org.qdmail.pop.PopSettings;
import org.qdmail.smtp.Login;
import org.qdmail.smtp.SecretSource;
import org.qdmail.smtp.SmtpSettings;

/** Reads the login by POP3 that the relay of one mailer wants first. */
final class PopReading {
    private final KeyReader reader;
    private final FileReading files;
    private final Owner owner;

    PopReading(KeyReader reader, FileReading files, Owner owner) {
        this.reader = reader;
        this.files = files;
        this.owner = owner;
    }

    private record Account(String user, SecretSource password) {}

    /**
     * The login; empty when none is wanted, there is no relay, or a fault was recorded. Every value is looked at in any
     * case.
     */
    Optional<PopSettings> read(Optional<SmtpSettings> relay) {
        Entry<String> host = reader.read(Keys.POP_HOST, owner);
        Entry<Integer> port = reader.read(Keys.POP_PORT, owner);
        PopSettings.Tls tls = reader.read(Keys.POP_TLS, owner).orStandIn(PopSettings.Tls.IMPLICIT);
        Entry<Duration> validFor = reader.read(Keys.POP_VALID, owner);
        Optional<Account> account = account(host, relay);
        if (host.isGiven() && relay.flatMap(SmtpSettings::proxy).isPresent()) {
            reader.record(ConfigFaults.excludes(host.place(), owner.nameOf(AccessKeys.PROXY)));
            return Optional.empty();
        }
        if (relay.isEmpty() || host.value().isEmpty() || account.isEmpty()) return Optional.empty();
        SmtpSettings smtp = relay.get();
        return Optional.of(new PopSettings(
                RelayReading.withoutBrackets(host.value().get()),
                port.orStandIn(tls.usualPort()),
                tls,
                smtp.trust(),
                account.get().user(),
                account.get().password(),
                validFor.orStandIn(Duration.ZERO),
                smtp.timeouts().connect(),
                smtp.timeouts().command(),
                smtp.timeouts().deadline()));
    }

    private Optional<Account> account(Entry<String> host, Optional<SmtpSettings> relay) {
        Entry<String> user = reader.read(Keys.POP_USER, owner);
        Entry<Secret> password = files.secret(Keys.POP_PASSWORD, owner);
        if (user.isBroken() || password.isBroken()) return Optional.empty();
        if (user.isGiven() && password.isGiven()) {
            return Optional.of(new Account(
                    user.value().orElseThrow(), SecretSource.of(password.value().orElseThrow())));
        }
        if (user.isGiven()) missing(user, Keys.POP_PASSWORD);
        if (password.isGiven()) missing(password, Keys.POP_USER);
        if (user.isGiven() || password.isGiven() || host.isAbsent() || relay.isEmpty()) return Optional.empty();
        Optional<Account> ofRelay = relay.get().login().flatMap(PopReading::account);
        if (ofRelay.isEmpty()) missing(host, Keys.POP_USER);
        return ofRelay;
    }

    private static Optional<Account> account(Login login) {
        if (!PopSettings.isUser(login.user())) return Optional.empty();
        return login.password().map(password -> new Account(login.user(), password));
    }

    private void missing(Entry<?> given, Key<?> other) {
        reader.record(ConfigFaults.companionMissing(given.place(), owner.nameOf(other)));
    }
}

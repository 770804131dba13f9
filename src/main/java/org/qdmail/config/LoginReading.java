package org.qdmail.config;

import java.util.List;
import java.util.Optional;
import org.qdmail.config.Key.Owner;
import org.qdmail.config.KeyReader.Entry;
import org.qdmail.failure.ConfigFaults;
import org.qdmail.failure.Secret;
import org.qdmail.oauth.ApplicationTokens;
import org.qdmail.oauth.TokenBeans;
import org.qdmail.smtp.Authentication;
import org.qdmail.smtp.Login;
import org.qdmail.smtp.SecretSource;

/** Reads who logs in at the relay of one mailer. */
final class LoginReading {
    private final KeyReader reader;
    private final FileReading files;
    private final Owner owner;
    private final Optional<SessionValues> session;
    private final TokenBeans beans;

    LoginReading(KeyReader reader, FileReading files, Owner owner, Optional<SessionValues> session, TokenBeans beans) {
        this.reader = reader;
        this.files = files;
        this.owner = owner;
        this.session = session;
        this.beans = beans;
    }

    /** The login; empty when there is none, or it lacks something, which is recorded. */
    Optional<Login> read(Entry<SmtpUrl> url) {
        Entry<String> ownUser = reader.read(Keys.USER, owner);
        Entry<Secret> ownPassword = files.secret(Keys.PASSWORD, owner);
        Entry<Secret> ownToken = files.secret(Keys.TOKEN, owner);
        OAuthReading oauth = new OAuthReading(reader, files, owner);
        Entry<Authentication> auth = reader.read(Keys.AUTH, owner);
        Optional<String> user =
                url.value().flatMap(SmtpUrl::user).or(ownUser::value).or(() -> session.flatMap(SessionValues::user));
        Optional<Secret> password = url.value()
                .flatMap(SmtpUrl::password)
                .or(ownPassword::value)
                .or(() -> session.flatMap(SessionValues::password));
        if (ownPassword.isOwn() && ownToken.isOwn()) {
            reader.record(ConfigFaults.excludes(ownToken.place(), ownPassword.name()));
        }
        if (oauth.endpoint().isOwn()) {
            for (Entry<Secret> other : List.of(ownPassword, ownToken)) {
                if (other.isOwn())
                    reader.record(ConfigFaults.excludes(
                            other.place(), oauth.endpoint().name()));
            }
        }
        Optional<SecretSource> token = token(oauth);
        boolean hasToken = ownToken.isGiven() || oauth.endpoint().isGiven() || token.isPresent();
        if (ownUser.isBroken() || ownPassword.isBroken() || ownToken.isBroken() || url.isBroken())
            return Optional.empty();
        if (user.isEmpty()) {
            requireUser(ownPassword, ownToken, oauth.endpoint(), auth);
            return Optional.empty();
        }
        String userPlace = ownUser.isGiven() ? ownUser.place() : url.isGiven() ? url.place() : sessionPlace();
        if (password.isEmpty() && !hasToken) {
            reader.record(
                    ConfigFaults.companionMissing(userPlace, nameOf(Keys.PASSWORD) + " or " + nameOf(Keys.TOKEN)));
            return Optional.empty();
        }
        requireSecretOf(auth, password.isPresent(), hasToken, userPlace);
        if (password.isEmpty() && token.isEmpty()) return Optional.empty();
        return Optional.of(new Login(user.get(), password.map(SecretSource::of), token));
    }

    /** From the application's bean, the token endpoint or the key, the first one that there is. */
    private Optional<SecretSource> token(OAuthReading oauth) {
        Optional<SecretSource> ofEndpoint = oauth.read(refresh -> beans.rotated(owner.name(), refresh));
        return beans.of(owner.name())
                .<SecretSource>map(ApplicationTokens::new)
                .or(() -> ofEndpoint)
                .or(() -> files.token(owner));
    }

    private void requireUser(
            Entry<Secret> password, Entry<Secret> token, Entry<?> endpoint, Entry<Authentication> auth) {
        String user = nameOf(Keys.USER);
        if (endpoint.isOwn()) reader.record(ConfigFaults.companionMissing(endpoint.place(), user));
        if (beans.of(owner.name()).isPresent()) {
            reader.record(ConfigFaults.companionMissing("the bean TokenSource", user));
        }
        if (password.isOwn()) reader.record(ConfigFaults.companionMissing(password.place(), user));
        if (token.isOwn()) reader.record(ConfigFaults.companionMissing(token.place(), user));
        boolean logsIn = auth.value()
                .filter(word -> word != Authentication.AUTO && word != Authentication.NONE)
                .isPresent();
        if (logsIn) reader.record(ConfigFaults.companionMissing(auth.place(), user));
    }

    private void requireSecretOf(Entry<Authentication> auth, boolean hasPassword, boolean hasToken, String userPlace) {
        switch (auth.orStandIn(Authentication.AUTO)) {
            case AUTO -> {}
            case NONE -> reader.record(ConfigFaults.excludes(userPlace, auth.name() + "=none"));
            case OAUTHBEARER, XOAUTH2 -> {
                if (!hasToken) reader.record(ConfigFaults.companionMissing(auth.place(), nameOf(Keys.TOKEN)));
            }
            case SCRAM_SHA_256, PLAIN, LOGIN, CRAM_MD5 -> {
                if (!hasPassword) reader.record(ConfigFaults.companionMissing(auth.place(), nameOf(Keys.PASSWORD)));
            }
        }
    }

    private String sessionPlace() {
        return reader.read(Keys.SESSION_JNDI, owner).place();
    }

    private String nameOf(Key<?> key) {
        return owner.nameOf(key);
    }
}

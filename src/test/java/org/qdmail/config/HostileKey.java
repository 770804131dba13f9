package org.qdmail.config;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Function;
import org.qdmail.address.AddressPattern;
import org.qdmail.address.EmailAddress;
import org.qdmail.address.Mailbox;
import org.qdmail.failure.Secret;
import org.qdmail.message.HeaderField;
import org.qdmail.pop.PopSettings;
import org.qdmail.settings.MailerSettings;
import org.qdmail.settings.QdmailSettings;
import org.qdmail.signing.IdentitySettings;
import org.qdmail.smtp.Login;
import org.qdmail.smtp.SecretSource;
import org.qdmail.smtp.SmtpSettings;

/**
 * A place of the configuration that takes a text.
 *
 * @param key its declaration, to see that none is left out
 * @param name the name of the key; where the user chooses a part of it, {@code *} stands for the hostile text
 * @param before what stands before the hostile text in the value
 * @param after what stands behind it
 * @param beside further keys that it needs
 * @param read the value in the settings, where it can be told
 */
record HostileKey(
        Key<?> key,
        String name,
        Kind kind,
        String before,
        String after,
        Map<String, String> beside,
        Function<QdmailSettings, String> read) {
    /** The columns of the table of payloads. */
    enum Kind {
        FREE,
        SECRET,
        PROXY_SECRET,
        URL,
        HOST,
        DOMAIN,
        NAME,
        NAME_IN_KEY,
        ADDRESS,
        DISPLAY,
        PATTERN,
        REGEX,
        FIELD,
        FIELD_NAME,
        ZONE,
        LOOPBACK,
        FILE,
        JNDI
    }

    private static final Map<String, String> RELAY = Map.of("qdmail.smtp.host", "smtp.example.com");
    private static final Map<String, String> LOGIN =
            Map.of("qdmail.smtp.host", "smtp.example.com", "qdmail.smtp.user", "u");
    private static final Map<String, String> SIGNING =
            Map.of("qdmail.smtp.host", "smtp.example.com", "qdmail.sign.from", "x.jp");
    private static final Map<String, String> PKCS12 =
            Map.of("qdmail.smtp.host", "smtp.example.com", "qdmail.sign.certificate-file", "cert.p12");

    private static final Map<String, String> POP = Map.of(
            "qdmail.smtp.host",
            "smtp.example.com",
            "qdmail.pop-before-smtp.host",
            "pop.example.com",
            "qdmail.pop-before-smtp.user",
            "u",
            "qdmail.pop-before-smtp.password",
            "p");
    private static final Map<String, String> DKIM = Map.of(
            "qdmail.smtp.host",
            "smtp.example.com",
            "qdmail.dkim.domain",
            "x.jp",
            "qdmail.dkim.selector",
            "a",
            "qdmail.dkim.private-key-file",
            "private.pem",
            "qdmail.dkim.second.selector",
            "b",
            "qdmail.dkim.second.private-key-file",
            "private.pem");

    /** Every key whose value is more than a number, a word or a time. */
    static List<HostileKey> all() {
        List<HostileKey> all = new ArrayList<>();
        all.add(of(Keys.USER, Kind.FREE, settings -> login(settings).user()).beside("qdmail.smtp.password", "p"));
        all.add(of(
                Keys.SUBJECT_PREFIX,
                Kind.FREE,
                settings -> mailer(settings).defaults().subjectPrefix().orElseThrow()));
        all.add(of(SigningKeys.ALIAS, Kind.FREE, settings -> identity(settings)
                        .alias()
                        .orElseThrow())
                .with(PKCS12));
        all.add(of(Keys.SESSION_JNDI, Kind.JNDI, settings -> "").with(Map.of()));
        all.add(of(
                        Keys.PASSWORD,
                        Kind.SECRET,
                        settings -> revealed(login(settings).password().orElseThrow()))
                .with(LOGIN));
        all.add(of(
                        Keys.TOKEN,
                        Kind.SECRET,
                        settings -> revealed(login(settings).token().orElseThrow()))
                .with(LOGIN));
        all.add(of(
                        SigningKeys.SIGN_PASSWORD,
                        Kind.SECRET,
                        settings -> revealed(
                                identity(settings).password().orElseThrow().read("")))
                .with(SIGNING));
        all.add(of(
                Keys.RECEIPT_SECRET,
                Kind.SECRET,
                settings -> revealed(mailer(settings).receipt().secret().orElseThrow())));
        all.add(of(Keys.TRUST_PASSWORD, Kind.SECRET, settings -> "").beside("qdmail.smtp.trust-file", "ca.pem"));
        all.add(of(Keys.URL, Kind.URL, settings -> "smtp://" + login(settings).user() + ":p@h.example")
                .around("smtp://", ":p@h.example")
                .with(Map.of()));
        all.add(of(Keys.HOST, Kind.HOST, settings -> smtp(settings).host()).with(Map.of()));
        all.add(of(Keys.CLIENT_NAME, Kind.DOMAIN, settings -> smtp(settings)
                .clientName()
                .orElseThrow()));
        all.add(of(
                Keys.MESSAGE_ID_DOMAIN,
                Kind.DOMAIN,
                settings -> mailer(settings).compose().messageIdDomain().orElseThrow()));
        all.add(of(ServiceKeys.REST_ROLE_SEND, Kind.FREE, settings -> settings.rest()
                .roles()
                .send()));
        all.add(of(ServiceKeys.REST_ROLE_READ, Kind.FREE, settings -> settings.rest()
                .roles()
                .read()));
        all.add(of(ServiceKeys.REST_ROLE_ADMIN, Kind.FREE, settings -> settings.rest()
                .roles()
                .admin()));
        all.add(of(SigningKeys.TIMESTAMP_URL, Kind.HOST, settings -> "")
                .around("http://", "/stamp")
                .with(SIGNING));
        all.addAll(dkim());
        all.addAll(access());
        all.addAll(pop());
        all.add(of(Keys.DOMAIN_RATES, Kind.HOST, settings -> "").around("", "=1/PT1S"));
        all.add(of(Keys.RESOLVERS, Kind.LOOPBACK, settings -> ""));
        all.addAll(names());
        all.addAll(addresses());
        all.addAll(patterns());
        all.addAll(fields());
        all.add(of(Keys.TIME_ZONE, Kind.ZONE, settings -> ""));
        all.add(of(ServiceKeys.MAILBOX_BIND, Kind.LOOPBACK, settings -> ""));
        all.addAll(files());
        return all;
    }

    private static List<HostileKey> pop() {
        return List.of(
                of(Keys.POP_HOST, Kind.HOST, settings -> pop(settings).host()).with(POP),
                of(Keys.POP_USER, Kind.FREE, settings -> pop(settings).user()).with(POP),
                of(
                                Keys.POP_PASSWORD,
                                Kind.SECRET,
                                settings -> revealed(pop(settings).password()))
                        .with(POP));
    }

    private static PopSettings pop(QdmailSettings settings) {
        return mailer(settings).route().popBeforeSmtp().orElseThrow();
    }

    private static final Map<String, String> PROXY =
            Map.of("qdmail.smtp.host", "smtp.example.com", "qdmail.smtp.proxy", "socks5://u@proxy.example.com:1080");

    private static final Map<String, String> OAUTH = Map.of(
            "qdmail.smtp.host",
            "smtp.example.com",
            "qdmail.smtp.user",
            "u",
            "qdmail.smtp.oauth.endpoint",
            "https://login.example.com/token",
            "qdmail.smtp.oauth.client-id",
            "shop",
            "qdmail.smtp.oauth.client-secret",
            "s");

    private static final Map<String, String> REFRESH = Map.of(
            "qdmail.smtp.host",
            "smtp.example.com",
            "qdmail.smtp.user",
            "u",
            "qdmail.smtp.oauth.endpoint",
            "https://login.example.com/token",
            "qdmail.smtp.oauth.client-id",
            "shop",
            "qdmail.smtp.oauth.grant",
            "refresh-token");

    private static List<HostileKey> access() {
        return List.of(
                of(AccessKeys.PROXY, Kind.HOST, settings -> "").around("socks5://", ".example:1080"),
                of(
                                AccessKeys.PROXY_PASSWORD,
                                Kind.PROXY_SECRET,
                                settings -> revealed(smtp(settings)
                                        .proxy()
                                        .orElseThrow()
                                        .login()
                                        .orElseThrow()
                                        .password()))
                        .with(PROXY),
                of(AccessKeys.OAUTH_ENDPOINT, Kind.HOST, settings -> "")
                        .around("https://", ".example/token")
                        .with(OAUTH),
                of(AccessKeys.OAUTH_CLIENT, Kind.FREE, settings -> "").with(OAUTH),
                of(AccessKeys.OAUTH_SECRET, Kind.SECRET, settings -> "").with(OAUTH),
                of(AccessKeys.OAUTH_REFRESH, Kind.SECRET, settings -> "").with(REFRESH),
                of(AccessKeys.OAUTH_SCOPE, Kind.FREE, settings -> "").with(OAUTH));
    }

    private static List<HostileKey> dkim() {
        return List.of(
                of(SigningKeys.DKIM_DOMAIN, Kind.DOMAIN, settings -> ""),
                of(SigningKeys.DKIM_SELECTOR, Kind.DOMAIN, settings -> ""),
                of(SigningKeys.DKIM_SECOND_SELECTOR, Kind.DOMAIN, settings -> ""),
                of(SigningKeys.DKIM_PASSWORD, Kind.SECRET, settings -> dkimPassword(settings, 0))
                        .with(DKIM),
                of(SigningKeys.DKIM_SECOND_PASSWORD, Kind.SECRET, settings -> dkimPassword(settings, 1))
                        .with(DKIM));
    }

    private static String dkimPassword(QdmailSettings settings, int key) {
        return revealed(
                mailer(settings).dkim().orElseThrow().keys().get(key).password().orElseThrow());
    }

    private static List<HostileKey> names() {
        return List.of(
                of(Keys.IDENTITY, Kind.NAME, settings -> "").beside("qdmail.defaults.signed", "true"),
                of(Keys.ENFORCE_IDENTITY, Kind.NAME, settings -> "").beside("qdmail.enforce.signed", "true"),
                of(Keys.FAILOVER, Kind.NAME, settings -> ""),
                of(Keys.MAILERS, Kind.NAME, settings -> ""),
                of(SigningKeys.IDENTITIES, Kind.NAME, settings -> ""),
                of(ServiceKeys.REST_IDENTITIES, Kind.NAME, settings -> ""),
                of(Keys.CLIENT_NAME, Kind.NAME_IN_KEY, settings -> "").named("qdmail.mailer.*.smtp.client-name"),
                of(SigningKeys.CERTIFICATE, Kind.NAME_IN_KEY, settings -> "").named("qdmail.sign.*.certificate-file"));
    }

    private static List<HostileKey> addresses() {
        List<HostileKey> all = new ArrayList<>(List.of(
                address(
                        Keys.RETURN_PATH,
                        settings -> mailer(settings).defaults().returnPath()),
                address(Keys.READ_TO, settings -> mailer(settings).receipt().readTo()),
                address(Keys.REDIRECT, settings -> mailer(settings).safety().redirectTo())));
        all.addAll(mailbox(
                Keys.FROM, settings -> mailer(settings).defaults().from().orElseThrow()));
        all.addAll(mailbox(
                Keys.REPLY_TO, settings -> mailer(settings).defaults().replyTo().get(0)));
        all.addAll(mailbox(
                Keys.ALWAYS_BCC,
                settings -> mailer(settings).defaults().alwaysBcc().get(0)));
        all.addAll(mailbox(
                Keys.ENFORCE_FROM, settings -> mailer(settings).enforce().from().orElseThrow()));
        all.addAll(mailbox(
                Keys.ENFORCE_BCC, settings -> mailer(settings).enforce().bcc().get(0)));
        return all;
    }

    private static HostileKey address(Key<?> key, Function<QdmailSettings, Optional<EmailAddress>> read) {
        return of(key, Kind.ADDRESS, settings -> read.apply(settings)
                        .orElseThrow()
                        .wire())
                .around("", "@x.jp");
    }

    /** The address of a mailbox, and its name. */
    private static List<HostileKey> mailbox(Key<?> key, Function<QdmailSettings, Mailbox> read) {
        return List.of(
                address(key, settings -> Optional.of(read.apply(settings).address())),
                of(key, Kind.DISPLAY, settings -> {
                            Mailbox mailbox = read.apply(settings);
                            return '"' + mailbox.name().orElseThrow() + "\" <" + mailbox.address() + '>';
                        })
                        .around("\"", "\" <a@x.jp>"));
    }

    private static List<HostileKey> patterns() {
        List<HostileKey> all = new ArrayList<>();
        all.addAll(
                pattern(Keys.ALLOW, RELAY, settings -> mailer(settings).safety().allow()));
        all.addAll(
                pattern(Keys.DENY, RELAY, settings -> mailer(settings).safety().deny()));
        all.addAll(pattern(ServiceKeys.REST_FROM, RELAY, settings -> settings.rest()
                .everybody()
                .from()));
        all.addAll(pattern(ServiceKeys.REST_RECIPIENTS, RELAY, settings -> settings.rest()
                .everybody()
                .recipients()));
        all.addAll(pattern(
                SigningKeys.SIGN_FROM, RELAY, settings -> identity(settings).from()));
        all.addAll(pattern(SigningKeys.SKIP_DOMAINS, SIGNING, settings -> identity(settings)
                .skipDomains()));
        return all;
    }

    /** An address, and a regular expression. */
    private static List<HostileKey> pattern(
            Key<?> key, Map<String, String> beside, Function<QdmailSettings, List<AddressPattern>> read) {
        Function<QdmailSettings, String> first =
                settings -> read.apply(settings).get(0).toString();
        return List.of(
                of(key, Kind.PATTERN, first).around("", "@x.jp").with(beside),
                of(key, Kind.REGEX, first).around("/", "/").with(beside));
    }

    private static List<HostileKey> fields() {
        List<HostileKey> all = new ArrayList<>();
        all.addAll(field(
                Keys.DEFAULT_HEADER, settings -> mailer(settings).defaults().headers()));
        all.addAll(field(
                Keys.ENFORCE_HEADER, settings -> mailer(settings).enforce().headers()));
        return all;
    }

    /** The value of a header field, and its name. */
    private static List<HostileKey> field(Key<?> family, Function<QdmailSettings, List<HeaderField>> read) {
        HostileKey value =
                of(family, Kind.FIELD, settings -> read.apply(settings).get(0).value());
        HostileKey name = of(
                family, Kind.FIELD_NAME, settings -> read.apply(settings).get(0).name());
        return List.of(value.named(value.name + "X-Tag"), name.named(name.name + '*'));
    }

    /** Those that name a file, with the twin of each secret. */
    private static List<HostileKey> files() {
        List<HostileKey> all = new ArrayList<>();
        for (Key<?> key : List.of(
                Keys.TRUST_FILE,
                Keys.CERTIFICATES,
                Keys.TEMP,
                SigningKeys.CERTIFICATE,
                SigningKeys.PRIVATE_KEY,
                SigningKeys.CHAIN,
                SigningKeys.TIMESTAMP_TRUST,
                SigningKeys.DKIM_KEY,
                SigningKeys.DKIM_SECOND_KEY,
                SigningKeys.ENCRYPT_DIRECTORY,
                Keys.SENDMAIL_COMMAND)) {
            all.add(of(key, Kind.FILE, settings -> ""));
        }
        for (Key<?> key : Keys.all()) {
            if (!key.isSecret()) continue;
            all.add(of(key.twin(), Kind.FILE, settings -> "").with(key.equals(Keys.URL) ? Map.of() : RELAY));
        }
        return all;
    }

    private static HostileKey of(Key<?> key, Kind kind, Function<QdmailSettings, String> read) {
        return new HostileKey(key, Key.Owner.UNNAMED.nameOf(key), kind, "", "", RELAY, read);
    }

    private HostileKey named(String other) {
        return new HostileKey(key, other, kind, before, after, beside, read);
    }

    private HostileKey around(String front, String back) {
        return new HostileKey(key, name, kind, front, back, beside, read);
    }

    private HostileKey with(Map<String, String> others) {
        return new HostileKey(key, name, kind, before, after, others, read);
    }

    private HostileKey beside(String other, String value) {
        return with(Map.of("qdmail.smtp.host", "smtp.example.com", other, value));
    }

    /** Whether the user chooses a part of the name, and that part is the hostile one. */
    boolean isInName() {
        return name.indexOf('*') >= 0;
    }

    private static MailerSettings mailer(QdmailSettings settings) {
        return settings.mailers().values().iterator().next();
    }

    private static SmtpSettings smtp(QdmailSettings settings) {
        return mailer(settings).route().relay().orElseThrow();
    }

    private static Login login(QdmailSettings settings) {
        return smtp(settings).login().orElseThrow();
    }

    private static IdentitySettings identity(QdmailSettings settings) {
        return settings.identities().values().iterator().next();
    }

    private static String revealed(SecretSource source) {
        try {
            return revealed(source.read());
        } catch (IOException unreadable) {
            throw new UncheckedIOException(unreadable);
        }
    }

    private static String revealed(Secret secret) {
        return new String(secret.reveal());
    }

    @Override
    public String toString() {
        return name + ' ' + kind;
    }
}

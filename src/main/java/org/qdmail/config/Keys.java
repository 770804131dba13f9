package org.qdmail.config;

import static org.qdmail.config.MachineTypes.absoluteDirectory;
import static org.qdmail.config.MachineTypes.directory;
import static org.qdmail.config.MachineTypes.file;
import static org.qdmail.config.MachineTypes.loopback;
import static org.qdmail.config.MailTypes.address;
import static org.qdmail.config.MailTypes.mailbox;
import static org.qdmail.config.MailTypes.mailboxes;
import static org.qdmail.config.MailTypes.patterns;
import static org.qdmail.config.MailTypes.reports;
import static org.qdmail.config.ScalarTypes.bool;
import static org.qdmail.config.ScalarTypes.duration;
import static org.qdmail.config.ScalarTypes.number;
import static org.qdmail.config.ScalarTypes.size;
import static org.qdmail.config.ScalarTypes.word;
import static org.qdmail.config.ScalarTypes.words;
import static org.qdmail.config.ScalarTypes.zone;
import static org.qdmail.config.TextTypes.clientName;
import static org.qdmail.config.TextTypes.domain;
import static org.qdmail.config.TextTypes.host;
import static org.qdmail.config.TextTypes.name;
import static org.qdmail.config.TextTypes.names;
import static org.qdmail.config.TextTypes.secret;
import static org.qdmail.config.TextTypes.text;

import java.io.File;
import java.net.InetAddress;
import java.nio.file.Path;
import java.time.Duration;
import java.time.ZoneId;
import java.util.List;
import org.qdmail.address.AddressPattern;
import org.qdmail.address.EmailAddress;
import org.qdmail.address.Mailbox;
import org.qdmail.envelope.NotifyOn;
import org.qdmail.envelope.ReturnContent;
import org.qdmail.failure.Secret;
import org.qdmail.message.Level;
import org.qdmail.mime.AutoSubmitted;
import org.qdmail.mime.PriorityField;
import org.qdmail.signing.FromMismatch;
import org.qdmail.signing.SigningAlgorithm;
import org.qdmail.smtp.Authentication;
import org.qdmail.smtp.Pipelining;
import org.qdmail.smtp.TlsMode;
import org.qdmail.smtp.UnsupportedReceipt;

/**
 * Every key there is, with type, default and meaning: the one place that declares them. Reading, the faults, the names
 * that are known and the manual ({@code docs/configuration.md}) follow from it.
 */
final class Keys {
    private static final String PORT_PRESET = "587; 465 with implicit, 25 with none";
    private static final String DAY = "P1D";

    static final Key<Transport> TRANSPORT = Key.of("transport", word(Transport.class))
            .preset("relay")
            .in(Scope.SERVER)
            .means("The way mail leaves: through one relay.");
    static final Key<Boolean> CAPTURE = Key.of("mailbox.capture", bool())
            .preset("false")
            .inDevelopment("true")
            .in(Scope.MAILER)
            .means(
                    "Every mail goes to the embedded mailbox (jar `mailbox`), and no relay is needed. True outside of the"
                            + " profiles dev and test, or without that jar: MAIL-1008. To send for real in dev:"
                            + " `%dev.qdmail.mailbox.capture=false`.");
    static final Key<SmtpUrl> URL = Key.of("smtp.url", SmtpUrl.type())
            .secret()
            .in(Scope.SERVER)
            .means("`smtp://user:password@host:587` or `smtps://…`, percent-encoded. Excludes `host`, `port`, `tls`,"
                    + " `user` and `password`; `smtps` is `tls=implicit`.");
    static final Key<String> HOST = Key.of("smtp.host", host())
            .otherwise("required")
            .in(Scope.SERVER)
            .means("Name or address of the relay; its certificate must name it.");
    static final Key<Integer> PORT = Key.of("smtp.port", number(1, 65_535))
            .otherwise(PORT_PRESET)
            .in(Scope.SERVER)
            .means("Its port.");
    static final Key<TlsMode> TLS = Key.of("smtp.tls", word(TlsMode.class))
            .otherwise("starttls-required; none if the host is loopback")
            .in(Scope.SERVER)
            .means("TLS 1.2 or newer; the host name is always verified.");
    static final Key<Path> TRUST_FILE = Key.of("smtp.trust-file", file())
            .otherwise("the JDK's")
            .in(Scope.SERVER)
            .means("Further CA certificates, PEM or PKCS#12. There is no way to trust everybody.");
    static final Key<Secret> TRUST_PASSWORD =
            Key.of("smtp.trust-password", secret()).secret().in(Scope.SERVER).means("Of that PKCS#12 file.");
    static final Key<String> USER = Key.of("smtp.user", text())
            .in(Scope.SERVER)
            .means("Who logs in. With a user, mail never leaves without login.");
    static final Key<Secret> PASSWORD =
            Key.of("smtp.password", secret()).secret().in(Scope.SERVER).means("The password of that user.");
    static final Key<Secret> TOKEN = Key.of("smtp.token", secret())
            .secret()
            .in(Scope.SERVER)
            .means("OAuth 2 access token in place of a password; its file is read at each login.");
    static final Key<Authentication> AUTH = Key.of("smtp.auth", word(Authentication.class))
            .preset("auto")
            .in(Scope.SERVER)
            .means(
                    "auto: the strongest that is offered, in this order, without cram-md5. Only over TLS, unless the host"
                            + " is loopback.");
    static final Key<String> CLIENT_NAME = Key.of("smtp.client-name", clientName())
            .otherwise("canonical name of this machine")
            .in(Scope.MAILER)
            .means("The argument of EHLO: a domain name or an address literal.");
    static final Key<String> SESSION_JNDI = Key.of("smtp.session-jndi", text())
            .in(Scope.SERVER)
            .means(
                    "Takes host, port, user, password, sender and the wish for TLS from a `mail/Session` of the container;"
                            + " keys of this table win over it.");
    static final Key<Duration> CONNECT_TIMEOUT = Key.of("smtp.timeout.connect", duration("PT0.001S", DAY))
            .preset("PT10S")
            .in(Scope.MAILER)
            .means("Limit of name look-up, each address and each TLS handshake.");
    static final Key<Duration> COMMAND_TIMEOUT = Key.of("smtp.timeout.command", duration("PT0.001S", DAY))
            .preset("PT5M")
            .in(Scope.MAILER)
            .means("Limit of the greeting, each reply and each block written.");
    static final Key<Duration> END_TIMEOUT = Key.of("smtp.timeout.end", duration("PT0.001S", DAY))
            .preset("PT10M")
            .in(Scope.MAILER)
            .means("Limit of the reply to the end of the content (RFC 5321 section 4.5.3.2).");
    static final Key<Duration> DEADLINE = Key.of("smtp.deadline", duration("PT0.001S", DAY))
            .preset("PT2M")
            .in(Scope.MAILER)
            .means("Limit from the start to the end of the content. Never cuts the wait for the last reply, which would"
                    + " leave accepted mail in doubt.");
    static final Key<Integer> POOL_CONNECTIONS = Key.of("smtp.pool.connections", number(1, 1_000))
            .preset("4")
            .in(Scope.MAILER)
            .means("Connections open at once, at most.");
    static final Key<Integer> POOL_MESSAGES = Key.of("smtp.pool.messages", number(1, 1_000_000))
            .preset("100")
            .in(Scope.MAILER)
            .means("Mails over one connection, at most.");
    static final Key<Duration> POOL_IDLE = Key.of("smtp.pool.idle", duration("PT0S", DAY))
            .preset("PT30S")
            .in(Scope.MAILER)
            .means("A connection that is unused for so long is closed.");
    static final Key<Duration> POOL_AGE = Key.of("smtp.pool.age", duration("PT0S", DAY))
            .preset("PT5M")
            .in(Scope.MAILER)
            .means("A connection as old as this takes no further mail.");
    static final Key<Pipelining> PIPELINING = Key.of("smtp.pipelining", word(Pipelining.class))
            .preset("envelope")
            .in(Scope.MAILER)
            .means("How much travels in one flight, where the relay offers it: one command, MAIL with RCPT and DATA, or"
                    + " the content as well (BDAT). The last trusts the relay to discard what it refuses.");
    static final Key<Boolean> PARTIAL = Key.of("smtp.partial", bool())
            .preset("true")
            .in(Scope.MAILER)
            .means("Whether accepted recipients get the mail when others are refused.");
    static final Key<List<String>> FAILOVER = Key.of("smtp.failover", names("a mailer"))
            .in(Scope.SERVER)
            .means(
                    "Named mailers whose relays are tried in this order, each with its own login, for recipients that could"
                            + " not be served for now; never for refused ones or ones in doubt.");

    static final Key<Path> CERTIFICATES = Key.of("path.certificates", absoluteDirectory())
            .preset(File.separatorChar == '\\' ? "C:\\cert" : "/usr/local/cert")
            .otherwise("`/usr/local/cert`; on Windows `C:\\cert`")
            .means("Where relative files lie. They may not lead out of it. Keep it away from what HTTP serves.");
    static final Key<Path> TEMP = Key.of("path.temp", directory())
            .otherwise("`java.io.tmpdir`")
            .means("Where large mails are spooled, readable by their owner alone. Signing writes no file.");

    static final Key<Path> CERTIFICATE = Key.of("sign.certificate-file", file())
            .preset("cert.pem")
            .in(Scope.IDENTITY)
            .means("PEM, or PKCS#12 (`.pfx`, `.p12`) with certificate, key and chain in one.");
    static final Key<Path> PRIVATE_KEY = Key.of("sign.private-key-file", file())
            .preset("private.pem")
            .in(Scope.IDENTITY)
            .means("The key of a PEM pair. Readable by others: a warning.");
    static final Key<Secret> SIGN_PASSWORD =
            Key.of("sign.password", secret()).secret().in(Scope.IDENTITY).means("Of the key or of the PKCS#12 file.");
    static final Key<String> ALIAS = Key.of("sign.alias", text())
            .otherwise("the only entry")
            .in(Scope.IDENTITY)
            .means("The entry of a PKCS#12 file with several.");
    static final Key<Path> CHAIN =
            Key.of("sign.chain-file", file()).in(Scope.IDENTITY).means("PEM with intermediate certificates.");
    static final Key<SigningAlgorithm> ALGORITHM = Key.of("sign.algorithm", word(SigningAlgorithm.class))
            .preset("auto")
            .in(Scope.IDENTITIES)
            .means("auto: by the type of the key. SHA-1, MD5 and RSA below 2048 bits are refused.");
    static final Key<List<AddressPattern>> SIGN_FROM = Key.of("sign.from", patterns())
            .otherwise("addresses in the certificate")
            .in(Scope.IDENTITY)
            .means("Senders this identity may sign for.");
    static final Key<FromMismatch> FROM_MISMATCH = Key.of("sign.from-mismatch", word(FromMismatch.class))
            .preset("fail")
            .in(Scope.IDENTITY)
            .means("What happens with other senders: the mail is refused, or signed with a warning.");
    static final Key<List<AddressPattern>> SKIP_DOMAINS =
            Key.of("sign.skip-domains", patterns()).in(Scope.IDENTITIES).means("Recipients that get an unsigned copy.");
    static final Key<Duration> EXPIRY_WARNING = Key.of("sign.expiry-warning", duration("PT0S", "P3650D"))
            .preset("P30D")
            .in(Scope.IDENTITIES)
            .means(
                    "How long before the certificate ends a warning is given. With an expired one nothing is signed or sent.");
    static final Key<Boolean> SELF_CHECK = Key.of("sign.self-check", bool())
            .preset("false")
            .inDevelopment("true")
            .in(Scope.IDENTITY)
            .means("Verifies each signature before sending.");
    static final Key<List<String>> IDENTITIES = Key.of("sign.identities", names("an identity"))
            .means("Names of identities, for set-ups by environment alone.");

    static final Key<NotifyOn> NOTIFY = Key.of("receipt.delivery.notify", reports())
            .preset("success,failure")
            .in(Scope.MAILER)
            .means("For a receipt without words of its own. Without delay, reports of delay are forbidden (RFC 3461).");
    static final Key<ReturnContent> RETURN = Key.of("receipt.delivery.return", word(ReturnContent.class))
            .preset("headers")
            .in(Scope.MAILER)
            .means("How much of the mail a report of failure brings back.");
    static final Key<UnsupportedReceipt> UNSUPPORTED = Key.of("receipt.unsupported", word(UnsupportedReceipt.class))
            .preset("warn")
            .in(Scope.MAILER)
            .means("What happens when a receipt is wished and the relay does not offer DSN; fail: MAIL-0501.");
    static final Key<Boolean> READ_ALLOWED = Key.of("receipt.read.allowed", bool())
            .preset("true")
            .in(Scope.MAILER)
            .means("False: a wish for a read receipt is an error, at start where an annotation has it.");
    static final Key<EmailAddress> READ_TO = Key.of("receipt.read.to", address())
            .otherwise("the return path")
            .in(Scope.MAILER)
            .means("Where read receipts go (Disposition-Notification-To).");
    static final Key<ReceiptSettings.Mismatch> READ_MISMATCH = Key.of(
                    "receipt.read.mismatch", word(ReceiptSettings.Mismatch.class))
            .preset("warn")
            .in(Scope.MAILER)
            .means("What happens when that differs from return path or sender, where some readers do not answer.");
    static final Key<Secret> RECEIPT_SECRET = Key.of("receipt.secret", secret())
            .otherwise("random at each start")
            .secret()
            .in(Scope.MAILER)
            .means("Binds envelope ids to us. Set it wherever reports may come after a restart or on another node.");
    static final Key<List<PriorityField>> PRIORITY_HEADERS = Key.of("priority.headers", words(PriorityField.class))
            .preset("x-priority,priority,x-msmail-priority,importance")
            .in(Scope.MAILER)
            .means("The fields written for a priority. Some spam filters dislike x-msmail-priority.");

    static final Key<Mailbox> FROM = Key.of("defaults.from", mailbox())
            .in(Scope.MAILER)
            .means("Sender of messages that name none; neither: MAIL-0201.");
    static final Key<EmailAddress> RETURN_PATH = Key.of("defaults.return-path", address())
            .otherwise("the sender's address")
            .in(Scope.MAILER)
            .means("Envelope sender: where reports go.");
    static final Key<List<Mailbox>> REPLY_TO =
            Key.of("defaults.reply-to", mailboxes()).in(Scope.MAILER).means("Where answers go.");
    static final Key<List<Mailbox>> ALWAYS_BCC =
            Key.of("defaults.always-bcc", mailboxes()).in(Scope.MAILER).means("Get a copy of every mail, unseen.");
    static final Key<String> DEFAULT_HEADER = Key.of("defaults.header.<Name>", text())
            .in(Scope.MAILER)
            .means("A header field for messages that have none of this name. Not from the environment, which knows no"
                    + " lower case.");
    static final Key<String> MESSAGE_ID_DOMAIN = Key.of("defaults.message-id-domain", domain())
            .otherwise("domain of From")
            .in(Scope.MAILER)
            .means("Right side of Message-IDs.");
    static final Key<AutoSubmitted> AUTO_SUBMITTED = Key.of("defaults.auto-submitted", word(AutoSubmitted.class))
            .preset("auto-generated")
            .in(Scope.MAILER)
            .means("The field Auto-Submitted, which keeps out-of-office replies away; no: a person wrote the mail.");
    static final Key<ZoneId> TIME_ZONE = Key.of("defaults.time-zone", zone())
            .otherwise("the system's")
            .in(Scope.MAILER)
            .means("Zone of the Date field, for containers that run in UTC.");
    static final Key<Level> PRIORITY = Key.of("defaults.priority", word(Level.class))
            .in(Scope.MAILER)
            .means("Priority of messages that wish none. As all defaults the weakest wish.");
    static final Key<Boolean> SIGNED = Key.of("defaults.signed", bool())
            .preset("false")
            .in(Scope.MAILER)
            .means("Signs messages that do not say whether to.");
    static final Key<String> IDENTITY = Key.of("defaults.identity", name("an identity"))
            .in(Scope.MAILER)
            .means("With which identity; the unnamed one.");
    static final Key<DeliveryWord> RECEIPT = Key.of("defaults.receipt", word(DeliveryWord.class))
            .preset("none")
            .in(Scope.MAILER)
            .means("Receipt of messages that wish none. A read receipt is never a default.");

    static final Key<Boolean> ENFORCE_SIGNED = Key.of("enforce.signed", bool())
            .in(Scope.MAILER)
            .means("Signs every message, or none, whatever it wishes. As all of these the strongest wish.");
    static final Key<String> ENFORCE_IDENTITY =
            Key.of("enforce.identity", name("an identity")).in(Scope.MAILER).means("With which identity.");
    static final Key<Level> ENFORCE_PRIORITY =
            Key.of("enforce.priority", word(Level.class)).in(Scope.MAILER).means("Priority of every message.");
    static final Key<DeliveryWord> ENFORCE_RECEIPT =
            Key.of("enforce.receipt", word(DeliveryWord.class)).in(Scope.MAILER).means("Receipt of every message.");
    static final Key<Mailbox> ENFORCE_FROM =
            Key.of("enforce.from", mailbox()).in(Scope.MAILER).means("Replaces the sender.");
    static final Key<List<Mailbox>> ENFORCE_BCC =
            Key.of("enforce.bcc", mailboxes()).in(Scope.MAILER).means("Get a copy of every mail, unseen.");
    static final Key<String> ENFORCE_HEADER = Key.of("enforce.header.<Name>", text())
            .in(Scope.MAILER)
            .means("A header field that replaces one of the same name. Not from the environment.");

    static final Key<List<AddressPattern>> ALLOW = Key.of("safety.allow", patterns())
            .in(Scope.MAILER)
            .means("If set, the only recipients. A blocked one is not attempted; all blocked: MAIL-0704.");
    static final Key<List<AddressPattern>> DENY =
            Key.of("safety.deny", patterns()).in(Scope.MAILER).means("Never recipients.");
    static final Key<EmailAddress> REDIRECT = Key.of("safety.redirect-to", address())
            .in(Scope.MAILER)
            .means("Takes the place of every recipient; the originals stand in result and log only.");
    static final Key<String> SUBJECT_PREFIX =
            Key.of("safety.subject-prefix", text()).in(Scope.MAILER).means("Stands before each subject.");
    static final Key<Long> MESSAGE_SIZE = Key.of("limits.message-size", size("1K", "100G"))
            .preset("25M")
            .in(Scope.MAILER)
            .means("The largest mail, in octets as they are sent.");
    static final Key<Long> SPOOL_THRESHOLD = Key.of("limits.spool-threshold", size("0", "1G"))
            .preset("1M")
            .in(Scope.MAILER)
            .means("A mail stays in heap up to here, beyond it goes to a file.");
    static final Key<Integer> RECIPIENTS = Key.of("limits.recipients", number(1, 100_000))
            .preset("100")
            .in(Scope.MAILER)
            .means("Recipients of one message; more: MAIL-0203.");
    static final Key<Integer> PER_TRANSACTION = Key.of("limits.recipients-per-transaction", number(1, 100))
            .preset("100")
            .in(Scope.MAILER)
            .means("Recipients of one SMTP transaction.");

    static final Key<Integer> MAILBOX_PORT = Key.of("mailbox.smtp-port", number(0, 65_535))
            .preset("0")
            .means("Port of the embedded mailbox; 0: any free one.");
    static final Key<InetAddress> MAILBOX_BIND = Key.of("mailbox.bind", loopback())
            .preset("127.0.0.1")
            .means("Its address; another one than loopback: MAIL-1008.");
    static final Key<Integer> MAILBOX_MESSAGES = Key.of("mailbox.max-messages", number(1, 1_000_000))
            .preset("500")
            .means("Mails it keeps; the oldest go first.");
    static final Key<Long> MAILBOX_SIZE =
            Key.of("mailbox.max-size", size("1K", "100G")).preset("200M").means("Octets it keeps.");
    static final Key<Boolean> MAILBOX_PAGE = Key.of("mailbox.page", bool())
            .preset("false")
            .inDevelopment("true")
            .means("Its page under `/mail/` and its resource. True outside of dev and test: MAIL-1008.");
    static final Key<UnknownKey> UNKNOWN = Key.of("config.unknown", word(UnknownKey.class))
            .preset("warn")
            .inDevelopment("fail")
            .means(
                    "What happens to a key under `qdmail.` that does not exist. A variable of a whole server may belong to"
                            + " another application's version.");
    static final Key<List<String>> MAILERS =
            Key.of("mailer.names", names("a mailer")).means("Names of mailers, for set-ups by environment alone.");

    static final List<KeyGroup> GROUPS = List.of(
            new KeyGroup(
                    "Sending",
                    List.of(
                            TRANSPORT,
                            CAPTURE,
                            URL,
                            HOST,
                            PORT,
                            TLS,
                            TRUST_FILE,
                            TRUST_PASSWORD,
                            USER,
                            PASSWORD,
                            TOKEN,
                            AUTH,
                            CLIENT_NAME,
                            SESSION_JNDI,
                            CONNECT_TIMEOUT,
                            COMMAND_TIMEOUT,
                            END_TIMEOUT,
                            DEADLINE,
                            POOL_CONNECTIONS,
                            POOL_MESSAGES,
                            POOL_IDLE,
                            POOL_AGE,
                            PIPELINING,
                            PARTIAL,
                            FAILOVER)),
            new KeyGroup("Paths", List.of(CERTIFICATES, TEMP)),
            new KeyGroup(
                    "Signing",
                    List.of(
                            CERTIFICATE,
                            PRIVATE_KEY,
                            SIGN_PASSWORD,
                            ALIAS,
                            CHAIN,
                            ALGORITHM,
                            SIGN_FROM,
                            FROM_MISMATCH,
                            SKIP_DOMAINS,
                            EXPIRY_WARNING,
                            SELF_CHECK,
                            IDENTITIES)),
            new KeyGroup(
                    "Receipts and priority",
                    List.of(
                            NOTIFY,
                            RETURN,
                            UNSUPPORTED,
                            READ_ALLOWED,
                            READ_TO,
                            READ_MISMATCH,
                            RECEIPT_SECRET,
                            PRIORITY_HEADERS)),
            new KeyGroup(
                    "Defaults",
                    List.of(
                            FROM,
                            RETURN_PATH,
                            REPLY_TO,
                            ALWAYS_BCC,
                            DEFAULT_HEADER,
                            MESSAGE_ID_DOMAIN,
                            AUTO_SUBMITTED,
                            TIME_ZONE,
                            PRIORITY,
                            SIGNED,
                            IDENTITY,
                            RECEIPT)),
            new KeyGroup(
                    "Enforcement",
                    List.of(
                            ENFORCE_SIGNED,
                            ENFORCE_IDENTITY,
                            ENFORCE_PRIORITY,
                            ENFORCE_RECEIPT,
                            ENFORCE_FROM,
                            ENFORCE_BCC,
                            ENFORCE_HEADER)),
            new KeyGroup(
                    "Safety and limits",
                    List.of(
                            ALLOW,
                            DENY,
                            REDIRECT,
                            SUBJECT_PREFIX,
                            MESSAGE_SIZE,
                            SPOOL_THRESHOLD,
                            RECIPIENTS,
                            PER_TRANSACTION)),
            new KeyGroup(
                    "Embedded mailbox",
                    List.of(MAILBOX_PORT, MAILBOX_BIND, MAILBOX_MESSAGES, MAILBOX_SIZE, MAILBOX_PAGE)),
            new KeyGroup("Names and mistakes", List.of(MAILERS, UNKNOWN)));

    private Keys() {}

    static List<? extends Key<?>> all() {
        return GROUPS.stream().flatMap(group -> group.keys().stream()).toList();
    }

    /** The values of {@code qdmail.transport}. */
    enum Transport {
        RELAY
    }

    /** The receipts that the configuration can wish. */
    enum DeliveryWord {
        DELIVERY,
        NONE
    }

    /** What happens to unknown keys. */
    enum UnknownKey {
        FAIL,
        WARN
    }

    /**
     * Keys that stand together in the manual.
     *
     * @param title heading of the table
     * @param keys in the order of the table
     */
    record KeyGroup(String title, List<? extends Key<?>> keys) {}
}

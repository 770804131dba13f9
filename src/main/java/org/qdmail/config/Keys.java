package org.qdmail.config;

import static org.qdmail.config.MachineTypes.absoluteDirectory;
import static org.qdmail.config.MachineTypes.absoluteFile;
import static org.qdmail.config.MachineTypes.directory;
import static org.qdmail.config.MachineTypes.file;
import static org.qdmail.config.MachineTypes.servers;
import static org.qdmail.config.MailTypes.address;
import static org.qdmail.config.MailTypes.domainRates;
import static org.qdmail.config.MailTypes.mailbox;
import static org.qdmail.config.MailTypes.mailboxes;
import static org.qdmail.config.MailTypes.patterns;
import static org.qdmail.config.MailTypes.reports;
import static org.qdmail.config.ScalarTypes.bool;
import static org.qdmail.config.ScalarTypes.duration;
import static org.qdmail.config.ScalarTypes.number;
import static org.qdmail.config.ScalarTypes.rate;
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
import java.net.InetSocketAddress;
import java.nio.file.Path;
import java.time.Duration;
import java.time.ZoneId;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.qdmail.address.AddressPattern;
import org.qdmail.address.EmailAddress;
import org.qdmail.address.Mailbox;
import org.qdmail.config.Key.Scope;
import org.qdmail.envelope.NotifyOn;
import org.qdmail.envelope.ReturnContent;
import org.qdmail.envelope.UnsupportedReceipt;
import org.qdmail.failure.Secret;
import org.qdmail.message.Level;
import org.qdmail.mime.AutoSubmitted;
import org.qdmail.mime.PriorityField;
import org.qdmail.pop.PopSettings;
import org.qdmail.route.DirectSettings;
import org.qdmail.route.SendmailSettings;
import org.qdmail.settings.ReceiptSettings;
import org.qdmail.settings.RestSettings.Rate;
import org.qdmail.settings.Transport;
import org.qdmail.smtp.Authentication;
import org.qdmail.smtp.Pipelining;
import org.qdmail.smtp.TlsMode;

/**
 * Every key there is, with type, default and meaning: those of sending here, those of proxies and tokens in {@link AccessKeys}, those of signing and encrypting in
 * {@link SigningKeys}, those of what surrounds it in {@link ServiceKeys}. Reading, the faults, the names that are known and the manual ({@code docs/configuration.md})
 * follow from it.
 */
final class Keys {
    private static final List<Key<?>> ALL = new ArrayList<>();
    private static final String PORT_PRESET = "587; 465 with implicit, 25 with none";
    private static final String DAY = "P1D";

    static final Key<Transport> TRANSPORT = key("transport", word(Transport.class))
            .preset("relay")
            .in(Scope.SERVER)
            .means(
                    "The way mail leaves: through a relay; to the servers of each recipient's domain; there first, and what cannot"
                            + " be delivered now through the relay; or through the sendmail program of this machine. [routes.md](routes.md) says which one when.");
    static final Key<Boolean> CAPTURE = key("mailbox.capture", bool())
            .preset("false")
            .inDevelopment("true")
            .means(
                    "Every mail goes to the embedded mailbox (jar `mailbox`), and no relay is needed. True outside of the"
                            + " profiles dev and test, or without that jar: MAIL-1008. To send for real in dev:"
                            + " `%dev.qdmail.mailbox.capture=false`.");
    static final Key<SmtpUrl> URL = key("smtp.url", SmtpUrl.type())
            .secret()
            .in(Scope.SERVER)
            .means("`smtp://user:password@host:587` or `smtps://…`, percent-encoded. Excludes `host`, `port`, `tls`,"
                    + " `user` and `password`; `smtps` is `tls=implicit`.");
    static final Key<String> HOST = key("smtp.host", host())
            .otherwise("required")
            .in(Scope.SERVER)
            .means("Name or address of the relay; its certificate must name it.");
    static final Key<Integer> PORT = key("smtp.port", number(1, 65_535))
            .otherwise(PORT_PRESET)
            .in(Scope.SERVER)
            .means("Its port.");
    static final Key<TlsMode> TLS = key("smtp.tls", word(TlsMode.class))
            .otherwise("starttls-required; none if the host is loopback")
            .in(Scope.SERVER)
            .means("TLS 1.2 or newer; the host name is always verified.");
    static final Key<Path> TRUST_FILE = key("smtp.trust-file", file())
            .otherwise("the JDK's")
            .in(Scope.SERVER)
            .means("Further CA certificates, PEM or PKCS#12. There is no way to trust everybody.");
    static final Key<Secret> TRUST_PASSWORD =
            key("smtp.trust-password", secret()).secret().in(Scope.SERVER).means("Of that PKCS#12 file.");
    static final Key<String> USER = key("smtp.user", text())
            .in(Scope.SERVER)
            .means("Who logs in. With a user, mail never leaves without login.");
    static final Key<Secret> PASSWORD =
            key("smtp.password", secret()).secret().in(Scope.SERVER).means("The password of that user.");
    static final Key<Secret> TOKEN = key("smtp.token", secret())
            .secret()
            .in(Scope.SERVER)
            .means("OAuth 2 access token in place of a password; its file is read at each login.");
    static final Key<Authentication> AUTH = key("smtp.auth", word(Authentication.class))
            .preset("auto")
            .in(Scope.SERVER)
            .means(
                    "auto: the strongest that is offered, in this order, without cram-md5. Only over TLS, unless the host"
                            + " is loopback.");
    static final Key<String> CLIENT_NAME = key("smtp.client-name", clientName())
            .otherwise("canonical name of this machine")
            .means("The argument of EHLO: a domain name or an address literal.");
    static final Key<String> SESSION_JNDI = key("smtp.session-jndi", text())
            .in(Scope.SERVER)
            .means(
                    "Takes host, port, user, password, sender and the wish for TLS from a `mail/Session` of the container;"
                            + " keys of this table win over it.");
    static final Key<Duration> CONNECT_TIMEOUT = key("smtp.timeout.connect", duration("PT0.001S", DAY))
            .preset("PT10S")
            .means("Limit of name look-up, each address and each TLS handshake.");
    static final Key<Duration> COMMAND_TIMEOUT = key("smtp.timeout.command", duration("PT0.001S", DAY))
            .preset("PT5M")
            .means("Limit of the greeting, each reply and each block written.");
    static final Key<Duration> END_TIMEOUT = key("smtp.timeout.end", duration("PT0.001S", DAY))
            .preset("PT10M")
            .means("Limit of the reply to the end of the content (RFC 5321 section 4.5.3.2).");
    static final Key<Duration> DEADLINE = key("smtp.deadline", duration("PT0.001S", DAY))
            .preset("PT2M")
            .means("Limit from the start to the end of the content. Never cuts the wait for the last reply, which would"
                    + " leave accepted mail in doubt.");
    static final Key<Integer> POOL_CONNECTIONS =
            key("smtp.pool.connections", number(1, 1_000)).preset("4").means("Connections open at once, at most.");
    static final Key<Integer> POOL_MESSAGES =
            key("smtp.pool.messages", number(1, 1_000_000)).preset("100").means("Mails over one connection, at most.");
    static final Key<Duration> POOL_IDLE = key("smtp.pool.idle", duration("PT0S", DAY))
            .preset("PT30S")
            .means("A connection that is unused for so long is closed.");
    static final Key<Duration> POOL_AGE = key("smtp.pool.age", duration("PT0S", DAY))
            .preset("PT5M")
            .means("A connection as old as this takes no further mail.");
    static final Key<Pipelining> PIPELINING = key("smtp.pipelining", word(Pipelining.class))
            .preset("envelope")
            .means(
                    "How much travels in one flight, where the relay offers it: one command; MAIL with RCPT and DATA; the"
                            + " content as well (BDAT); or up to 16 mails of at most 64K that are sent at once. The last two trust the"
                            + " relay to discard what it refuses.");
    static final Key<Boolean> PARTIAL = key("smtp.partial", bool())
            .preset("true")
            .means("Whether accepted recipients get the mail when others of the transaction are refused.");
    static final Key<List<String>> FAILOVER = key("smtp.failover", names("a mailer"))
            .in(Scope.SERVER)
            .means(
                    "Named mailers whose relays are tried in this order, each with its own login, for recipients that could"
                            + " not be served for now; never for refused ones or ones in doubt. All attempts share one"
                            + " `deadline`.");

    static final Key<String> POP_HOST = key("pop-before-smtp.host", host())
            .in(Scope.SERVER)
            .means("Name or address of a POP3 server where to log in before mail is handed to the relay.");
    static final Key<Integer> POP_PORT = key("pop-before-smtp.port", number(1, 65_535))
            .otherwise("995; 110 with starttls and none")
            .in(Scope.SERVER)
            .means("Its port.");
    static final Key<PopSettings.Tls> POP_TLS = key("pop-before-smtp.tls", word(PopSettings.Tls.class))
            .preset("implicit")
            .in(Scope.SERVER)
            .means(
                    "TLS 1.2 or newer; the host name is always verified, against `qdmail.smtp.trust-file` as well. none: the"
                            + " login is by APOP, or by password where the host is loopback.");
    static final Key<String> POP_USER = key("pop-before-smtp.user", text())
            .otherwise("that of `qdmail.smtp.user`")
            .in(Scope.SERVER)
            .means("Who logs in there.");
    static final Key<Secret> POP_PASSWORD = key("pop-before-smtp.password", secret())
            .otherwise("that of `qdmail.smtp.password`")
            .secret()
            .in(Scope.SERVER)
            .means("The password of that user.");
    static final Key<Duration> POP_VALID = key("pop-before-smtp.valid-for", duration("PT0S", DAY))
            .preset("PT10M")
            .in(Scope.SERVER)
            .means("How long a login counts; zero: one before each mail.");

    static final Key<DirectSettings.Tls> DIRECT_TLS = key("route.direct.tls", word(DirectSettings.Tls.class))
            .preset("starttls-optional")
            .means(
                    "Towards servers of recipients: encrypted where they offer it; always, the certificate not judged; or always,"
                            + " and the certificate must name the server. Nobody logs in there.");
    static final Key<List<InetSocketAddress>> RESOLVERS = key("route.direct.resolvers", servers(53))
            .otherwise("the system's")
            .means("Name servers: addresses, each with a port behind a colon where it is not 53.");
    static final Key<Integer> DIRECT_ADDRESSES = key("route.direct.addresses", number(1, 100))
            .preset("5")
            .means("Addresses tried for one domain, best preference first.");
    static final Key<Duration> DIRECT_CONNECT_TIMEOUT = key("route.direct.connect-timeout", duration("PT0.001S", DAY))
            .preset("PT10S")
            .means("Limit of the questions to DNS about one domain, of each address and each TLS handshake.");
    static final Key<Integer> DIRECT_CONNECTIONS = key("route.direct.connections", number(1, 100))
            .preset("2")
            .means("Connections in use at once to one server of recipients.");
    static final Key<Boolean> DIRECT_PRIVATE = key("route.direct.private-networks", bool())
            .preset("false")
            .means("Whether a domain may lead to this machine or into a private network.");
    static final Key<Boolean> DIRECT_DANE = key("route.direct.dane", bool())
            .preset("true")
            .means(
                    "Whether TLSA records of servers decide about their certificates (DANE), where the name server has validated"
                            + " them; not with `starttls-verified`.");
    static final Key<Boolean> DIRECT_MTA_STS = key("route.direct.mta-sts", bool())
            .preset("true")
            .means("Whether policies of domains (MTA-STS), fetched by HTTPS, decide about servers and certificates.");

    static final Key<Path> SENDMAIL_COMMAND = key("route.sendmail.command", absoluteFile())
            .preset("/usr/sbin/sendmail")
            .means("The program; started without a shell, and with arguments of checked values alone.");
    static final Key<SendmailSettings.Dialect> SENDMAIL_DIALECT = key(
                    "route.sendmail.dialect", word(SendmailSettings.Dialect.class))
            .preset("postfix")
            .means("Whose program it is: which options for delivery reports it knows. With Exim's program and the"
                    + " wrong one a mail that asks for reports is refused.");
    static final Key<SendmailSettings.Mode> SENDMAIL_MODE = key(
                    "route.sendmail.mode", word(SendmailSettings.Mode.class))
            .preset("arguments")
            .means(
                    "How the program is given recipients and mail. smtp: as an SMTP server on its input (`-bs`), with an answer"
                            + " for each recipient; `qdmail.smtp.timeout.*` and `.pool.*` count then. msmtp cannot.");
    static final Key<Duration> SENDMAIL_TIMEOUT = key("route.sendmail.timeout", duration("PT0.001S", DAY))
            .preset("PT1M")
            .means("How long the program may run; then it is killed, before its input could end and send half a mail.");

    static final Key<Path> CERTIFICATES = key("path.certificates", absoluteDirectory())
            .preset(File.separatorChar == '\\' ? "C:\\cert" : "/usr/local/cert")
            .otherwise("`/usr/local/cert`; on Windows `C:\\cert`")
            .in(Scope.APPLICATION)
            .means("Where relative files lie. They may not lead out of it. Keep it away from what HTTP serves.");
    static final Key<Path> TEMP = key("path.temp", directory())
            .otherwise("`java.io.tmpdir`")
            .in(Scope.APPLICATION)
            .means("Where large mails are spooled, readable by their owner alone. Signing writes no file.");

    static final Key<NotifyOn> NOTIFY = key("receipt.delivery.notify", reports())
            .preset("success,failure")
            .means("For a receipt without words of its own. Without delay, reports of delay are forbidden (RFC 3461).");
    static final Key<ReturnContent> RETURN = key("receipt.delivery.return", word(ReturnContent.class))
            .preset("headers")
            .means("How much of the mail a report of failure brings back.");
    static final Key<UnsupportedReceipt> UNSUPPORTED = key("receipt.unsupported", word(UnsupportedReceipt.class))
            .preset("warn")
            .means("What happens when a receipt is wished and the relay does not offer DSN; fail: MAIL-0501.");
    static final Key<Boolean> READ_ALLOWED = key("receipt.read.allowed", bool())
            .preset("true")
            .means("False: a wish for a read receipt is an error, at start where an annotation has it.");
    static final Key<EmailAddress> READ_TO = key("receipt.read.to", address())
            .otherwise("the return path")
            .means("Where read receipts go (Disposition-Notification-To).");
    static final Key<ReceiptSettings.Mismatch> READ_MISMATCH = key(
                    "receipt.read.mismatch", word(ReceiptSettings.Mismatch.class))
            .preset("warn")
            .means("What happens when that differs from return path or sender, where some readers do not answer.");
    static final Key<Secret> RECEIPT_SECRET = key("receipt.secret", secret())
            .otherwise("random at each start")
            .secret()
            .means("Binds envelope ids to us. Set it wherever reports may come after a restart or on another node.");
    static final Key<List<PriorityField>> PRIORITY_HEADERS = key("priority.headers", words(PriorityField.class))
            .preset("x-priority,priority,x-msmail-priority,importance")
            .means("The fields written for a priority. Some spam filters dislike x-msmail-priority.");

    static final Key<Mailbox> FROM =
            key("defaults.from", mailbox()).means("Sender of messages that name none; neither: MAIL-0201.");
    static final Key<EmailAddress> RETURN_PATH = key("defaults.return-path", address())
            .otherwise("the sender's address")
            .means("Envelope sender: where reports go.");
    static final Key<List<Mailbox>> REPLY_TO =
            key("defaults.reply-to", mailboxes()).means("Where answers go.");
    static final Key<List<Mailbox>> ALWAYS_BCC =
            key("defaults.always-bcc", mailboxes()).means("Get a copy of every mail, unseen.");
    static final Key<String> DEFAULT_HEADER = key("defaults.header.<Name>", text())
            .means("A header field for messages that have none of this name. Not from the environment, which knows no"
                    + " lower case.");
    static final Key<String> MESSAGE_ID_DOMAIN = key("defaults.message-id-domain", domain())
            .otherwise("domain of From")
            .means("Right side of Message-IDs.");
    static final Key<AutoSubmitted> AUTO_SUBMITTED = key("defaults.auto-submitted", word(AutoSubmitted.class))
            .preset("auto-generated")
            .means("The field Auto-Submitted, which keeps out-of-office replies away; no: a person wrote the mail.");
    static final Key<ZoneId> TIME_ZONE = key("defaults.time-zone", zone())
            .otherwise("the system's")
            .means("Zone of the Date field, for containers that run in UTC.");
    static final Key<Level> PRIORITY = key("defaults.priority", word(Level.class))
            .means("Priority of messages that wish none. As all defaults the weakest wish.");
    static final Key<Boolean> SIGNED =
            key("defaults.signed", bool()).preset("false").means("Signs messages that do not say whether to.");
    static final Key<String> IDENTITY = key("defaults.identity", name("an identity"))
            .otherwise("the unnamed one")
            .means("With which identity.");
    static final Key<Boolean> ENCRYPTED =
            key("defaults.encrypted", bool()).preset("false").means("Encrypts messages that do not say whether to.");
    static final Key<WishReading.DeliveryWord> RECEIPT = key("defaults.receipt", word(WishReading.DeliveryWord.class))
            .preset("none")
            .means("Receipt of messages that wish none. A read receipt is never a default.");

    static final Key<Boolean> ENFORCE_SIGNED = key("enforce.signed", bool())
            .means("Signs every message, or none, whatever it wishes. As all of these the strongest wish.");
    static final Key<String> ENFORCE_IDENTITY = key("enforce.identity", name("an identity"))
            .otherwise("the unnamed one")
            .means("With which identity.");
    static final Key<Boolean> ENFORCE_ENCRYPTED =
            key("enforce.encrypted", bool()).means("Encrypts every message, or none.");
    static final Key<Level> ENFORCE_PRIORITY =
            key("enforce.priority", word(Level.class)).means("Priority of every message.");
    static final Key<WishReading.DeliveryWord> ENFORCE_RECEIPT =
            key("enforce.receipt", word(WishReading.DeliveryWord.class)).means("Receipt of every message.");
    static final Key<Mailbox> ENFORCE_FROM = key("enforce.from", mailbox()).means("Replaces the sender.");
    static final Key<List<Mailbox>> ENFORCE_BCC =
            key("enforce.bcc", mailboxes()).means("Get a copy of every mail, unseen.");
    static final Key<String> ENFORCE_HEADER = key("enforce.header.<Name>", text())
            .means("A header field that replaces one of the same name. Not from the environment.");

    static final Key<List<AddressPattern>> ALLOW = key("safety.allow", patterns())
            .means("If set, the only recipients. A blocked one is not attempted; all blocked: MAIL-0704.");
    static final Key<List<AddressPattern>> DENY = key("safety.deny", patterns()).means("Never recipients.");
    static final Key<EmailAddress> REDIRECT = key("safety.redirect-to", address())
            .means("Takes the place of every recipient; the originals stand in result and log only.");
    static final Key<String> SUBJECT_PREFIX =
            key("safety.subject-prefix", text()).means("Stands before each subject.");
    static final Key<Long> MESSAGE_SIZE = key("limits.message-size", size("1K", "100G"))
            .preset("25M")
            .means("The largest mail, in octets as they are sent.");
    static final Key<Long> SPOOL_THRESHOLD = key("limits.spool-threshold", size("0", "1G"))
            .preset("1M")
            .means("A mail stays in heap up to here, beyond it goes to a file.");
    static final Key<Integer> RECIPIENTS = key("limits.recipients", number(1, 100_000))
            .preset("100")
            .means("Recipients of one message; more: MAIL-0203.");
    static final Key<Integer> PER_TRANSACTION = key("limits.recipients-per-transaction", number(1, 100))
            .preset("100")
            .means("Recipients of one SMTP transaction.");

    static final Key<Rate> RATE = key("limits.rate", rate("PT1S", DAY))
            .means(
                    "Mails of the mailer that may leave within a time, such as `14/PT1S`; more wait for their turn, within"
                            + " `deadline`.");
    static final Key<Map<String, Rate>> DOMAIN_RATES = key("limits.domain-rates", domainRates("PT1S", DAY))
            .means("Mails that may leave to one domain: `example.com=20/PT1M, *=100/PT1M`; `*` is each other domain by"
                    + " itself. A mail to several domains waits for all of them.");

    static final Key<UnknownKeyReport.Policy> UNKNOWN = key("config.unknown", word(UnknownKeyReport.Policy.class))
            .preset("warn")
            .inDevelopment("fail")
            .in(Scope.APPLICATION)
            .means(
                    "What happens to a key under `qdmail.` that does not exist. A variable of a whole server may belong to"
                            + " another application's version.");
    static final Key<List<String>> MAILERS = key("mailer.names", names("a mailer"))
            .in(Scope.APPLICATION)
            .means("Names of mailers, for set-ups by environment alone.");

    private Keys() {}

    private static <T> Key.Declaration<T> key(String name, ValueType<T> type) {
        return new Key.Declaration<>(ALL, name, type);
    }

    /** In the order of their declaration, those of {@link AccessKeys}, {@link SigningKeys} and {@link ServiceKeys} last. */
    static List<Key<?>> all() {
        return Stream.of(ALL, AccessKeys.all(), SigningKeys.all(), ServiceKeys.all())
                .flatMap(List::stream)
                .toList();
    }
}

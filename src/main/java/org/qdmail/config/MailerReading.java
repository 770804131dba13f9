package org.qdmail.config;

import java.nio.file.Path;
import java.time.ZoneId;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;
import org.qdmail.address.Mailbox;
import org.qdmail.config.Key.Owner;
import org.qdmail.dkim.DkimSettings;
import org.qdmail.encryption.ContentCipher;
import org.qdmail.encryption.EncryptionSettings;
import org.qdmail.encryption.RsaPadding;
import org.qdmail.envelope.NotifyOn;
import org.qdmail.envelope.ReturnContent;
import org.qdmail.message.CharsetPolicy;
import org.qdmail.mime.AutoSubmitted;
import org.qdmail.mime.ComposeSettings;
import org.qdmail.mime.OuterSubject;
import org.qdmail.oauth.TokenBeans;
import org.qdmail.octets.SpoolSettings;
import org.qdmail.route.RateSettings;
import org.qdmail.route.SafetySettings;
import org.qdmail.settings.DefaultSettings;
import org.qdmail.settings.EnforceSettings;
import org.qdmail.settings.MailerSettings;
import org.qdmail.settings.ReceiptSettings;
import org.qdmail.settings.ReceiptSettings.Mismatch;
import org.qdmail.settings.RestSettings;
import org.qdmail.settings.RouteSettings;

/** Reads one mailer. */
final class MailerReading {
    private final KeyReader reader;
    private final FileReading files;
    private final Path spoolDirectory;
    private final Set<String> names;
    private final Owner owner;

    MailerReading(KeyReader reader, FileReading files, Path spoolDirectory, Set<String> names, Owner owner) {
        this.reader = reader;
        this.files = files;
        this.spoolDirectory = spoolDirectory;
        this.names = names;
        this.owner = owner;
    }

    /**
     * The settings; empty when there is no way out for mail.
     *
     * @param beans where the application gives tokens
     * @param isNeeded whether it is a fault when there is none
     * @param hasMailbox whether the embedded mailbox is there to capture mail
     * @param mailers the names of all mailers
     * @param identities the names of all signing identities
     */
    Optional<MailerSettings> read(
            Sessions sessions,
            TokenBeans beans,
            boolean isNeeded,
            boolean hasMailbox,
            Collection<String> mailers,
            Collection<String> identities) {
        RouteReading routes = new RouteReading(reader, files, owner);
        boolean capture = routes.capture(hasMailbox);
        Optional<SessionValues> session = capture ? Optional.empty() : new SessionReading(reader, sessions).read(owner);
        Optional<RouteSettings> route = routes.read(capture, isNeeded, session, beans, mailers);
        WishReading wishes = new WishReading(reader, owner, identities);
        HeaderReading headers = new HeaderReading(reader, names, owner);
        ComposeSettings compose = compose();
        Optional<DkimSettings> dkim = new DkimReading(reader, files, owner).read();
        SpoolSettings spool = spool();
        DefaultSettings defaults = defaults(session, wishes, headers);
        EnforceSettings enforce = enforce(wishes, headers);
        ReceiptSettings receipt = receipt();
        MailerSettings.Limits limits =
                new MailerSettings.Limits(reader.read(Keys.RECIPIENTS, owner).orStandIn(1));
        SafetySettings safety = safety();
        RateSettings rates = rates();
        EncryptionSettings encryption = encryption();
        return route.map(way -> new MailerSettings(
                owner.name(),
                way,
                compose,
                dkim,
                encryption,
                spool,
                defaults,
                enforce,
                receipt,
                limits,
                safety,
                rates));
    }

    private ComposeSettings compose() {
        return new ComposeSettings(
                reader.read(Keys.MESSAGE_ID_DOMAIN, owner).value(),
                reader.read(Keys.AUTO_SUBMITTED, owner).orStandIn(AutoSubmitted.AUTO_GENERATED),
                reader.read(Keys.TIME_ZONE, owner).value().orElseGet(ZoneId::systemDefault),
                reader.read(Keys.PRIORITY_HEADERS, owner).orStandIn(List.of()),
                CharsetPolicy.UTF_8);
    }

    private EncryptionSettings encryption() {
        return new EncryptionSettings(
                files.existingDirectory(reader.read(SigningKeys.ENCRYPT_DIRECTORY, owner)),
                reader.read(SigningKeys.CIPHER, owner).orStandIn(ContentCipher.AES_256_GCM),
                reader.read(SigningKeys.RSA_PADDING, owner).orStandIn(RsaPadding.OAEP),
                reader.read(SigningKeys.TO_SENDER, owner).orStandIn(true),
                reader.read(SigningKeys.OUTER_SUBJECT, owner).orStandIn(OuterSubject.VISIBLE));
    }

    private SpoolSettings spool() {
        return new SpoolSettings(
                spoolDirectory,
                reader.read(Keys.SPOOL_THRESHOLD, owner).orStandIn(0L),
                reader.read(Keys.MESSAGE_SIZE, owner).orStandIn(1L));
    }

    private DefaultSettings defaults(Optional<SessionValues> session, WishReading wishes, HeaderReading headers) {
        Optional<Mailbox> from =
                reader.read(Keys.FROM, owner).value().or(() -> session.flatMap(SessionReading::senderOf));
        return new DefaultSettings(
                from,
                reader.read(Keys.RETURN_PATH, owner).value(),
                reader.read(Keys.REPLY_TO, owner).orStandIn(List.of()),
                reader.read(Keys.ALWAYS_BCC, owner).orStandIn(List.of()),
                headers.read(Keys.DEFAULT_HEADER),
                reader.read(Keys.SUBJECT_PREFIX, owner).value(),
                wishes.defaults());
    }

    private EnforceSettings enforce(WishReading wishes, HeaderReading headers) {
        return new EnforceSettings(
                reader.read(Keys.ENFORCE_FROM, owner).value(),
                reader.read(Keys.ENFORCE_BCC, owner).orStandIn(List.of()),
                headers.read(Keys.ENFORCE_HEADER),
                wishes.enforced());
    }

    private ReceiptSettings receipt() {
        return new ReceiptSettings(
                reader.read(Keys.NOTIFY, owner).orStandIn(NotifyOn.DEFAULT),
                reader.read(Keys.RETURN, owner).orStandIn(ReturnContent.HEADERS),
                reader.read(Keys.READ_ALLOWED, owner).orStandIn(false),
                reader.read(Keys.READ_TO, owner).value(),
                reader.read(Keys.READ_MISMATCH, owner).orStandIn(Mismatch.FAIL),
                files.secret(Keys.RECEIPT_SECRET, owner).value());
    }

    private RateSettings rates() {
        return new RateSettings(
                reader.read(Keys.RATE, owner).value().map(MailerReading::rate),
                reader.read(Keys.DOMAIN_RATES, owner).orStandIn(Map.of()).entrySet().stream()
                        .collect(Collectors.toMap(Map.Entry::getKey, each -> rate(each.getValue()))));
    }

    private static RateSettings.Rate rate(RestSettings.Rate given) {
        return new RateSettings.Rate(given.count(), given.time());
    }

    private SafetySettings safety() {
        return new SafetySettings(
                reader.read(Keys.ALLOW, owner).orStandIn(List.of()),
                reader.read(Keys.DENY, owner).orStandIn(List.of()),
                reader.read(Keys.REDIRECT, owner).value());
    }
}

package org.qdmail.pipeline;

import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.security.SecureRandom;
import java.time.Clock;
import java.util.Collection;
import java.util.HashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.Executor;
import java.util.stream.Stream;
import org.qdmail.StandaloneMailService;
import org.qdmail.dkim.DkimSigner;
import org.qdmail.encryption.CertificateDirectory;
import org.qdmail.encryption.CertificateSearch;
import org.qdmail.encryption.EncryptionSettings;
import org.qdmail.encryption.RecipientCertificates;
import org.qdmail.encryption.SmimeEncryptor;
import org.qdmail.failure.MisconfiguredMail;
import org.qdmail.failure.Secret;
import org.qdmail.mime.Composer;
import org.qdmail.route.ClosingAtOnce;
import org.qdmail.route.GuardedRoute;
import org.qdmail.route.LimitedRoute;
import org.qdmail.settings.MailerSettings;
import org.qdmail.settings.QdmailSettings;
import org.qdmail.smtp.PoolUse;

/** All mailers of one configuration, by name; the unnamed one has the empty name. */
public final class Mailers implements Inventory, AutoCloseable {
    private static final System.Logger LOG = System.getLogger(Mailers.class.getName());

    private final QdmailSettings settings;
    private final Events events;
    private final SendWatch watch;
    private final Executor executor;
    private final Clock clock;
    private final SecureRandom random = new SecureRandom();
    private final Signers signers;
    private final Optional<RecipientCertificates> certificates;
    private final Map<Path, CertificateDirectory> directories = new HashMap<>();
    private final byte[] receiptSecret;
    private final Routes routes;
    private final Map<String, PipelineMailService> services = new HashMap<>();
    private final Set<String> dkimWarnings = new LinkedHashSet<>();

    private Mailers(
            QdmailSettings settings,
            Events events,
            SendWatch watch,
            Executor executor,
            Optional<RecipientCertificates> certificates,
            Clock clock) {
        this.settings = settings;
        this.events = events;
        this.watch = watch;
        this.executor = executor;
        this.certificates = certificates;
        this.clock = clock;
        this.signers = Signers.load(settings.identities(), clock, random);
        this.routes = new Routes(settings.mailers());
        this.receiptSecret = MailIds.randomSecret(random);
    }

    /**
     * Loads the signing identities and DKIM keys and makes every mailer ready. Opens no connection.
     *
     * @param watch is told how each send goes
     * @param executor runs {@code sendAsync}; a full one throws {@code RejectedExecutionException}
     * @throws org.qdmail.failure.SigningFailed for an identity or a DKIM key that is unfit
     * @throws MisconfiguredMail for several unfit identities; when mail shall be captured but the mailbox is not there (MAIL-1008)
     */
    public static Mailers start(QdmailSettings settings, Events events, SendWatch watch, Executor executor) {
        return start(settings, events, watch, executor, Optional.empty());
    }

    /**
     * As the other form.
     *
     * @param certificates those of recipients, in place of {@code qdmail.encrypt.directory}
     */
    public static Mailers start(
            QdmailSettings settings,
            Events events,
            SendWatch watch,
            Executor executor,
            Optional<RecipientCertificates> certificates) {
        return start(settings, events, watch, executor, certificates, SystemClock.get());
    }

    static Mailers start(
            QdmailSettings settings,
            Events events,
            SendWatch watch,
            Executor executor,
            Optional<RecipientCertificates> certificates,
            Clock clock) {
        Mailers mailers = new Mailers(settings, events, watch, executor, certificates, clock);
        try {
            settings.mailers().forEach((name, mailer) -> mailers.services.put(name, mailers.service(mailer)));
            return mailers;
        } catch (RuntimeException | Error failure) {
            mailers.close(); // those made before have threads already
            throw failure;
        }
    }

    /** The names of all mailers. */
    public Set<String> names() {
        return Set.copyOf(services.keySet());
    }

    /** The mailer of this name. */
    public Optional<StandaloneMailService> named(String name) {
        return Optional.ofNullable(services.get(name));
    }

    @Override
    public Map<String, PoolUse> pools() {
        Map<String, PoolUse> pools = new HashMap<>();
        services.forEach((name, service) -> pools.put(name, service.pool()));
        return pools;
    }

    @Override
    public Map<String, Identity> identities() {
        return signers.identities();
    }

    @Override
    public List<String> warnings() {
        List<String> ofCertificates = directories.values().stream()
                .flatMap(directory -> directory.warnings().stream())
                .toList();
        return Stream.of(settings.warnings(), signers.warnings(), dkimWarnings, ofCertificates)
                .flatMap(Collection::stream)
                .toList();
    }

    private PipelineMailService service(MailerSettings mailer) {
        MailIds ids = new MailIds(
                clock, random, mailer.receipt().secret().map(Mailers::octets).orElse(receiptSecret));
        return new PipelineMailService(
                mailer.name(),
                new Completion(mailer.defaults(), mailer.enforce()),
                new Planning(
                        new ReceiptPlanning(mailer.receipt()),
                        mailer.limits(),
                        signers,
                        new CertificateSearch(certificates(mailer.encryption()), mailer.encryption(), clock),
                        ids),
                new Rendering(
                        new Composer(mailer.compose(), clock, random),
                        signers,
                        new SmimeEncryptor(mailer.encryption(), random),
                        dkim(mailer),
                        mailer.spool()),
                new GuardedRoute(LimitedRoute.of(routes.of(mailer), mailer.rates()), mailer.safety()),
                events,
                watch,
                executor);
    }

    private Optional<DkimSigner> dkim(MailerSettings mailer) {
        Optional<DkimSigner> signer = mailer.dkim().map(settings -> DkimSigner.load(settings, clock));
        signer.map(DkimSigner::warnings).ifPresent(found -> found.forEach(this::warn));
        return signer;
    }

    /** Mailers may share a key. */
    private void warn(String warning) {
        if (dkimWarnings.add(warning)) LOG.log(System.Logger.Level.WARNING, warning);
    }

    /** Those of the application, or of the directory, which mailers share; or none. */
    private RecipientCertificates certificates(EncryptionSettings encryption) {
        return certificates
                .or(() -> encryption.directory().map(this::directory))
                .orElse(recipient -> List.of());
    }

    private CertificateDirectory directory(Path path) {
        return directories.computeIfAbsent(path, unread -> CertificateDirectory.open(unread, clock));
    }

    private static byte[] octets(Secret secret) {
        return new String(secret.reveal()).getBytes(StandardCharsets.UTF_8);
    }

    @Override
    public void close() {
        ClosingAtOnce.run(services.values().stream()
                .<Runnable>map(service -> service::close)
                .toList());
    }
}

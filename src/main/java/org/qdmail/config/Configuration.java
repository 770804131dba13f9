package org.qdmail.config;

import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.ServiceLoader;
import java.util.Set;
import java.util.stream.Stream;
import org.eclipse.microprofile.config.Config;
import org.eclipse.microprofile.config.ConfigProvider;
import org.qdmail.config.Key.Owner;
import org.qdmail.failure.ConfigFaults;
import org.qdmail.failure.Fault;
import org.qdmail.oauth.TokenBeans;
import org.qdmail.route.CaptureMailbox;
import org.qdmail.settings.MailboxSettings;
import org.qdmail.settings.QdmailSettings;
import org.qdmail.settings.RestSettings;

/**
 * A configuration that was not read yet. Reading it looks at every key once, and at the files that keys name; it opens
 * no connection. All faults are found before the first is told, and no text holds a secret.
 */
public final class Configuration {
    private final KeyValues values;
    private final Jars jars;

    Configuration(KeyValues values, Jars jars) {
        this.values = values;
        this.jars = jars;
    }

    /** The configuration of a container, or of whoever gives one. */
    public static Configuration of(Config config) {
        return new Configuration(new MicroProfileValues(config), Jars.present());
    }

    /** The configuration that MicroProfile Config has for the calling application. */
    public static Configuration ofMicroProfile() {
        return of(ConfigProvider.getConfig());
    }

    /**
     * These keys alone, such as {@code qdmail.smtp.host}, and {@code mp.config.profile} with keys like {@code
     * %dev.qdmail.smtp.host}; expressions are not expanded. Needs no implementation of MicroProfile Config.
     */
    public static Configuration of(Map<String, String> keys) {
        return new Configuration(new KeyValues.MapValues(keys), Jars.present());
    }

    /**
     * Which jars are there beside the component's own.
     *
     * @param mailbox whether the embedded mailbox can capture mail
     * @param rest whether the service over HTTP can be served
     */
    record Jars(boolean mailbox, boolean rest) {
        private static final String OF_REST = "org/qdmail/rest/MailApplication.class";

        static Jars present() {
            ClassLoader loader = Configuration.class.getClassLoader();
            return new Jars(
                    ServiceLoader.load(CaptureMailbox.class, loader).stream()
                            .findAny()
                            .isPresent(),
                    loader.getResource(OF_REST) != null);
        }
    }

    /**
     * The settings.
     *
     * @param used what code relies on
     * @param sessions where mail sessions are looked up
     * @throws org.qdmail.failure.MisconfiguredMail with every fault, under the heading MAIL-1000
     */
    public QdmailSettings read(UsedNames used, Sessions sessions) {
        return examine(used, sessions).orThrow();
    }

    /**
     * The settings of the embedded mailbox alone; empty outside of dev and test, where there is none. What is wrong with
     * its keys is told by {@link #read}, which every start makes.
     */
    public Optional<MailboxSettings> mailbox() {
        KeyReader reader = new KeyReader(values);
        if (!reader.profile().isDevelopment()) return Optional.empty();
        return Optional.of(Examination.mailbox(reader));
    }

    /**
     * The settings of the service over HTTP alone; empty while what its keys say is at fault. Which faults is told by
     * {@link #read}, which every start makes.
     */
    public Optional<RestSettings> rest() {
        KeyReader reader = new KeyReader(values);
        RestSettings settings = new RestReading(reader).read(new NameReading(reader, values.names()).callers());
        return reader.faults().isEmpty() ? Optional.of(settings) : Optional.empty();
    }

    /** The settings of the watch over the routes alone. What is wrong with its keys is told by {@link #read}. */
    public QdmailSettings.Health health() {
        return Examination.health(new KeyReader(values));
    }

    /** What is measured and traced. What is wrong with its keys is told by {@link #read}. */
    public QdmailSettings.Telemetry telemetry() {
        return Examination.telemetry(new KeyReader(values));
    }

    /** The directory for contents that are too large for the heap ({@code qdmail.path.temp}). */
    public Path spoolDirectory() {
        return new FileReading(new KeyReader(values)).spoolDirectory();
    }

    /** Every key that a source sets, and the default of every other one that has one; for people in development. */
    public List<Setting> settings() {
        KeyReader reader = new KeyReader(values);
        NameReading names = new NameReading(reader, values.names());
        Stream<Owner> owners = Stream.of(
                        Stream.of(Owner.UNNAMED),
                        names.mailers(Set.of()).stream().map(Owner::mailer),
                        names.identities(Set.of()).stream().map(Owner::identity),
                        names.callers().stream().map(Owner::caller))
                .flatMap(each -> each);
        return owners.flatMap(owner -> Keys.all().stream()
                        .filter(key -> owner.has(key) && !key.isFamily())
                        .flatMap(key -> Setting.of(key, owner, reader).stream()))
                .toList();
    }

    /**
     * A key with the value that counts.
     *
     * @param value as it was written, or the default in words; of a secret only that it is set
     * @param source name and ordinal of the source that won; {@code default} when none has the key
     */
    public record Setting(String key, String value, String source) {
        private static final String SECRET = "(secret)";

        private static Optional<Setting> of(Key<?> key, Owner owner, KeyReader reader) {
            String name = owner.nameOf(key);
            Optional<Setting> given = reader.set(name)
                    .or(() -> key.isSecret() ? reader.set(name + Key.TWIN) : Optional.empty())
                    .map(value -> new Setting(name, key.isSecret() ? SECRET : value.text(), value.toString()));
            if (given.isPresent() || owner.isNamed()) return given;
            return key.fallback(reader.profile()).map(preset -> new Setting(name, preset, "default"));
        }
    }

    /** The settings or the faults, for callers that have findings of their own to tell with them. */
    public Findings examine(UsedNames used, Sessions sessions) {
        return examine(used, sessions, TokenBeans.NONE);
    }

    /**
     * As the other form.
     *
     * @param beans what the application has to do with access tokens
     */
    public Findings examine(UsedNames used, Sessions sessions, TokenBeans beans) {
        return new Examination(values, jars, used, sessions, beans).findings();
    }

    /**
     * What an examination of a configuration found, for callers that have findings of their own to report with these.
     *
     * @param settings the settings; empty when there are faults
     * @param faults every fault, without heading and unsorted
     * @param mailers the names of the mailers that are configured, fit or unfit; without the unnamed one
     * @param identities the names of the signing identities that are configured, fit or unfit; the unnamed one is empty
     *     text
     */
    public record Findings(
            Optional<QdmailSettings> settings, List<Fault> faults, Set<String> mailers, Set<String> identities) {
        public Findings {
            faults = List.copyOf(faults);
            mailers = Set.copyOf(mailers);
            identities = Set.copyOf(identities);
        }

        /**
         * The settings.
         *
         * @throws org.qdmail.failure.MisconfiguredMail with all faults, under the heading MAIL-1000
         */
        public QdmailSettings orThrow() {
            return settings.orElseThrow(() -> ConfigFaults.all(faults));
        }
    }
}

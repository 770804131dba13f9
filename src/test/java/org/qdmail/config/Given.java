package org.qdmail.config;

import io.smallrye.config.EnvConfigSource;
import io.smallrye.config.PropertiesConfigSource;
import io.smallrye.config.SmallRyeConfigBuilder;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.eclipse.microprofile.config.spi.ConfigSource;
import org.qdmail.config.Configuration.Findings;
import org.qdmail.failure.Fault;
import org.qdmail.settings.MailerSettings;
import org.qdmail.settings.QdmailSettings;

/** A configuration with real sources, as a test gives it. */
final class Given {
    static final String FILE =
            "PropertiesConfigSource[source=jar:file:/app/shop.war!/META-INF/microprofile-config.properties]";

    private final List<ConfigSource> sources = new ArrayList<>();
    private final Map<String, String> keys = new LinkedHashMap<>();
    private Configuration.Jars jars = new Configuration.Jars(true, true);
    private UsedNames used = UsedNames.STANDALONE;
    private Sessions sessions = Sessions.NONE;

    private Given() {}

    /** Keys and values by turns, in the properties file of the archive. */
    static Given keys(String... keysAndValues) {
        return new Given().and(keysAndValues);
    }

    /** The same beside a relay, so that nothing is missing. */
    static Given relay(String... keysAndValues) {
        return keys("qdmail.smtp.host", "smtp.example.com").and(keysAndValues);
    }

    Given and(String... keysAndValues) {
        for (int at = 0; at < keysAndValues.length; at += 2) keys.put(keysAndValues[at], keysAndValues[at + 1]);
        return this;
    }

    Given certificatesIn(Path directory) {
        return and("qdmail.path.certificates", directory.toString());
    }

    Given environment(String... namesAndValues) {
        Map<String, String> variables = new LinkedHashMap<>();
        for (int at = 0; at < namesAndValues.length; at += 2) variables.put(namesAndValues[at], namesAndValues[at + 1]);
        sources.add(new EnvConfigSource(variables, 300));
        return this;
    }

    Given source(String name, int ordinal, String key, String value) {
        sources.add(new PropertiesConfigSource(Map.of(key, value), name, ordinal));
        return this;
    }

    Given withoutMailbox() {
        jars = new Configuration.Jars(false, jars.rest());
        return this;
    }

    Given withoutRest() {
        jars = new Configuration.Jars(jars.mailbox(), false);
        return this;
    }

    Given mailersInCode(String... names) {
        used = new UsedNames(Set.of(names), used.identities(), used.receipts());
        return this;
    }

    Given identitiesInCode(String... names) {
        used = new UsedNames(used.mailers(), Set.of(names), used.receipts());
        return this;
    }

    Given receiptsInCode() {
        used = new UsedNames(used.mailers(), used.identities(), true);
        return this;
    }

    Given session(SessionAnswer answer) {
        sessions = name -> name.equals("mail/Session") ? answer : SessionAnswer.NoSession.NO_SUCH_NAME;
        return this;
    }

    Findings findings() {
        SmallRyeConfigBuilder builder = new SmallRyeConfigBuilder().addDefaultInterceptors();
        builder.withSources(new NamedSource(keys));
        sources.forEach(builder::withSources);
        return new Configuration(new MicroProfileValues(builder.build()), jars).examine(used, sessions);
    }

    QdmailSettings settings() {
        return findings().orThrow();
    }

    MailerSettings mailer() {
        return mailer("");
    }

    MailerSettings mailer(String name) {
        MailerSettings found = settings().mailers().get(name);
        if (found == null) throw new AssertionError("no mailer " + name);
        return found;
    }

    List<String> faults() {
        return findings().faults().stream().map(Fault::toString).sorted().toList();
    }

    /** A properties file, under the name that SmallRye gives to it. */
    private record NamedSource(Map<String, String> values) implements ConfigSource {
        @Override
        public Set<String> getPropertyNames() {
            return values.keySet();
        }

        @Override
        public String getValue(String name) {
            return values.get(name);
        }

        @Override
        public String getName() {
            return FILE;
        }

        @Override
        public int getOrdinal() {
            return 100;
        }
    }
}

package org.qdmail.cdi;

import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.function.Function;
import org.eclipse.microprofile.config.Config;
import org.qdmail.config.Configuration;
import org.qdmail.config.Sessions;
import org.qdmail.config.UsedNames;
import org.qdmail.failure.ConfigFaults;
import org.qdmail.failure.Fault;
import org.qdmail.oauth.TokenBeans;
import org.qdmail.settings.QdmailSettings;

/** Reads the configuration of an application together with what its code relies on. */
final class ApplicationSettings {
    private static final String READ_ALLOWED = "qdmail.receipt.read.allowed";

    private final Config config;
    private final Configuration configuration;

    ApplicationSettings(Config config) {
        this.config = config;
        this.configuration = Configuration.of(config);
    }

    /** The names of all mailers that have a key, without the unnamed one. */
    Set<String> mailerNames() {
        return configuration
                .examine(new UsedNames(Set.of(), Set.of(), false), Sessions.NONE)
                .mailers();
    }

    /**
     * The settings.
     *
     * @throws org.qdmail.failure.MisconfiguredMail with all faults of configuration and annotations in one list
     */
    QdmailSettings read(UsedInCode used, Sessions sessions, TokenBeans tokens) {
        StartChecks checks = new StartChecks(used.messageBeans(), values());
        Set<String> configured = configuration
                .examine(new UsedNames(used.mailers(), Set.of(), false), Sessions.NONE)
                .identities();
        Set<String> usable = new HashSet<>(checks.identities());
        usable.removeIf(name -> !name.isEmpty() && !configured.contains(name)); // those are MAIL-0104
        var findings =
                configuration.examine(new UsedNames(used.mailers(), usable, checks.asksForReports()), sessions, tokens);
        List<Fault> faults = new ArrayList<>(findings.faults());
        faults.addAll(checks.faults(config.getPropertyNames(), configured, isReadAllowed()));
        if (!faults.isEmpty()) throw ConfigFaults.all(faults);
        return findings.orThrow();
    }

    /** The configured value of any key. */
    Function<String, Optional<String>> values() {
        return key -> config.getOptionalValue(key, String.class);
    }

    private boolean isReadAllowed() {
        return values().apply(READ_ALLOWED)
                .filter(value -> value.strip().equalsIgnoreCase("false"))
                .isEmpty();
    }
}

package org.qdmail.config;

import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import org.qdmail.config.Key.Owner;
import org.qdmail.config.KeyValues.SourcedValue;
import org.qdmail.failure.ConfigFaults;
import org.qdmail.failure.Fault;

/** Reports keys below our prefix that do not exist. */
final class UnknownKeyReport {
    private static final String MAILER_FORM = Key.environmentForm(Owner.MAILERS);
    private static final String IDENTITY_FORM = Key.environmentForm(Owner.IDENTITIES);
    private static final String CALLER_FORM = Key.environmentForm(Owner.CALLERS);

    private final KeyReader reader;
    private final KnownKeys known;
    private final boolean isFatal;

    UnknownKeyReport(KeyReader reader, KnownKeys known) {
        this.reader = reader;
        this.known = known;
        this.isFatal = reader.read(Keys.UNKNOWN, Owner.UNNAMED).orStandIn(Policy.FAIL) == Policy.FAIL;
    }

    void judge(Set<String> names) {
        for (String name : new TreeSet<>(names)) {
            Optional<SourcedValue> value = reader.set(name);
            if (value.isEmpty()) continue; // taken back
            String place = ConfigFaults.set(
                    name, Optional.empty(), value.get().source(), value.get().ordinal());
            finding(name, place).ifPresent(this::report);
        }
    }

    private void report(Fault finding) {
        if (isFatal) reader.record(finding);
        else reader.warn(finding.toString());
    }

    private Optional<Fault> finding(String name, String place) {
        if (name.startsWith(Key.ENVIRONMENT_PREFIX)) return ofEnvironment(name, place);
        if (known.has(name)) return Optional.empty();
        return Optional.of(ConfigFaults.unknownKey(place, known.nearest(name)));
    }

    /** Other programs may have variables that begin like ours, so only those that are near to one of ours count. */
    private Optional<Fault> ofEnvironment(String name, String place) {
        if (known.hasEnvironmentForm(name)) return Optional.empty();
        if (isOfUnlisted(name, MAILER_FORM, Owner.mailer("x"))) {
            return Optional.of(ConfigFaults.unlistedName(place, Owner.UNNAMED.nameOf(Keys.MAILERS)));
        }
        if (isOfUnlisted(name, IDENTITY_FORM, Owner.identity("x"))) {
            return Optional.of(ConfigFaults.unlistedName(place, Owner.UNNAMED.nameOf(SigningKeys.IDENTITIES)));
        }
        if (isOfUnlisted(name, CALLER_FORM, Owner.caller("x"))) {
            return Optional.of(ConfigFaults.callerInEnvironment(place));
        }
        return known.nearestEnvironmentForm(name).map(near -> ConfigFaults.unknownKey(place, Optional.of(near)));
    }

    /** Whether the variable would be a key of some mailer, identity or caller, whose name cannot be told from its form. */
    private static boolean isOfUnlisted(String form, String prefix, Owner example) {
        int prefixLength = example.prefix().length();
        return form.startsWith(prefix)
                && Keys.all().stream()
                        .filter(key -> example.has(key) && !key.isFamily())
                        .map(key -> Key.environmentForm(example.nameOf(key).substring(prefixLength)))
                        .anyMatch(rest -> form.length() > prefix.length() + rest.length() + 1
                                && (form.endsWith('_' + rest) || form.endsWith('_' + rest + "_FILE")));
    }

    /** What happens to unknown keys. */
    enum Policy {
        FAIL,
        WARN
    }
}

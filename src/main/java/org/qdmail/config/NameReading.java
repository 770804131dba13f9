package org.qdmail.config;

import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import java.util.function.UnaryOperator;
import org.qdmail.config.Key.Owner;
import org.qdmail.config.Key.Owner.Kind;
import org.qdmail.config.KeyValues.SourcedValue;
import org.qdmail.failure.ConfigFaults;

/** Finds out which mailers and signing identities there are: by their keys, by lists, and by what code uses. */
final class NameReading {
    private final KeyReader reader;
    private final Set<String> names;

    NameReading(KeyReader reader, Set<String> names) {
        this.reader = reader;
        this.names = names;
    }

    /** The named mailers. One that code uses and nobody configures is a fault. */
    Set<String> mailers(Set<String> used) {
        Set<String> configured =
                configured(Kind.MAILER, "a mailer", Keys.MAILERS, used, name -> "@Mailer(\"" + name + "\")");
        for (String name : new TreeSet<>(used)) {
            if (name.isEmpty() || configured.contains(name) || !TextTypes.isName(name)) continue;
            reader.record(ConfigFaults.nameNotConfigured(
                    "@Mailer(\"" + name + "\")",
                    "mailer",
                    configured,
                    "Set qdmail.mailer." + name + ".smtp.host, or list it in qdmail.mailer.names."));
        }
        return configured;
    }

    /** The named identities. One that code uses and nobody configures is told by the checks of annotations. */
    Set<String> identities(Set<String> used) {
        return configured(
                Kind.IDENTITY, "an identity", SigningKeys.IDENTITIES, used, name -> "@Signed(\"" + name + "\")");
    }

    /** The principals that have keys of their own. */
    Set<String> callers() {
        Set<String> found = KnownKeys.ownersIn(names, Kind.CALLER);
        for (String name : found) {
            if (!TextTypes.isCaller(name)) {
                reader.record(ConfigFaults.callerNotAllowed(ConfigFaults.named(Owner.CALLERS + name)));
            }
        }
        found.removeIf(name -> !TextTypes.isCaller(name));
        return found;
    }

    private Set<String> configured(
            Kind kind, String what, Key<List<String>> listing, Set<String> used, UnaryOperator<String> annotation) {
        String prefix = Owner.prefixOf(kind);
        Set<String> found = new TreeSet<>(reader.read(listing, Owner.UNNAMED).orStandIn(List.of()));
        for (String name : KnownKeys.ownersIn(names, kind)) {
            if (TextTypes.isName(name)) found.add(name);
            else reader.record(TextTypes.unfitName(name, ConfigFaults.named(prefix + name), what));
        }
        for (String name : used) {
            if (name.isEmpty()) continue;
            if (!TextTypes.isName(name))
                reader.record(TextTypes.unfitName(name, ConfigFaults.named(annotation.apply(name)), what));
            else if (isSet(new Owner(kind, name))) found.add(name);
        }
        return found;
    }

    /** Whether some key of the owner is set, be it in the environment. */
    private boolean isSet(Owner owner) {
        return Keys.all().stream()
                .filter(key -> owner.has(key) && !key.isFamily())
                .anyMatch(key -> isSet(owner.nameOf(key)) || (key.isSecret() && isSet(owner.nameOf(key) + Key.TWIN)));
    }

    private boolean isSet(String name) {
        Optional<SourcedValue> value = reader.set(name);
        return value.isPresent();
    }
}

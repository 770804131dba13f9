package org.qdmail.config;

import java.util.ArrayList;
import java.util.Collection;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/** Every name that means something, given the names of mailers and identities. */
final class KnownKeys {
    /** The keys that switch or change annotations; read by {@code cdi}. */
    private static final Set<String> OVERRIDES = Set.of(
            "qdmail.Signed/enabled",
            "qdmail.Signed/identity",
            "qdmail.Priority/enabled",
            "qdmail.Priority/value",
            "qdmail.Receipt/enabled",
            "qdmail.Receipt/value",
            "qdmail.Receipt/on");

    private final Set<String> names = new TreeSet<>();
    private final List<String> families = new ArrayList<>();
    private final Set<String> environmentForms = new HashSet<>();

    KnownKeys(Collection<String> mailers, Collection<String> identities) {
        owners(mailers, identities)
                .forEach(owner -> Keys.all().stream().filter(owner::has).forEach(key -> add(owner, key)));
        Stream.concat(names.stream(), OVERRIDES.stream())
                .map(Key::environmentForm)
                .forEach(environmentForms::add);
    }

    private static Stream<Owner> owners(Collection<String> mailers, Collection<String> identities) {
        Stream<Owner> named = Stream.concat(
                mailers.stream().map(Owner::mailer), identities.stream().map(Owner::identity));
        return Stream.concat(Stream.of(Owner.UNNAMED), named.filter(Owner::isNamed));
    }

    private void add(Owner owner, Key<?> key) {
        String name = owner.nameOf(key);
        if (key.isFamily()) {
            families.add(name);
            return;
        }
        names.add(name);
        if (key.isSecret()) names.add(name + Key.TWIN);
    }

    boolean has(String name) {
        return names.contains(name)
                || OVERRIDES.contains(name)
                || families.stream().anyMatch(family -> name.startsWith(family) && name.length() > family.length());
    }

    boolean hasEnvironmentForm(String form) {
        return environmentForms.contains(form);
    }

    Set<String> environmentForms() {
        return environmentForms;
    }

    /** The known name that somebody has probably meant. */
    Optional<String> nearest(String name) {
        Optional<String> ofAll = ofTheApplication(name).filter(names::contains);
        return ofAll.isPresent() ? ofAll : NearName.of(name, names, Key.PREFIX.length());
    }

    Optional<String> nearestEnvironmentForm(String form) {
        return NearName.of(form, environmentForms, Key.ENVIRONMENT_PREFIX.length());
    }

    /** The name without the part that makes it one mailer's: some keys are the application's alone. */
    private static Optional<String> ofTheApplication(String name) {
        if (!name.startsWith(Owner.MAILERS)) return Optional.empty();
        int dot = name.indexOf('.', Owner.MAILERS.length());
        return dot < 0 ? Optional.empty() : Optional.of(Key.PREFIX + name.substring(dot + 1));
    }

    /**
     * The names of mailers or identities in names of keys that are theirs.
     *
     * @param prefix what stands before a name
     */
    static Set<String> ownersIn(Collection<String> names, String prefix, Owner.Kind kind) {
        Owner example = new Owner(kind, "x");
        KnownKeys known =
                kind == Owner.Kind.MAILER ? new KnownKeys(Set.of("x"), Set.of()) : new KnownKeys(Set.of(), Set.of("x"));
        return names.stream()
                .filter(name -> name.startsWith(prefix))
                .map(name -> name.substring(prefix.length()))
                .filter(rest -> rest.indexOf('.') > 0)
                .filter(rest -> known.has(example.prefix() + rest.substring(rest.indexOf('.') + 1)))
                .map(rest -> rest.substring(0, rest.indexOf('.')))
                .collect(Collectors.toCollection(TreeSet::new));
    }
}

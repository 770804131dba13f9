package org.qdmail.config;

import java.util.ArrayList;
import java.util.Collection;
import java.util.HashSet;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.qdmail.config.Key.Owner;

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

    KnownKeys(Collection<String> mailers, Collection<String> identities, Collection<String> callers) {
        owners(mailers, identities, callers)
                .forEach(owner -> Keys.all().stream().filter(owner::has).forEach(key -> add(owner, key)));
        Stream.concat(names.stream(), OVERRIDES.stream())
                .map(Key::environmentForm)
                .forEach(environmentForms::add);
    }

    private static Stream<Owner> owners(
            Collection<String> mailers, Collection<String> identities, Collection<String> callers) {
        Stream<Owner> named = Stream.of(
                        mailers.stream().map(Owner::mailer),
                        identities.stream().map(Owner::identity),
                        callers.stream().map(Owner::caller))
                .flatMap(owners -> owners);
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

    /** All but those of families. */
    Set<String> names() {
        Set<String> all = new TreeSet<>(names);
        all.addAll(OVERRIDES);
        return all;
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

    /** The names of owners of a kind in names of keys that are theirs. */
    static Set<String> ownersIn(Collection<String> names, Owner.Kind kind) {
        Owner example = new Owner(kind, "x");
        String prefix = Owner.prefixOf(kind);
        Set<String> one = Set.of("x");
        Set<String> none = Set.of();
        KnownKeys known =
                switch (kind) {
                    case MAILER -> new KnownKeys(one, none, none);
                    case IDENTITY -> new KnownKeys(none, one, none);
                    case CALLER -> new KnownKeys(none, none, one);
                };
        return names.stream()
                .filter(name -> name.startsWith(prefix))
                .map(name -> name.substring(prefix.length()))
                .filter(rest -> endOfName(rest, kind) > 0)
                .filter(rest -> known.has(example.prefix() + rest.substring(endOfName(rest, kind) + 1)))
                .map(rest -> rest.substring(0, endOfName(rest, kind)))
                .collect(Collectors.toCollection(TreeSet::new));
    }

    /** Principals have dots in their names, and their keys have none; with the others it is the other way round. */
    private static int endOfName(String rest, Owner.Kind kind) {
        return kind == Owner.Kind.CALLER ? rest.lastIndexOf('.') : rest.indexOf('.');
    }

    /** Finds the name that a misspelt one was probably meant to be: fewest letters missing, added, changed or swapped. */
    private static final class NearName {
        private static final int ALWAYS_NEAR = 2;
        private static final int LETTERS_FOR_ONE_MISTAKE = 3;

        private NearName() {}

        /** The nearest candidate, if it is near; case does not count, nor the first {@code skipped} letters, all alike. */
        static Optional<String> of(String name, Collection<String> candidates, int skipped) {
            String wanted = name.substring(skipped).toLowerCase(Locale.ROOT);
            int limit = Math.max(ALWAYS_NEAR, wanted.length() / LETTERS_FOR_ONE_MISTAKE);
            Optional<String> nearest = Optional.empty();
            for (String candidate : candidates) {
                int distance = distance(wanted, candidate.substring(skipped).toLowerCase(Locale.ROOT), limit);
                if (distance > limit) continue;
                nearest = Optional.of(candidate);
                limit = distance - 1; // only a nearer one is wanted from here on
            }
            return nearest;
        }

        /** Optimal string alignment; more than {@code limit} when it is larger than that. */
        private static int distance(String one, String other, int limit) {
            if (Math.abs(one.length() - other.length()) > limit) return limit + 1;
            int[][] cost = new int[one.length() + 1][other.length() + 1];
            for (int row = 0; row <= one.length(); row++) cost[row][0] = row;
            for (int column = 0; column <= other.length(); column++) cost[0][column] = column;
            for (int row = 1; row <= one.length(); row++) {
                for (int column = 1; column <= other.length(); column++) {
                    cost[row][column] = step(cost, row, column, one, other);
                }
            }
            return cost[one.length()][other.length()];
        }

        private static int step(int[][] cost, int row, int column, String one, String other) {
            int change = one.charAt(row - 1) == other.charAt(column - 1) ? 0 : 1;
            int best = Math.min(cost[row - 1][column], cost[row][column - 1]) + 1;
            best = Math.min(best, cost[row - 1][column - 1] + change);
            boolean isSwapped = row > 1
                    && column > 1
                    && one.charAt(row - 1) == other.charAt(column - 2)
                    && one.charAt(row - 2) == other.charAt(column - 1);
            return isSwapped ? Math.min(best, cost[row - 2][column - 2] + 1) : best;
        }
    }
}

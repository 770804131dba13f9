package org.qdmail.config;

import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;
import org.qdmail.config.KeyValues.SourcedValue;
import org.qdmail.config.ValueType.UnfitValue;

/** Where values come from: MicroProfile Config, or a map. */
interface KeyValues {
    /** The value that counts for a key; empty when no source has the key. An empty text takes lower values back. */
    Optional<SourcedValue> find(String key) throws UnfitValue;

    /**
     * The names of all keys that may be ours, whatever their value: those that begin with {@code qdmail.} and, as the
     * environment writes them, with {@code QDMAIL_}. A name that a source guesses from its environment form is not
     * among them.
     */
    Set<String> names();

    /**
     * A value and where it stands.
     *
     * @param text the value as text; may be a secret
     * @param source name of the source, for people
     * @param ordinal rank of the source
     */
    record SourcedValue(String text, String source, int ordinal) {
        /** Never the value. */
        @Override
        public String toString() {
            return source + ", " + ordinal;
        }
    }

    /** The values of a map, for use without a MicroProfile Config implementation. Expressions are not expanded. */
    final class MapValues implements KeyValues {
        private static final String PROFILE = "mp.config.profile";
        private static final int ORDINAL = 100;

        private final Map<String, String> values;

        MapValues(Map<String, String> values) {
            this.values = Map.copyOf(values);
        }

        @Override
        public Optional<SourcedValue> find(String key) {
            String inProfile = profilePrefix() + key;
            String found = values.containsKey(inProfile) ? values.get(inProfile) : values.get(key);
            return Optional.ofNullable(found).map(text -> new SourcedValue(text, "map", ORDINAL));
        }

        @Override
        public Set<String> names() {
            String prefix = profilePrefix();
            return values.keySet().stream()
                    .map(name -> name.startsWith(prefix) ? name.substring(prefix.length()) : name)
                    .filter(name -> name.startsWith(Key.PREFIX))
                    .collect(Collectors.toUnmodifiableSet());
        }

        private String profilePrefix() {
            return '%' + values.getOrDefault(PROFILE, "") + '.';
        }
    }
}

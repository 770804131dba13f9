package org.qdmail.config;

import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;

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

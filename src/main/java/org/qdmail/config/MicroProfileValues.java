package org.qdmail.config;

import java.util.List;
import java.util.NoSuchElementException;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.StreamSupport;
import org.eclipse.microprofile.config.Config;
import org.eclipse.microprofile.config.ConfigValue;
import org.eclipse.microprofile.config.spi.ConfigSource;
import org.qdmail.config.KeyValues.SourcedValue;
import org.qdmail.config.ValueType.UnfitValue;
import org.qdmail.failure.ConfigFaults;

/** The values of MicroProfile Config, through its API alone. */
final class MicroProfileValues implements KeyValues {
    private final Config config;

    MicroProfileValues(Config config) {
        this.config = config;
    }

    @Override
    public Optional<SourcedValue> find(String key) throws UnfitValue {
        ConfigValue found = valueOf(key);
        String text = found.getValue();
        if (text != null) return Optional.of(sourced(found, text));
        if (found.getRawValue() == null) return Optional.empty();
        String place = ConfigFaults.set(key, Optional.empty(), title(found.getSourceName()), found.getSourceOrdinal());
        throw new UnfitValue((unplaced, preset) -> ConfigFaults.notExpandable(place));
    }

    /** An implementation may also throw for an expression that leads nowhere; its text would quote the value. */
    private ConfigValue valueOf(String key) throws UnfitValue {
        try {
            return config.getConfigValue(key);
        } catch (NoSuchElementException | IllegalArgumentException unexpandable) {
            throw new UnfitValue((place, preset) -> ConfigFaults.notExpandable(place));
        }
    }

    private static SourcedValue sourced(ConfigValue found, String text) {
        return new SourcedValue(text, title(found.getSourceName()), found.getSourceOrdinal());
    }

    /** The file alone, where the name of a source has the whole path in it. */
    private static String title(String sourceName) {
        if (sourceName == null) return "unnamed source";
        int end = sourceName.length();
        while (end > 0 && sourceName.charAt(end - 1) == ']') end--;
        return sourceName.substring(sourceName.lastIndexOf('/', end - 1) + 1, end);
    }

    @Override
    public Set<String> names() {
        List<Set<String>> sources = StreamSupport.stream(
                        config.getConfigSources().spliterator(), false)
                .map(ConfigSource::getPropertyNames)
                .toList();
        Set<String> names = new TreeSet<>();
        for (String name : config.getPropertyNames()) {
            boolean isKey = name.startsWith(Key.PREFIX) && !isGuessed(name, sources);
            if (isKey || name.startsWith(Key.ENVIRONMENT_PREFIX)) names.add(name);
        }
        return names;
    }

    /** Whether every source that has the name has its environment form as well, and so has guessed the name. */
    private static boolean isGuessed(String name, List<Set<String>> sources) {
        String form = Key.environmentForm(name);
        List<Set<String>> having = sources.stream()
                .filter(source -> source.stream().anyMatch(each -> isInSomeProfile(each, name)))
                .toList();
        return !having.isEmpty() && having.stream().allMatch(source -> source.contains(form));
    }

    private static boolean isInSomeProfile(String candidate, String name) {
        return candidate.equals(name) || candidate.startsWith("%") && candidate.endsWith('.' + name);
    }
}

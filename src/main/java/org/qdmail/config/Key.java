package org.qdmail.config;

import java.util.Locale;
import java.util.Optional;

/**
 * The declaration of one key.
 *
 * @param name without the prefix {@code qdmail.}; ends in {@code <Name>} for a family of keys
 * @param type what its values look like
 * @param scope who has it
 * @param isSecret whether its value is never shown; then a twin {@code …-file} names a file with it
 * @param preset the default as it would be written, if it is a fixed one
 * @param development the default in the profiles dev and test, if it differs
 * @param shownDefault the default in the table
 * @param meaning the text in the table
 */
record Key<T>(
        String name,
        ValueType<T> type,
        Scope scope,
        boolean isSecret,
        Optional<String> preset,
        Optional<String> development,
        String shownDefault,
        String meaning) {
    static final String PREFIX = "qdmail.";
    static final String ENVIRONMENT_PREFIX = "QDMAIL_";
    static final String TWIN = "-file";
    private static final String FAMILY = "<Name>";

    static <T> Key<T> of(String name, ValueType<T> type) {
        return new Key<>(name, type, Scope.APPLICATION, false, Optional.empty(), Optional.empty(), "–", "");
    }

    /** The default, in the form of a value. */
    Key<T> preset(String value) {
        return new Key<>(name, type, scope, isSecret, Optional.of(value), development, value, meaning);
    }

    /** The default, in words. */
    Key<T> otherwise(String words) {
        return new Key<>(name, type, scope, isSecret, preset, development, words, meaning);
    }

    Key<T> inDevelopment(String value) {
        return new Key<>(name, type, scope, isSecret, preset, Optional.of(value), shownDefault, meaning);
    }

    Key<T> in(Scope other) {
        return new Key<>(name, type, other, isSecret, preset, development, shownDefault, meaning);
    }

    Key<T> secret() {
        return new Key<>(name, type, scope, true, preset, development, shownDefault, meaning);
    }

    Key<T> means(String text) {
        return new Key<>(name, type, scope, isSecret, preset, development, shownDefault, text);
    }

    /** The default under a profile. */
    Optional<String> preset(Profile profile) {
        return profile.isDevelopment() ? development.or(() -> preset) : preset;
    }

    /** What counts, in a word, when the key is removed; the default of a table may say more behind a semicolon. */
    Optional<String> fallback(Profile profile) {
        int more = shownDefault.indexOf(';');
        return preset(profile).or(() -> more < 0 ? Optional.empty() : Optional.of(shownDefault.substring(0, more)));
    }

    /** Whether this stands for all keys that begin alike and end in a name of the user's. */
    boolean isFamily() {
        return name.endsWith(FAMILY);
    }

    /** The name without the part that the user chooses. */
    String stem() {
        return isFamily() ? name.substring(0, name.length() - FAMILY.length()) : name;
    }

    /** How MicroProfile Config looks for a key in the environment. */
    static String environmentForm(String key) {
        StringBuilder form = new StringBuilder(key.length());
        for (char character : key.toCharArray()) {
            boolean kept = character < 0x80 && Character.isLetterOrDigit(character);
            form.append(kept ? character : '_');
        }
        return form.toString().toUpperCase(Locale.ROOT);
    }
}

package org.qdmail.config;

import java.nio.file.Path;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import org.qdmail.settings.Profile;

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
    private static final String NONE = "–";
    private static final String FAMILY = "<Name>";

    /** The key that names a file with the secret. */
    Key<Path> twin() {
        String text = "A file with it.";
        return new Key<>(
                name + TWIN, MachineTypes.file(), scope, false, Optional.empty(), Optional.empty(), NONE, text);
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
        for (int at = 0; at < key.length(); at++) {
            char character = key.charAt(at);
            boolean kept = character < 0x80 && Character.isLetterOrDigit(character);
            form.append(kept ? character : '_');
        }
        return form.toString().toUpperCase(Locale.ROOT);
    }

    /** Who has a key, and whether those with a name take over what the unnamed one says. */
    enum Scope {
        /** The application: there is one value. */
        APPLICATION,
        /** Each mailer; a named one takes over the value of the unnamed one. */
        MAILER,
        /** Each mailer for itself: what belongs to a server or to a login there. */
        SERVER,
        /** Each signing identity; a named one takes over the value of the unnamed one. */
        IDENTITIES,
        /** Each signing identity for itself. */
        IDENTITY,
        /** Each caller of the HTTP service; a named one takes over the value of the unnamed one. */
        CALLER
    }

    /** A key that is being declared; {@link #means} ends it and enters it into the table. */
    static final class Declaration<T> {
        private final List<Key<?>> table;
        private final String name;
        private final ValueType<T> type;
        private Scope scope = Scope.MAILER;
        private boolean isSecret;
        private Optional<String> preset = Optional.empty();
        private Optional<String> development = Optional.empty();
        private String shownDefault = NONE;

        Declaration(List<Key<?>> table, String name, ValueType<T> type) {
            this.table = table;
            this.name = name;
            this.type = type;
        }

        /** The default, in the form of a value. */
        Declaration<T> preset(String value) {
            preset = Optional.of(value);
            shownDefault = value;
            return this;
        }

        /** The default, in words. */
        Declaration<T> otherwise(String words) {
            shownDefault = words;
            return this;
        }

        /** The default in the profiles dev and test. */
        Declaration<T> inDevelopment(String value) {
            development = Optional.of(value);
            return this;
        }

        Declaration<T> in(Scope other) {
            scope = other;
            return this;
        }

        Declaration<T> secret() {
            isSecret = true;
            return this;
        }

        Key<T> means(String text) {
            Key<T> key = new Key<>(name, type, scope, isSecret, preset, development, shownDefault, text);
            table.add(key);
            return key;
        }
    }

    /**
     * Whose keys are read: those of the application, of a mailer, of a signing identity or of a caller over HTTP.
     *
     * @param kind what has the name
     * @param name empty for the unnamed one
     */
    record Owner(Kind kind, String name) {
        /** The application, its unnamed mailer and its unnamed identity: their keys have no name in them. */
        static final Owner UNNAMED = new Owner(Kind.MAILER, "");

        static final String MAILERS = Key.PREFIX + "mailer.";
        static final String IDENTITIES = Key.PREFIX + "sign.";
        static final String CALLERS = Key.PREFIX + "rest.client.";
        private static final String SIGN = "sign.";
        private static final String REST = "rest.";

        enum Kind {
            MAILER,
            IDENTITY,
            CALLER
        }

        static Owner mailer(String name) {
            return new Owner(Kind.MAILER, name);
        }

        static Owner identity(String name) {
            return new Owner(Kind.IDENTITY, name);
        }

        static Owner caller(String name) {
            return new Owner(Kind.CALLER, name);
        }

        boolean isNamed() {
            return !name.isEmpty();
        }

        /** What stands in front of the name of each key. */
        String prefix() {
            if (!isNamed()) return Key.PREFIX;
            return prefixOf(kind) + name + '.';
        }

        /** What stands in front of the names of this kind. */
        static String prefixOf(Kind kind) {
            return switch (kind) {
                case MAILER -> MAILERS;
                case IDENTITY -> IDENTITIES;
                case CALLER -> CALLERS;
            };
        }

        /** The whole name of the key. */
        String nameOf(Key<?> key) {
            return prefix() + (isNamed() ? key.stem().substring(left()) : key.stem());
        }

        /** How much of a key's name the prefix says already. */
        private int left() {
            return switch (kind) {
                case MAILER -> 0;
                case IDENTITY -> SIGN.length();
                case CALLER -> REST.length();
            };
        }

        /** Whether there is such a key for this owner. */
        boolean has(Key<?> key) {
            if (!isNamed()) return true;
            return switch (key.scope()) {
                case APPLICATION -> false;
                case MAILER, SERVER -> kind == Kind.MAILER;
                case IDENTITIES, IDENTITY -> kind == Kind.IDENTITY;
                case CALLER -> kind == Kind.CALLER;
            };
        }

        /** Whether the value of the unnamed owner counts where this one has none. */
        boolean inherits(Key<?> key) {
            return isNamed()
                    && (key.scope() == Scope.MAILER || key.scope() == Scope.IDENTITIES || key.scope() == Scope.CALLER);
        }
    }
}

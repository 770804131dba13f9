package org.qdmail.config;

/**
 * Whose keys are read: those of the application, of a mailer or of a signing identity.
 *
 * @param kind what has the name
 * @param name empty for the unnamed one
 */
record Owner(Kind kind, String name) {
    /** The application, its unnamed mailer and its unnamed identity: their keys have no name in them. */
    static final Owner UNNAMED = new Owner(Kind.MAILER, "");

    static final String MAILERS = Key.PREFIX + "mailer.";
    static final String IDENTITIES = Key.PREFIX + "sign.";
    private static final String SIGN = "sign.";

    enum Kind {
        MAILER,
        IDENTITY
    }

    static Owner mailer(String name) {
        return new Owner(Kind.MAILER, name);
    }

    static Owner identity(String name) {
        return new Owner(Kind.IDENTITY, name);
    }

    boolean isNamed() {
        return !name.isEmpty();
    }

    /** What stands in front of the name of each key. */
    String prefix() {
        if (!isNamed()) return Key.PREFIX;
        return (kind == Kind.MAILER ? MAILERS : IDENTITIES) + name + '.';
    }

    /** The whole name of the key. */
    String nameOf(Key<?> key) {
        String rest = isNamed() && kind == Kind.IDENTITY ? key.stem().substring(SIGN.length()) : key.stem();
        return prefix() + rest;
    }

    /** Whether there is such a key for this owner. */
    boolean has(Key<?> key) {
        if (!isNamed()) return true;
        return switch (key.scope()) {
            case APPLICATION -> false;
            case MAILER, SERVER -> kind == Kind.MAILER;
            case IDENTITIES, IDENTITY -> kind == Kind.IDENTITY;
        };
    }

    /** Whether the value of the unnamed owner counts where this one has none. */
    boolean inherits(Key<?> key) {
        return isNamed() && (key.scope() == Scope.MAILER || key.scope() == Scope.IDENTITIES);
    }
}

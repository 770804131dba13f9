package org.qdmail.failure;

import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;

/** A password, token or key that must not be shown: its text form is {@code (secret)}. */
public final class Secret {
    private final char[] characters;

    private Secret(char[] characters) {
        this.characters = characters;
    }

    public static Secret of(String secret) {
        return new Secret(secret.toCharArray());
    }

    /** A copy for the one place that has to use it. */
    public char[] reveal() {
        return characters.clone();
    }

    public boolean isEmpty() {
        return characters.length == 0;
    }

    @Override
    public boolean equals(Object other) {
        return other instanceof Secret secret && MessageDigest.isEqual(octets(), secret.octets());
    }

    /** The same for every secret, so that a hash tells nothing. */
    @Override
    public int hashCode() {
        return Secret.class.hashCode();
    }

    @Override
    public String toString() {
        return "(secret)";
    }

    private byte[] octets() {
        return new String(characters).getBytes(StandardCharsets.UTF_8);
    }
}

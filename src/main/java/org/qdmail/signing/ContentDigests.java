package org.qdmail.signing;

import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.Locale;
import java.util.Map;

/** The hashes of a signed content, taken line by line: the last line end belongs to the delimiter that follows. */
final class ContentDigests {
    private static final Map<String, String> NAMES = Map.of(
            "2.16.840.1.101.3.4.2.1", "SHA-256",
            "2.16.840.1.101.3.4.2.2", "SHA-384",
            "2.16.840.1.101.3.4.2.3", "SHA-512");
    private static final byte[] NOTHING = new byte[0];

    private final Map<String, MessageDigest> digests = new LinkedHashMap<>();
    private byte[] lineEnd = NOTHING;

    /** The hashes that the parameter {@code micalg} names; all of them where it names none. */
    ContentDigests(String micalg) {
        String lower = micalg.toLowerCase(Locale.ROOT);
        NAMES.forEach((oid, name) -> {
            if (lower.contains(name.substring(4))) digests.put(oid, digest(name));
        });
        if (digests.isEmpty()) NAMES.forEach((oid, name) -> digests.put(oid, digest(name)));
    }

    private static MessageDigest digest(String name) {
        try {
            return MessageDigest.getInstance(name);
        } catch (NoSuchAlgorithmException impossible) {
            throw new AssertionError("every JDK has " + name, impossible);
        }
    }

    void add(LineReading line) {
        int text = line.textLength();
        int end = line.endLength();
        for (MessageDigest digest : digests.values()) {
            digest.update(lineEnd);
            digest.update(line.buffer(), line.offset(), text);
        }
        lineEnd = end == 0 ? NOTHING : end == 1 ? new byte[] {'\n'} : new byte[] {'\r', '\n'};
    }

    /** By the hashes' object identifiers; only once. */
    Map<String, byte[]> values() {
        Map<String, byte[]> values = new HashMap<>();
        digests.forEach((oid, digest) -> values.put(oid, digest.digest()));
        return values;
    }

    /** Such as {@code SHA-256}; the identifier itself where it is none of those that are accepted. */
    static String name(String oid) {
        return NAMES.getOrDefault(oid, oid);
    }

    static boolean isAccepted(String oid) {
        return NAMES.containsKey(oid);
    }
}

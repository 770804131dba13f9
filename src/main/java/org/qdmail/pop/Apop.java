package org.qdmail.pop;

import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HexFormat;
import java.util.Optional;
import org.qdmail.failure.Secret;

/** The login that does not show the password (RFC 1939 section 7). */
final class Apop {
    private final String timestamp;

    private Apop(String timestamp) {
        this.timestamp = timestamp;
    }

    /**
     * As the greeting offers it; empty when it does not. Only what has the form of a message id counts: with octets of
     * his choice a man in the middle could find out the password (CVE-2007-1558).
     */
    static Optional<Apop> offeredBy(String greeting) {
        int from = greeting.indexOf('<');
        int to = greeting.indexOf('>', from + 1);
        if (from < 0 || to < 0) return Optional.empty();
        String inside = greeting.substring(from + 1, to);
        int at = inside.indexOf('@');
        boolean isMessageId = at > 0
                && at == inside.lastIndexOf('@')
                && at < inside.length() - 1
                && inside.chars().allMatch(c -> c > ' ' && c < 0x7f && c != '<');
        return isMessageId ? Optional.of(new Apop('<' + inside + '>')) : Optional.empty();
    }

    String digest(Secret password) {
        try {
            MessageDigest md5 = MessageDigest.getInstance("MD5");
            md5.update(timestamp.getBytes(StandardCharsets.US_ASCII));
            md5.update(new String(password.reveal()).getBytes(StandardCharsets.UTF_8));
            return HexFormat.of().formatHex(md5.digest());
        } catch (NoSuchAlgorithmException missing) {
            throw new IllegalStateException("the JDK has no MD5, which APOP is made of", missing);
        }
    }
}

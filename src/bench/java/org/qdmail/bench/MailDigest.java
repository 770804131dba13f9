package org.qdmail.bench;

import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;

/**
 * Digests a mail line by line (SHA-256, its first eight octets). Masked, it leaves out what differs from mail to mail: the
 * values of Date and Message-ID, and the random part of boundaries.
 */
final class MailDigest {
    private static final byte[] DATE = "Date:".getBytes(StandardCharsets.US_ASCII);
    private static final byte[] MESSAGE_ID = "Message-ID:".getBytes(StandardCharsets.US_ASCII);
    private static final int RANDOM_CHARACTERS = 26;

    private final boolean masked;
    private final MessageDigest digest;
    private boolean inHeader = true;

    MailDigest(boolean masked) {
        this.masked = masked;
        try {
            this.digest = MessageDigest.getInstance("SHA-256");
        } catch (NoSuchAlgorithmException impossible) {
            throw new AssertionError("SHA-256 is part of every JDK", impossible);
        }
    }

    static long of(byte[] mail, boolean masked) {
        MailDigest digest = new MailDigest(masked);
        int start = 0;
        for (int at = 0; at < mail.length; at++) {
            if (mail[at] != '\n') continue;
            digest.line(mail, start, at + 1 - start);
            start = at + 1;
        }
        if (start < mail.length) digest.line(mail, start, mail.length - start);
        return digest.end();
    }

    /** Takes a line with its end. */
    void line(byte[] octets, int start, int length) {
        if (!masked) {
            digest.update(octets, start, length);
            return;
        }
        if (inHeader && begins(octets, start, length, DATE)) digest.update(DATE);
        else if (inHeader && begins(octets, start, length, MESSAGE_ID)) digest.update(MESSAGE_ID);
        else masking(octets, start, length);
        if (length == 2) inHeader = false;
    }

    private void masking(byte[] octets, int start, int length) {
        int end = start + length;
        int from = start;
        for (int at = start; at + 1 < end; at++) {
            if (octets[at] != '=' || octets[at + 1] != '_') continue;
            digest.update(octets, from, at + 2 - from);
            from = Math.min(end, at + 2 + RANDOM_CHARACTERS);
            at = from - 1;
        }
        digest.update(octets, from, end - from);
    }

    private static boolean begins(byte[] octets, int start, int length, byte[] name) {
        if (length < name.length) return false;
        for (int at = 0; at < name.length; at++) {
            if (octets[start + at] != name[at]) return false;
        }
        return true;
    }

    /** The digest of what was taken; begins anew. */
    long end() {
        inHeader = true;
        return ByteBuffer.wrap(digest.digest()).getLong();
    }
}

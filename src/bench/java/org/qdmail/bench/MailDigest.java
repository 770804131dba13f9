package org.qdmail.bench;

import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.zip.CRC32C;

/** Digests a mail: of every octet, or without what differs from mail to mail. */
final class MailDigest {
    private static final byte[] DATE = "Date:".getBytes(StandardCharsets.US_ASCII);
    private static final byte[] MESSAGE_ID = "Message-ID:".getBytes(StandardCharsets.US_ASCII);
    private static final int RANDOM_CHARACTERS = 26;

    private MailDigest() {}

    /** The first eight octets of SHA-256. */
    static long exact(byte[] mail) {
        try {
            return ByteBuffer.wrap(MessageDigest.getInstance("SHA-256").digest(mail))
                    .getLong();
        } catch (NoSuchAlgorithmException impossible) {
            throw new AssertionError("SHA-256 is part of every JDK", impossible);
        }
    }

    /**
     * CRC-32C without the values of Date and Message-ID and the random part of boundaries. It is taken of every mail while
     * time is measured, on a processor that the sender could use, so it has to cost little.
     */
    static long masked(byte[] mail) {
        CRC32C sum = new CRC32C();
        int start = 0;
        boolean inHeader = true;
        while (inHeader && start < mail.length) {
            int end = lineEnd(mail, start);
            if (begins(mail, start, end, DATE)) sum.update(DATE);
            else if (begins(mail, start, end, MESSAGE_ID)) sum.update(MESSAGE_ID);
            else maskBoundaries(mail, start, end, sum);
            inHeader = end - start > 2;
            start = end;
        }
        maskBoundaries(mail, start, mail.length, sum);
        return sum.getValue();
    }

    private static int lineEnd(byte[] mail, int start) {
        for (int at = start; at < mail.length; at++) {
            if (mail[at] == '\n') return at + 1;
        }
        return mail.length;
    }

    private static void maskBoundaries(byte[] octets, int start, int end, CRC32C sum) {
        int from = start;
        for (int at = start; at + 1 < end; at++) {
            if (octets[at] != '=' || octets[at + 1] != '_') continue;
            sum.update(octets, from, at + 2 - from);
            from = Math.min(end, at + 2 + RANDOM_CHARACTERS);
            at = from - 1;
        }
        sum.update(octets, from, end - from);
    }

    private static boolean begins(byte[] octets, int start, int end, byte[] name) {
        if (end - start < name.length) return false;
        for (int at = 0; at < name.length; at++) {
            if (octets[start + at] != name[at]) return false;
        }
        return true;
    }
}

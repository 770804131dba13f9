package org.qdmail.signing;

import java.io.IOException;
import java.util.Arrays;
import org.bouncycastle.asn1.ASN1Encodable;
import org.bouncycastle.asn1.ASN1Encoding;

/** Puts DER together from parts that are encoded already (X.690 section 8.1), so that each is encoded once. */
final class Der {
    static final int OCTET_STRING = 0x04;
    /** In pieces. */
    static final int CONSTRUCTED_OCTET_STRING = 0x24;

    static final int SEQUENCE = 0x30;
    static final int SET = 0x31;
    /** Constructed, context-specific, number 0. */
    static final int CONTEXT_0 = 0xa0;

    static final int CONTEXT_1 = 0xa1;

    private Der() {}

    static byte[] encoded(ASN1Encodable value) {
        try {
            return value.toASN1Primitive().getEncoded(ASN1Encoding.DER);
        } catch (IOException impossible) {
            throw new AssertionError("encoding into memory", impossible);
        }
    }

    /** Tag, length and contents. */
    static byte[] value(int tag, byte[]... contents) {
        int length = length(contents);
        byte[] start = start(tag, length);
        byte[] value = Arrays.copyOf(start, start.length + length);
        copy(contents, value, start.length);
        return value;
    }

    /** Tag and length of contents that follow. */
    static byte[] start(int tag, int length) {
        int lengthOctets = lengthOctets(length);
        byte[] start = new byte[2 + lengthOctets];
        start[0] = (byte) tag;
        start[1] = (byte) (lengthOctets == 0 ? length : 0x80 | lengthOctets);
        for (int i = 0; i < lengthOctets; i++) start[1 + lengthOctets - i] = (byte) (length >>> 8 * i);
        return start;
    }

    /** Tags whose contents follow up to an end of their own (section 8.1.3.6); BER, not DER. */
    static byte[] open(int tag) {
        return new byte[] {(byte) tag, (byte) 0x80};
    }

    /** The ends of so many of them. */
    static byte[] ends(int count) {
        return new byte[2 * count];
    }

    static byte[] joined(byte[]... parts) {
        byte[] joined = new byte[length(parts)];
        copy(parts, joined, 0);
        return joined;
    }

    private static int length(byte[][] parts) {
        int length = 0;
        for (byte[] part : parts) length = Math.addExact(length, part.length);
        return length;
    }

    /** How many octets the long form takes after its first one; 0 for the short form. */
    private static int lengthOctets(int length) {
        return length < 0x80 ? 0 : (39 - Integer.numberOfLeadingZeros(length)) / 8;
    }

    private static void copy(byte[][] parts, byte[] target, int offset) {
        int at = offset;
        for (byte[] part : parts) {
            System.arraycopy(part, 0, target, at, part.length);
            at += part.length;
        }
    }
}

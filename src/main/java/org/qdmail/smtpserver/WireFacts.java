package org.qdmail.smtpserver;

/** Notes about the octets of a content what a reader of the mail has to know; sees each octet once. */
public final class WireFacts {
    private static final int MAX_LINE_OCTETS = 998;

    private long bareLineEnds;
    private long longLines;
    private boolean nul;
    private boolean eightBit;
    private boolean afterCr;
    private int lineOctets;

    void see(byte[] block, int offset, int length) {
        for (int at = offset; at < offset + length; at++) see(block[at]);
    }

    private void see(byte octet) {
        if (octet == '\n') {
            if (!afterCr) bareLineEnds++;
            endLine();
            return;
        }
        if (afterCr) bareLineEnds++;
        afterCr = octet == '\r';
        if (afterCr) return;
        lineOctets++;
        if (octet == 0) nul = true;
        if (octet < 0) eightBit = true;
    }

    private void endLine() {
        if (lineOctets > MAX_LINE_OCTETS) longLines++;
        lineOctets = 0;
        afterCr = false;
    }

    /** Line ends that are not CRLF. */
    public long bareLineEnds() {
        return bareLineEnds;
    }

    /** Lines of more than 998 octets (RFC 5322 section 2.1.1). */
    public long longLines() {
        return longLines;
    }

    /** Whether NUL is among them. */
    public boolean hasNul() {
        return nul;
    }

    /** Whether an octet is above 7F. */
    public boolean isEightBit() {
        return eightBit;
    }
}

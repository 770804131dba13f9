package org.qdmail.dkim;

import java.io.ByteArrayOutputStream;
import java.io.FilterOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.util.Arrays;

/** Passes a mail on, and keeps its header and the hash of its body for the signatures. */
final class SignedOutput extends FilterOutputStream {
    private final RelaxedBody body;
    private final ByteArrayOutputStream header = new ByteArrayOutputStream(2048);
    private boolean inBody;
    private int lineOctets;

    SignedOutput(OutputStream out, RelaxedBody body) {
        super(out);
        this.body = body;
    }

    @Override
    public void write(int octet) throws IOException {
        write(new byte[] {(byte) octet}, 0, 1);
    }

    @Override
    public void write(byte[] octets, int offset, int length) throws IOException {
        out.write(octets, offset, length);
        int taken = inBody ? 0 : takeHeader(octets, offset, length);
        if (taken < length) body.update(octets, offset + taken, length - taken);
    }

    /** Takes octets up to the empty line behind the header; how many. */
    private int takeHeader(byte[] octets, int offset, int length) {
        int taken = 0;
        while (!inBody && taken < length) {
            byte octet = octets[offset + taken++];
            header.write(octet);
            if (octet == '\n') {
                inBody = lineOctets == 0;
                lineOctets = 0;
            } else if (octet != '\r') {
                lineOctets++;
            }
        }
        return taken;
    }

    /** The fields, each line with its end, without the empty line. */
    byte[] header() {
        byte[] octets = header.toByteArray();
        return inBody ? Arrays.copyOf(octets, octets.length - 2) : octets;
    }

    byte[] bodyHash() {
        return body.end();
    }
}

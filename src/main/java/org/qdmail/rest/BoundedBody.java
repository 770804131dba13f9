package org.qdmail.rest;

import java.io.FilterInputStream;
import java.io.IOException;
import java.io.InputStream;

/** The body of a request up to the largest allowed; one octet more ends the reading. */
final class BoundedBody extends FilterInputStream {
    private final long most;
    private long left;

    BoundedBody(InputStream body, long most) {
        super(body);
        this.most = most;
        this.left = most;
    }

    long most() {
        return most;
    }

    @Override
    public int read() throws IOException {
        int octet = super.read();
        if (octet >= 0) count(1);
        return octet;
    }

    @Override
    public int read(byte[] octets, int offset, int length) throws IOException {
        int count = super.read(octets, offset, length);
        if (count > 0) count(count);
        return count;
    }

    private void count(int octets) throws TooLarge {
        left -= octets;
        if (left < 0) throw new TooLarge();
    }

    @Override
    public boolean markSupported() {
        return false;
    }

    /** The body has more octets than are read. */
    static final class TooLarge extends IOException {
        private static final long serialVersionUID = 1L;
    }
}

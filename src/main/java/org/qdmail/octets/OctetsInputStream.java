package org.qdmail.octets;

import java.io.InputStream;

/** Reads frozen octets from the first to the last. */
final class OctetsInputStream extends InputStream {
    private final Octets octets;
    private long position;

    OctetsInputStream(Octets octets) {
        this.octets = octets;
    }

    @Override
    public int read() {
        byte[] single = new byte[1];
        return read(single, 0, 1) < 0 ? -1 : single[0] & 0xff;
    }

    @Override
    public int read(byte[] into, int offset, int length) {
        if (length == 0) return 0;
        int count = octets.read(position, into, offset, length);
        if (count > 0) position += count;
        return count;
    }
}

package org.qdmail.mime;

import java.io.IOException;
import java.io.OutputStream;
import org.qdmail.octets.FrozenMailWriter;

/** Writes arrays that are never changed once they are made; a frozen mail takes them as they are. */
final class FixedOctets {
    private FixedOctets() {}

    static void write(OutputStream out, byte[] octets, int length) throws IOException {
        if (out instanceof FrozenMailWriter frozen) frozen.keep(octets, length);
        else out.write(octets, 0, length);
    }
}

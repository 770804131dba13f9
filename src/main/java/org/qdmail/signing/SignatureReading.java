package org.qdmail.signing;

import java.io.IOException;
import java.io.InputStream;

/** Reads the signature of a mail, whoever made it. One pass in bounded memory; hostile mail gets a report as well. */
public final class SignatureReading {
    private SignatureReading() {}

    /**
     * Reads a whole mail, header included, to its end.
     *
     * @throws IOException only from {@code mail}
     */
    public static SignatureReport of(InputStream mail) throws IOException {
        throw new UnsupportedOperationException();
    }
}

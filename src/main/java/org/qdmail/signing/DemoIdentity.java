package org.qdmail.signing;

import java.io.IOException;
import java.nio.file.Path;
import java.time.Clock;
import org.qdmail.address.EmailAddress;

/** Makes a self-signed identity to try signing with; nobody vouches for it. */
public final class DemoIdentity {
    /** The file of the certificate. */
    public static final String CERTIFICATE_FILE = "cert.pem";
    /** The file of the private key, readable by its owner alone. */
    public static final String PRIVATE_KEY_FILE = "private.pem";

    private DemoIdentity() {}

    /**
     * Writes certificate and private key into a directory, which is made if need be. Files that exist are left alone.
     *
     * @return whether an identity was written: false if one of the files exists
     */
    public static boolean write(Path directory, EmailAddress address, Clock clock) throws IOException {
        throw new UnsupportedOperationException();
    }
}

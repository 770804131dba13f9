package org.qdmail.keys;

import java.util.Optional;
import org.qdmail.failure.SigningFailed;
import org.qdmail.failure.SigningFaults;

/** Looks whether Bouncy Castle is there before any class that needs it is linked. */
public final class CryptoLibrary {
    private static final String[] NEEDED = {
        "org.bouncycastle.asn1.ASN1Primitive", // bcprov
        "org.bouncycastle.asn1.ess.ESSCertIDv2", // bcutil
        "org.bouncycastle.openssl.PEMParser" // bcpkix
    };

    private CryptoLibrary() {}

    /**
     * Fails when it is not there.
     *
     * @throws SigningFailed MAIL-0408
     */
    public static void require() {
        missing().ifPresent(missing -> {
            throw new SigningFailed(SigningFaults.libraryMissing(), missing);
        });
    }

    /** What the class loader said, when it is not there. */
    public static Optional<Throwable> missing() {
        try {
            for (String type : NEEDED) Class.forName(type, false, CryptoLibrary.class.getClassLoader());
            return Optional.empty();
        } catch (ClassNotFoundException | LinkageError missing) {
            return Optional.of(missing);
        }
    }
}

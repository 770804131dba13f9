package org.qdmail.signing;

import java.nio.file.Path;
import java.security.KeyPair;
import java.util.function.Supplier;

/** The kinds of keys that sign, each with the algorithm that it is asked for. */
enum SigningKeys {
    RSA_2048(SigningAlgorithm.AUTO, "sha-256", () -> CertificateMaker.rsa("leaf")),
    RSA_4096(SigningAlgorithm.AUTO, "sha-256", () -> CertificateMaker.rsa("leaf", 4096)),
    RSA_PSS(SigningAlgorithm.RSA_PSS_SHA256, "sha-256", () -> CertificateMaker.rsa("leaf")),
    P_256(SigningAlgorithm.AUTO, "sha-256", () -> CertificateMaker.ec("secp256r1")),
    P_384(SigningAlgorithm.AUTO, "sha-384", () -> CertificateMaker.ec("secp384r1")),
    ED25519(SigningAlgorithm.ED25519, "sha-512", CertificateMaker::ed25519);

    private final SigningAlgorithm algorithm;
    private final String micalg;
    private final Supplier<KeyPair> keys;

    SigningKeys(SigningAlgorithm algorithm, String micalg, Supplier<KeyPair> keys) {
        this.algorithm = algorithm;
        this.micalg = micalg;
        this.keys = keys;
    }

    KeyPair pair() {
        return keys.get();
    }

    String micalg() {
        return micalg;
    }

    /** OpenSSL 3.0 cannot verify EdDSA in CMS: its digest of the attributes is missing there. */
    boolean isKnownToOpenssl() {
        return this != ED25519;
    }

    /** An identity of Alice with such a key. */
    SigningIdentity identity(Path directory, CertificateMaker.Issued root) {
        CertificateMaker.Issued issued = CertificateMaker.leaf().keys(pair()).by(root);
        return SigningIdentity.load(
                Settings.withAlgorithm(issued.certificateFile(directory), issued.keyFile(directory), algorithm),
                SignedMails.at(CertificateMaker.NOW));
    }
}

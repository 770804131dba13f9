package org.qdmail.bench;

import java.nio.charset.StandardCharsets;
import java.security.GeneralSecurityException;
import java.security.KeyFactory;
import java.security.PrivateKey;
import java.security.Provider;
import java.security.Signature;
import org.bouncycastle.jce.provider.BouncyCastleProvider;

/** Nothing but the signature over a text: what no S/MIME signer can stay below. */
final class BareSignature implements CallTurns.AutoCloseableCall {
    private final Signature signature;
    private final PrivateKey key;
    private final byte[] text;

    private BareSignature(Signature signature, PrivateKey key, byte[] text) {
        this.signature = signature;
        this.key = key;
        this.text = text;
    }

    static Contender ofTheJdk(SigningFiles files) {
        return new Contender(
                "bare, JDK", false, trial -> turns(trial, Signature.getInstance(algorithm(files)), files.key()));
    }

    /** The key is made the provider's own before, or each signature would begin with that. */
    static Contender ofBouncyCastle(SigningFiles files) {
        Provider provider = new BouncyCastleProvider();
        return new Contender(
                "bare, Bouncy Castle",
                false,
                trial -> turns(trial, Signature.getInstance(algorithm(files), provider), (PrivateKey)
                        KeyFactory.getInstance(files.key().getAlgorithm(), provider)
                                .translateKey(files.key())));
    }

    private static Turns turns(Trial trial, Signature signature, PrivateKey key) {
        byte[] text = trial.workload().text().getBytes(StandardCharsets.US_ASCII);
        return new CallTurns(new BareSignature(signature, key, text), trial.connections());
    }

    private static String algorithm(SigningFiles files) {
        return files.key().getAlgorithm().equals("RSA") ? "SHA256withRSA" : "SHA256withECDSA";
    }

    @Override
    public void run() throws GeneralSecurityException {
        signature.initSign(key);
        signature.update(text);
        signature.sign();
    }
}

package org.qdmail.bench;

import java.nio.charset.StandardCharsets;
import java.security.GeneralSecurityException;
import java.security.Provider;
import java.security.Signature;
import org.bouncycastle.jce.provider.BouncyCastleProvider;

/** Nothing but the signature over a text: what no S/MIME signer can stay below. */
final class BareSignature implements CallTurns.AutoCloseableCall {
    private final Signature signature;
    private final SigningFiles files;
    private final byte[] text;

    private BareSignature(Signature signature, SigningFiles files, byte[] text) {
        this.signature = signature;
        this.files = files;
        this.text = text;
    }

    static Contender ofTheJdk(SigningFiles files) {
        return new Contender("bare, JDK", false, trial -> turns(files, trial, Signature.getInstance(algorithm(files))));
    }

    static Contender ofBouncyCastle(SigningFiles files) {
        Provider provider = new BouncyCastleProvider();
        return new Contender(
                "bare, Bouncy Castle",
                false,
                trial -> turns(files, trial, Signature.getInstance(algorithm(files), provider)));
    }

    private static Turns turns(SigningFiles files, Trial trial, Signature signature) {
        byte[] text = trial.workload().text().getBytes(StandardCharsets.US_ASCII);
        return new CallTurns(new BareSignature(signature, files, text), trial.connections());
    }

    private static String algorithm(SigningFiles files) {
        return files.key().getAlgorithm().equals("RSA") ? "SHA256withRSA" : "SHA256withECDSA";
    }

    @Override
    public void run() throws GeneralSecurityException {
        signature.initSign(files.key());
        signature.update(text);
        signature.sign();
    }
}

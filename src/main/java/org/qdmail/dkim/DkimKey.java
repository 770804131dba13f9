package org.qdmail.dkim;

import java.io.IOException;
import java.security.GeneralSecurityException;
import java.security.Key;
import java.security.MessageDigest;
import java.security.PrivateKey;
import java.security.Provider;
import java.security.Signature;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.qdmail.failure.KeyFaults;
import org.qdmail.failure.SigningFailed;
import org.qdmail.keys.KeyFile;
import org.qdmail.keys.KeyFileMode;
import org.qdmail.keys.KeyMaterial;
import org.qdmail.keys.KeyStoreFile;
import org.qdmail.keys.KeyStrength;
import org.qdmail.keys.PemFile;

/** A key that makes signatures: RSA (RFC 6376 section 3.3.3), or Ed25519 (RFC 8463). Read and tried once. */
final class DkimKey {
    private static final int MIN_RSA_BITS = 1024;
    private static final int GOOD_RSA_BITS = 2048;

    private final String selector;
    private final String place;
    private final PrivateKey key;
    private final Optional<Provider> device;
    private final boolean isRsa;
    private final List<String> warnings;

    private DkimKey(
            DkimSettings.KeyPlace from, PrivateKey key, Key shown, Optional<Provider> device, List<String> warnings) {
        this.selector = from.selector();
        this.place = from.place();
        this.key = key;
        this.device = device;
        this.isRsa = KeyStrength.isRsa(shown);
        this.warnings = List.copyOf(warnings);
    }

    /**
     * Reads the key and makes a signature with it.
     *
     * @throws SigningFailed for its file (MAIL-0401), its password (0402), its kind or size (0404); when it does not sign
     *     (0409)
     */
    static DkimKey load(DkimSettings.KeyPlace from) {
        KeyFile file = KeyFile.read(from.place(), from.file());
        List<String> warnings = new ArrayList<>();
        DkimKey key;
        if (file.isPkcs12() || file.isDevice()) {
            KeyMaterial entry = KeyStoreFile.of(file, from.password()).entry(Optional.empty());
            if (!file.isDevice()) warnAboutMode(file, warnings);
            key = checked(from, entry.key(), entry.shownKey(), entry.device(), warnings);
        } else {
            PrivateKey pem = PemFile.of(file).privateKey(from.password());
            warnAboutMode(file, warnings);
            key = checked(from, pem, pem, Optional.empty(), warnings);
        }
        key.sign(new byte[] {0});
        return key;
    }

    private static DkimKey checked(
            DkimSettings.KeyPlace from, PrivateKey key, Key shown, Optional<Provider> device, List<String> warnings) {
        String found = KeyStrength.described(shown);
        boolean isFit =
                KeyStrength.isEd25519(shown) || KeyStrength.isRsa(shown) && !KeyStrength.isBelow(shown, MIN_RSA_BITS);
        if (!isFit) throw new SigningFailed(KeyFaults.unfitForDkim(from.place(), found));
        if (KeyStrength.isBelow(shown, GOOD_RSA_BITS)) {
            warnings.add("the DKIM key of the selector " + from.selector() + " is " + found
                    + "; some receivers ignore keys below " + GOOD_RSA_BITS + " bits");
        }
        return new DkimKey(from, key, shown, device, warnings);
    }

    private static void warnAboutMode(KeyFile file, List<String> warnings) {
        try {
            warnings.addAll(KeyFileMode.warnings(file.path()));
        } catch (IOException gone) {
            throw new SigningFailed(KeyFaults.fileNotReadable(file.place(), file.path()), gone);
        }
    }

    String selector() {
        return selector;
    }

    /** The value of {@code a=}. */
    String algorithm() {
        return isRsa ? "rsa-sha256" : "ed25519-sha256";
    }

    List<String> warnings() {
        return warnings;
    }

    /**
     * Signs the hash of what is given.
     *
     * @throws SigningFailed when the key fails (MAIL-0409)
     */
    byte[] sign(byte[] data) {
        try {
            Signature signature = open(isRsa ? "SHA256withRSA" : "Ed25519");
            signature.initSign(key);
            signature.update(isRsa ? data : MessageDigest.getInstance("SHA-256").digest(data));
            return signature.sign();
        } catch (GeneralSecurityException failed) {
            throw new SigningFailed(KeyFaults.dkimKeyFailed(place), failed);
        }
    }

    private Signature open(String algorithm) throws GeneralSecurityException {
        return device.isPresent() ? Signature.getInstance(algorithm, device.get()) : Signature.getInstance(algorithm);
    }
}

package org.qdmail.failure;

import java.nio.file.Path;
import java.util.Collection;

/**
 * The texts of files with keys and certificates: numbers 0401, 0402, 0404 and 0409. The place is the setting to be
 * changed; passwords are never shown.
 */
public final class KeyFaults {
    private static final int MAX_SHOWN = 200;

    private KeyFaults() {}

    public static Fault fileNotReadable(String place, Path file) {
        return file(place, file + " cannot be read; give the path of a file that this process may read");
    }

    public static Fault fileTooLarge(String place, Path file, long maxOctets) {
        return file(place, file + " is larger than " + maxOctets + " octets, too large for keys");
    }

    public static Fault fileInDeployment(String place, Path file) {
        return file(
                place,
                file
                        + " lies inside a deployed application, where keys can get out; move it to qdmail.path.certificates");
    }

    public static Fault noCertificate(String place, Path file) {
        return file(place, file + " has no readable certificate; PEM is expected, or PKCS#12 named .pfx or .p12");
    }

    public static Fault notACertificate(String place, Path file) {
        return file(place, file + " is no certificate in DER or PEM, or it is damaged");
    }

    public static Fault damagedPem(String place, Path file, int object) {
        return file(place, "the PEM object number " + object + " in " + file + " is damaged; copy the file again");
    }

    public static Fault noPrivateKey(String place, Path file) {
        return file(place, file + " has no readable private key; PEM is expected (PKCS#8, RSA or EC PRIVATE KEY)");
    }

    public static Fault severalPrivateKeys(String place, Path file) {
        return file(place, file + " has more than one private key; leave the one that belongs to the certificate");
    }

    public static Fault notPkcs12(String place, Path file) {
        return file(place, file + " is not PKCS#12, or it is damaged");
    }

    public static Fault deviceFailed(String place, Path file) {
        return file(place, "the device that " + file + " configures cannot be opened; the cause says why");
    }

    public static Fault encryptedTooWeakly(String place, Path file, String cipher) {
        return file(place, file + " is encrypted with " + cipher + ", which is not read; export it again with AES-256");
    }

    public static Fault encryptedByLegacy(String place, Path file, String cipher, String key) {
        return file(
                place,
                file + " is encrypted with " + cipher
                        + ", which anybody can break; export it again with AES-256, or set " + key + "=true");
    }

    public static Fault passwordTooCostly(String place, Path file, long maxIterations) {
        return file(
                place,
                file + " asks for more work than " + maxIterations + " iterations to try a password; export it again");
    }

    public static Fault unknownAlias(String place, String alias, Collection<String> aliases) {
        return file(
                place, "there is no key named " + Texts.shown(alias, MAX_SHOWN) + "; the file has " + shown(aliases));
    }

    public static Fault aliasNeeded(String place, Collection<String> aliases) {
        return file(place, "the file has several keys; choose one of " + shown(aliases));
    }

    public static Fault wrongPassword(String place, Path file) {
        return password(place, "the password does not open " + file);
    }

    public static Fault passwordNeeded(String place, Path file) {
        return password(place, file + " is encrypted, but no password is set");
    }

    public static Fault passwordFileUnfit(String place, Path file) {
        return password(place, file + " cannot be read as one line of text; write the password alone into it");
    }

    public static Fault weakKey(String place, String found) {
        return new Fault(
                "MAIL-0404",
                place,
                "the key is " + found + "; RSA of 2048 bits or more, EC on P-256 or P-384, or Ed25519 is needed");
    }

    public static Fault unfitForDkim(String place, String found) {
        return new Fault(
                "MAIL-0404",
                place,
                "the key is " + found + "; DKIM needs RSA of 1024 bits or more, better 2048, or Ed25519");
    }

    public static Fault dkimKeyFailed(String place) {
        return new Fault("MAIL-0409", place, "the key failed to sign; nothing was sent");
    }

    private static Fault file(String place, String text) {
        return new Fault("MAIL-0401", place, text);
    }

    private static Fault password(String place, String text) {
        return new Fault("MAIL-0402", place, text);
    }

    private static String shown(Collection<String> names) {
        return Texts.shown(String.join(", ", names), MAX_SHOWN);
    }
}

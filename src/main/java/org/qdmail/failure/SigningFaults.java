package org.qdmail.failure;

import java.nio.file.Path;
import java.time.Instant;
import java.util.Collection;

/** The texts of signing: numbers 0401 to 0409. The place is the setting to be changed; passwords are never shown. */
public final class SigningFaults {
    private static final int MAX_SHOWN = 200;

    private SigningFaults() {}

    public static Fault fileNotReadable(String identity, String key, Path file) {
        return file(identity, key, file + " cannot be read; give the path of a file that this process may read");
    }

    public static Fault fileTooLarge(String identity, String key, Path file, long maxOctets) {
        return file(identity, key, file + " is larger than " + maxOctets + " octets, too large for keys");
    }

    public static Fault fileInDeployment(String identity, String key, Path file) {
        return file(
                identity,
                key,
                file
                        + " lies inside a deployed application, where keys can get out; move it to qdmail.path.certificates");
    }

    public static Fault noCertificate(String identity, String key, Path file) {
        return file(
                identity, key, file + " has no readable certificate; PEM is expected, or PKCS#12 named .pfx or .p12");
    }

    public static Fault damagedPem(String identity, String key, Path file, int object) {
        return file(
                identity, key, "the PEM object number " + object + " in " + file + " is damaged; copy the file again");
    }

    public static Fault noPrivateKey(String identity, String key, Path file) {
        return file(
                identity, key, file + " has no readable private key; PEM is expected (PKCS#8, RSA or EC PRIVATE KEY)");
    }

    public static Fault severalPrivateKeys(String identity, String key, Path file) {
        return file(
                identity, key, file + " has more than one private key; leave the one that belongs to the certificate");
    }

    public static Fault notPkcs12(String identity, Path file) {
        return file(identity, "certificate-file", file + " is not PKCS#12, or it is damaged");
    }

    public static Fault deviceFailed(String identity, Path file) {
        return file(
                identity,
                "certificate-file",
                "the device that " + file + " configures cannot be opened; the cause says why");
    }

    public static Fault encryptedTooWeakly(String identity, String key, Path file, String cipher) {
        return file(
                identity,
                key,
                file + " is encrypted with " + cipher + ", which is not read; export it again with AES-256");
    }

    public static Fault passwordTooCostly(String identity, String key, Path file, long maxIterations) {
        return file(
                identity,
                key,
                file + " asks for more work than " + maxIterations + " iterations to try a password; export it again");
    }

    public static Fault unknownAlias(String identity, String alias, Collection<String> aliases) {
        return file(
                identity,
                "alias",
                "there is no key named " + Texts.shown(alias, MAX_SHOWN) + "; the file has " + shown(aliases));
    }

    public static Fault aliasNeeded(String identity, Collection<String> aliases) {
        return file(identity, "alias", "the file has several keys; choose one of " + shown(aliases));
    }

    public static Fault wrongPassword(String identity, Path file) {
        return password(identity, "the password does not open " + file);
    }

    public static Fault passwordNeeded(String identity, Path file) {
        return password(identity, file + " is encrypted, but no password is set");
    }

    public static Fault expired(String identity, Path file, Instant notAfter) {
        return new Fault(
                "MAIL-0403",
                place(identity, "certificate-file"),
                "the certificate in " + file + " expired at " + notAfter + "; renew it");
    }

    public static Fault notYetValid(String identity, Path file, Instant notBefore) {
        return new Fault(
                "MAIL-0403",
                place(identity, "certificate-file"),
                "the certificate in " + file + " is not valid before " + notBefore
                        + "; compare the clock of this machine");
    }

    public static Fault weakKey(String identity, String found) {
        return weak(
                identity,
                "the key is " + found + "; RSA of 2048 bits or more, EC on P-256 or P-384, or Ed25519 is needed");
    }

    public static Fault algorithmOfOtherKey(String identity, String algorithm, String found) {
        return new Fault(
                "MAIL-0404",
                place(identity, "algorithm"),
                algorithm + " cannot be made with the key, which is " + found + "; use auto");
    }

    public static Fault ed25519NotWished(String identity) {
        return new Fault(
                "MAIL-0404",
                place(identity, "algorithm"),
                "the key is Ed25519, which few mail programs can verify; set ed25519 if those of your readers can, or use an"
                        + " RSA key");
    }

    public static Fault weakCertificate(String identity, String algorithm) {
        return weak(identity, "the certificate is signed with " + algorithm + ", which verifiers refuse; renew it");
    }

    public static Fault keyOfOtherCertificate(String identity, String key) {
        return new Fault(
                "MAIL-0405",
                place(identity, key),
                "the private key belongs to none of the certificates given; give the pair that was issued together");
    }

    public static Fault senderNotCovered(String identity, String from, Collection<String> covered) {
        return new Fault(
                "MAIL-0406",
                "from",
                from + " may not be signed for by " + shown(identity) + ", which signs for " + shown(covered)
                        + "; change From, or set " + place(identity, "from"));
    }

    public static Fault usage(String identity, String found) {
        return new Fault(
                "MAIL-0407",
                place(identity, "certificate-file"),
                "the certificate is made for " + found
                        + "; signing mail needs key usage digitalSignature or nonRepudiation and, where there is an"
                        + " extended key usage, emailProtection in it (RFC 8550 section 4.4)");
    }

    public static Fault libraryMissing() {
        return new Fault(
                "MAIL-0408",
                "",
                "signing needs Bouncy Castle, which is not on the class path; add org.bouncycastle:bcpkix-jdk18on");
    }

    public static Fault keyFailed(String identity) {
        return new Fault("MAIL-0409", "", "the key of " + shown(identity) + " failed to sign; nothing was sent");
    }

    public static Fault selfCheckFailed(String identity, String reason) {
        return new Fault(
                "MAIL-0409",
                "",
                "the signature of " + shown(identity) + " does not verify (" + Texts.shown(reason, MAX_SHOWN)
                        + "); nothing was sent");
    }

    private static Fault file(String identity, String key, String text) {
        return new Fault("MAIL-0401", place(identity, key), text);
    }

    private static Fault password(String identity, String text) {
        return new Fault("MAIL-0402", place(identity, "password"), text);
    }

    private static Fault weak(String identity, String text) {
        return new Fault("MAIL-0404", place(identity, "certificate-file"), text);
    }

    private static String place(String identity, String key) {
        return identity.isEmpty() ? "qdmail.sign." + key : "qdmail.sign." + identity + '.' + key;
    }

    private static String shown(String identity) {
        return identity.isEmpty() ? "the unnamed identity" : "identity " + Texts.shown(identity, MAX_SHOWN);
    }

    private static String shown(Collection<String> names) {
        return Texts.shown(String.join(", ", names), MAX_SHOWN);
    }
}

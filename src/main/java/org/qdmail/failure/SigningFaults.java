package org.qdmail.failure;

import java.nio.file.Path;
import java.time.Instant;
import java.util.Collection;

/** The texts of signing: numbers 0403 to 0409 and 0413. The place is the setting to be changed; passwords are never shown. */
public final class SigningFaults {
    private static final int MAX_SHOWN = 200;

    private SigningFaults() {}

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

    public static Fault keyOfOtherCertificate(String place) {
        return new Fault(
                "MAIL-0405",
                place,
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

    public static Fault timeStampFailed(String identity, String reason) {
        return new Fault(
                "MAIL-0413",
                place(identity, "timestamp.url"),
                "the signature got no time stamp, because of its authority: " + Texts.shown(reason, MAX_SHOWN)
                        + "; nothing was sent. Try again, or set " + place(identity, "timestamp.on-failure") + "=warn");
    }

    private static Fault weak(String identity, String text) {
        return new Fault("MAIL-0404", place(identity, "certificate-file"), text);
    }

    /** What the settings of an identity begin with. */
    public static String prefix(String identity) {
        return identity.isEmpty() ? "qdmail.sign." : "qdmail.sign." + identity + '.';
    }

    private static String place(String identity, String key) {
        return prefix(identity) + key;
    }

    private static String shown(String identity) {
        return identity.isEmpty() ? "the unnamed identity" : "identity " + Texts.shown(identity, MAX_SHOWN);
    }

    private static String shown(Collection<String> names) {
        return Texts.shown(String.join(", ", names), MAX_SHOWN);
    }
}

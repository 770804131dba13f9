package org.qdmail.failure;

/** The texts of encryption: numbers 0408 and 0410 to 0412. The place is the address that a certificate is sought for. */
public final class EncryptionFaults {
    private static final int MAX_SHOWN = 300;

    private EncryptionFaults() {}

    public static Fault libraryMissing() {
        return new Fault(
                "MAIL-0408",
                "",
                "encrypting needs Bouncy Castle, which is not on the class path; add org.bouncycastle:bcpkix-jdk18on");
    }

    public static Fault noCertificate(String recipient) {
        return new Fault(
                "MAIL-0410",
                recipient,
                "there is no certificate to encrypt to; put one that carries the address into qdmail.encrypt.directory, or"
                        + " let a bean RecipientCertificates find it");
    }

    /**
     * Certificates, but none that serves.
     *
     * @param why what is wrong with each
     */
    public static Fault notUsable(String recipient, String why) {
        return new Fault(
                "MAIL-0411",
                recipient,
                Texts.shown(why, MAX_SHOWN) + "; ask the recipient for a certificate that mail can be encrypted to");
    }

    public static Fault searchFailed(String recipient) {
        return new Fault(
                "MAIL-0412", recipient, "RecipientCertificates failed; the cause says why, and nothing was sent");
    }

    public static Fault failed() {
        return new Fault("MAIL-0412", "", "the mail could not be encrypted; the cause says why, and nothing was sent");
    }
}

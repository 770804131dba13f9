package org.qdmail.failure;

/** The texts of the envelope: numbers 0501 to 0502, as well as 0250 for NOTIFY. */
public final class EnvelopeFaults {
    private EnvelopeFaults() {}

    public static Fault neverNotAlone() {
        return new Fault("MAIL-0250", "", "NEVER stands alone; leave out the other words (RFC 3461 section 4.1)");
    }

    public static Fault receiptNotOffered(String host) {
        return new Fault(
                "MAIL-0501",
                "",
                "a delivery receipt is demanded, but " + host
                        + " does not offer DSN (RFC 3461); set qdmail.receipt.unsupported=warn or take another relay");
    }

    public static Fault envelopeIdCharacter(int offset) {
        return new Fault(
                "MAIL-0502",
                "",
                "envelope id: character " + offset
                        + " is not allowed; printable ASCII and blanks are (RFC 3461 section 4.4)");
    }

    public static Fault envelopeIdLength(int octets) {
        return new Fault(
                "MAIL-0502",
                "",
                "envelope id: has " + octets
                        + " octets in its form on the wire; 1 to 100 are allowed (RFC 3461 section 5.4)");
    }
}

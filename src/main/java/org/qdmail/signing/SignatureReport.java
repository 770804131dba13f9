package org.qdmail.signing;

import java.time.Instant;
import java.util.List;
import java.util.Set;

/**
 * What the signature of a mail says, piece by piece; there is no single "valid". Whether somebody trusts the issuer and
 * whether the certificate was revoked is not looked at. A signature never covers the outer header fields.
 *
 * @param state whether the signed octets arrived as they were signed
 * @param coverage how much of the body is signed
 * @param signers who signed; empty for {@code UNSIGNED}, and where the signature could not be read
 * @param match whose address the signers' certificates carry
 * @param reason why the state is BROKEN or UNCHECKED, in words; else empty
 */
public record SignatureReport(State state, Coverage coverage, List<Signer> signers, AddressMatch match, String reason) {
    public SignatureReport {
        signers = List.copyOf(signers);
    }

    /** Whether the signed octets arrived as they were signed. */
    public enum State {
        /** There is no signature. */
        UNSIGNED,
        /** Every signature fits the octets. */
        INTACT,
        /** Some signature does not fit the octets, or is put together in a way that may deceive. */
        BROKEN,
        /** There is a signature that was not judged, because it is of a kind or size that is not read. */
        UNCHECKED
    }

    /** How much of the body is signed. */
    public enum Coverage {
        NONE,
        /** Only a part of the body: the mail as a whole is not signed. */
        PART,
        /** The whole body. */
        WHOLE
    }

    /** Whose address is among those of the signers' certificates; compared without case. */
    public enum AddressMatch {
        FROM,
        /** Not that of From, but that of Sender. */
        SENDER,
        NONE
    }

    /**
     * One signer, as the certificate in the mail describes it.
     *
     * @param subject the subject's distinguished name
     * @param issuer the issuer's distinguished name
     * @param addresses the mail addresses in the certificate
     * @param notBefore the beginning of its validity
     * @param notAfter the end of its validity
     * @param algorithm such as {@code RSA 2048, SHA-256}
     * @param selfSigned whether nobody else vouches for the signer
     */
    public record Signer(
            String subject,
            String issuer,
            Set<String> addresses,
            Instant notBefore,
            Instant notAfter,
            String algorithm,
            boolean selfSigned) {
        public Signer {
            addresses = Set.copyOf(addresses);
        }

        /** Whether the certificate's validity includes the instant. */
        public boolean isValidAt(Instant instant) {
            return !instant.isBefore(notBefore) && !instant.isAfter(notAfter);
        }
    }
}

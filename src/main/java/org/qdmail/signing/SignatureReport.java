package org.qdmail.signing;

import java.time.Instant;
import java.util.Collections;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;

/**
 * What the signature of a mail says, piece by piece; there is no single "valid". Whether a signer is to be trusted is
 * judged only for a reader that says whom it trusts ({@link SignatureTrust}); whether a certificate was revoked is not
 * looked at. A signature covers no header field but those that the signed part repeats (RFC 9788).
 *
 * @param state whether the signed octets arrived as they were signed
 * @param coverage how much of the body is signed
 * @param signers who signed; empty for {@code UNSIGNED}, and where the signature could not be read
 * @param match whose address the signers' certificates carry
 * @param header which fields of the header it covers
 * @param reason why the state is BROKEN or UNCHECKED, in words; else empty
 */
public record SignatureReport(
        State state,
        Coverage coverage,
        List<Signer> signers,
        AddressMatch match,
        HeaderCoverage header,
        String reason) {
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

    /**
     * Which fields of the header are signed (RFC 9788), by their names in small letters. Both are empty unless the
     * signature is intact, covers the whole body, and says that it covers fields.
     *
     * @param same those that the signed part repeats as they stand in the header
     * @param different those that it has otherwise: somebody changed the header, or means to deceive
     */
    public record HeaderCoverage(Set<String> same, Set<String> different) {
        /** No field is signed. */
        public static final HeaderCoverage NONE = new HeaderCoverage(Set.of(), Set.of());

        public HeaderCoverage {
            same = Collections.unmodifiableSet(new TreeSet<>(same));
            different = Collections.unmodifiableSet(new TreeSet<>(different));
        }
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
     * @param chain the subjects above it, as far as the mail brings their certificates and each vouches for the one
     *     before; this says nothing about trust
     * @param addresses the mail addresses in the certificate
     * @param notBefore the beginning of its validity
     * @param notAfter the end of its validity
     * @param algorithm such as {@code RSA 2048, SHA-256}
     * @param selfSigned whether nobody else vouches for the signer
     * @param judgement what is to be thought of it
     */
    public record Signer(
            String subject,
            String issuer,
            List<String> chain,
            Set<String> addresses,
            Instant notBefore,
            Instant notAfter,
            String algorithm,
            boolean selfSigned,
            SignerJudgement judgement) {
        public Signer {
            chain = List.copyOf(chain);
            addresses = Set.copyOf(addresses);
        }

        /** Whether the certificate's validity includes the instant. */
        public boolean isValidAt(Instant instant) {
            return !instant.isBefore(notBefore) && !instant.isAfter(notAfter);
        }
    }
}

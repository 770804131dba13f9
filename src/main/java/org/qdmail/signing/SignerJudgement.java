package org.qdmail.signing;

import org.qdmail.signing.SignatureReport.AddressMatch;
import org.qdmail.signing.SignatureReport.State;

/**
 * What is to be thought of one signer, question by question. No answer stands for another one: a trusted chain says
 * nothing about the content, an intact signature nothing about who made it.
 *
 * @param state whether this signer's signature fits the octets
 * @param chain whether the signer's certificate leads to somebody whom the reader trusts
 * @param chainReason why it does not, or was not judged; else empty
 * @param period whether the signer's certificate is valid at the reader's clock
 * @param match whose address this signer's certificate carries
 * @param revocation whether the issuer took the certificate back
 * @param timeStamp whether an authority's time stamp lies beside the signature
 */
public record SignerJudgement(
        State state,
        Chain chain,
        String chainReason,
        Period period,
        AddressMatch match,
        Revocation revocation,
        TimeStamp timeStamp) {

    /** Whether the certificate leads to a trusted one (RFC 5280 section 6), by certificates of the mail alone. */
    public enum Chain {
        /** To one of the reader's; every certificate of the way is valid at the reader's clock and may vouch for mail. */
        TRUSTED,
        /** To none, or not by a way that may be taken. */
        UNTRUSTED,
        /** The reader named nobody whom it trusts. */
        NOT_JUDGED
    }

    /** Where the reader's clock stands in the validity of the certificate; both ends belong to it. */
    public enum Period {
        VALID,
        ENDED,
        NOT_BEGUN,
        /** The reader did not say what time it is. */
        NOT_JUDGED
    }

    /** Whether the issuer took the certificate back. */
    public enum Revocation {
        /** Nobody was asked; there is no other answer. */
        NOT_CHECKED
    }

    /** A time stamp of the signature (RFC 3161 appendix A). */
    public enum TimeStamp {
        ABSENT,
        /** There is one. Nothing was concluded from it: neither its signer nor its time was looked at. */
        NOT_CHECKED
    }
}

package org.qdmail.signing;

import java.util.List;
import java.util.Map;
import org.qdmail.reading.MailReading;
import org.qdmail.reading.ReadPart;
import org.qdmail.signing.CmsVerification.Verdict;
import org.qdmail.signing.SignatureReport.State;

/**
 * A signature as it was found in a mail.
 *
 * @param isWhole whether it covers the whole body
 * @param verdict on its octets
 * @param content the header of what is signed; without fields where it could not be had
 * @param flaw what may deceive about the structure around it; else empty
 */
record SignedPart(boolean isWhole, Verdict verdict, ReadPart content, String flaw) {
    /**
     * A detached one.
     *
     * @param digests of the signed content, by object identifier
     * @param header of the signed content
     */
    static SignedPart detached(
            boolean isWhole, Map<String, byte[]> digests, byte[] header, byte[] signature, String flaw) {
        return new SignedPart(isWhole, CmsVerification.of(signature, digests), part(header), flaw);
    }

    /** One around its content. */
    static SignedPart opaque(boolean isWhole, OpaqueReading.Opened opened) {
        return new SignedPart(isWhole, opened.verdict(), part(opened.header()), "");
    }

    /** One whose octets could not be had, which is a flaw. */
    static SignedPart damaged(boolean isWhole, String flaw) {
        return new SignedPart(isWhole, new Verdict(State.BROKEN, List.of(), flaw), part(new byte[0]), flaw);
    }

    /** One that is not to be judged. */
    static SignedPart unread(boolean isWhole, String reason) {
        return new SignedPart(isWhole, new Verdict(State.UNCHECKED, List.of(), reason), part(new byte[0]), "");
    }

    private static ReadPart part(byte[] header) {
        return MailReading.of(header).parts().get(0);
    }
}

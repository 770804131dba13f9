package org.qdmail.signing;

import java.security.cert.X509Certificate;
import java.util.List;
import org.bouncycastle.cms.SignerInformation;
import org.qdmail.signing.SignatureReport.State;

/**
 * A signer as a signature names it, not yet judged.
 *
 * @param certificate the signer's
 * @param others all that the signature brings, in a bounded number
 * @param state whether its signature fits the octets
 */
record FoundSigner(
        X509Certificate certificate, List<X509Certificate> others, SignerInformation information, State state) {
    FoundSigner {
        others = List.copyOf(others);
    }
}

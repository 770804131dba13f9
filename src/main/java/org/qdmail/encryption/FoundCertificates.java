package org.qdmail.encryption;

import java.security.cert.X509Certificate;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import org.qdmail.address.EmailAddress;

/**
 * The certificates that one mail is encrypted to.
 *
 * @param ofRecipients one for each recipient
 * @param ofSender that of the sender, where there is one and it is wished
 */
public record FoundCertificates(Map<EmailAddress, X509Certificate> ofRecipients, Optional<X509Certificate> ofSender) {
    public FoundCertificates {
        ofRecipients = Map.copyOf(ofRecipients);
    }

    /** Who can open a copy for some of the recipients: they, and the sender. */
    public Readers readers(Collection<EmailAddress> some) {
        List<X509Certificate> certificates = new ArrayList<>();
        for (EmailAddress recipient : some) {
            certificates.add(Objects.requireNonNull(ofRecipients.get(recipient), "a recipient without certificate"));
        }
        ofSender.ifPresent(certificates::add);
        return Readers.of(certificates);
    }
}

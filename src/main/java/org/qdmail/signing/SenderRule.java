package org.qdmail.signing;

import java.util.Collection;
import java.util.List;
import java.util.Optional;
import java.util.function.Consumer;
import org.qdmail.address.AddressPattern;
import org.qdmail.address.EmailAddress;
import org.qdmail.address.Mailbox;
import org.qdmail.failure.Fault;
import org.qdmail.failure.SigningFailed;
import org.qdmail.failure.SigningFaults;
import org.qdmail.keys.CertificateAddresses;
import org.qdmail.signing.IdentitySettings.FromMismatch;

/**
 * For whom an identity signs (SM-14): the patterns of the configuration, or else the addresses in the certificate.
 *
 * @param identity its name
 * @param patterns those of the configuration
 * @param addresses those of the certificate
 * @param mismatch what happens with other senders
 */
record SenderRule(String identity, List<AddressPattern> patterns, Collection<String> addresses, FromMismatch mismatch) {

    /** Lets a sender pass, perhaps with a warning. */
    void check(EmailAddress from, Optional<Mailbox> sender, Consumer<String> warnings) {
        if (covers(from) || sender.map(Mailbox::address).filter(this::covers).isPresent()) return;
        if (patterns.isEmpty() && addresses.isEmpty()) {
            warnings.accept("the signing certificate carries no mail address, so nobody can tie it to " + from);
            return;
        }
        Fault fault = SigningFaults.senderNotCovered(identity, from.wire(), covered());
        if (mismatch == FromMismatch.FAIL) throw new SigningFailed(fault);
        warnings.accept(fault.text());
    }

    private boolean covers(EmailAddress address) {
        if (patterns.isEmpty()) return CertificateAddresses.contain(addresses, address);
        return patterns.stream().anyMatch(pattern -> pattern.matches(address));
    }

    private Collection<String> covered() {
        return patterns.isEmpty()
                ? addresses
                : patterns.stream().map(AddressPattern::toString).toList();
    }
}

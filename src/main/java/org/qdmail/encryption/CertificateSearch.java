package org.qdmail.encryption;

import java.security.cert.X509Certificate;
import java.time.Clock;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collection;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Consumer;
import java.util.stream.Collectors;
import org.qdmail.address.EmailAddress;
import org.qdmail.failure.EncryptionFailed;
import org.qdmail.failure.EncryptionFaults;
import org.qdmail.failure.Fault;
import org.qdmail.keys.CertificateAddresses;
import org.qdmail.keys.CryptoLibrary;

/** Finds one certificate for each recipient, or says for which there is none: then nothing is sent (SE-6). */
public final class CertificateSearch {
    private final RecipientCertificates source;
    private final boolean toSender;
    private final Clock clock;

    /** Searches in the certificates of the source. */
    public CertificateSearch(RecipientCertificates source, EncryptionSettings settings, Clock clock) {
        this.source = source;
        this.toSender = settings.toSender();
        this.clock = clock;
    }

    /**
     * The certificates of all recipients, and of the sender where they are wished.
     *
     * @param warnings gets what the sender should know, such as that they cannot open the mail themselves
     * @throws EncryptionFailed with every recipient that has no certificate (MAIL-0410) or none that serves (0411); when the
     *     search fails (0412); without Bouncy Castle (0408)
     */
    public FoundCertificates find(Collection<EmailAddress> recipients, EmailAddress sender, Consumer<String> warnings) {
        CryptoLibrary.missing().ifPresent(missing -> {
            throw EncryptionFailed.of(EncryptionFaults.libraryMissing(), missing);
        });
        Instant now = clock.instant();
        Map<EmailAddress, X509Certificate> found = new LinkedHashMap<>();
        List<Fault> faults = new ArrayList<>();
        for (EmailAddress recipient : recipients) {
            Choice choice = choice(recipient, now);
            choice.best.ifPresentOrElse(
                    certificate -> found.put(recipient, certificate), () -> faults.add(fault(recipient, choice)));
        }
        if (!faults.isEmpty()) throw new EncryptionFailed(faults);
        found.forEach((recipient, certificate) -> warnOfOthers(recipient, certificate, warnings));
        return new FoundCertificates(found, toSender ? ofSender(sender, now, warnings) : Optional.empty());
    }

    private Choice choice(EmailAddress address, Instant now) {
        List<X509Certificate> candidates = candidates(address);
        List<String> flaws = new ArrayList<>();
        Optional<X509Certificate> best = candidates.stream()
                .filter(candidate -> {
                    Optional<String> flaw = Fitness.flaw(candidate, now);
                    flaw.ifPresent(flaws::add);
                    return flaw.isEmpty();
                })
                .max(Comparator.comparing(X509Certificate::getNotAfter));
        return new Choice(best, flaws);
    }

    private List<X509Certificate> candidates(EmailAddress address) {
        try {
            return List.copyOf(source.of(address));
        } catch (RuntimeException failed) {
            throw EncryptionFailed.forNow(EncryptionFaults.searchFailed(address.wire()), failed);
        }
    }

    private static Fault fault(EmailAddress recipient, Choice choice) {
        if (choice.flaws.isEmpty()) return EncryptionFaults.noCertificate(recipient.wire());
        return EncryptionFaults.notUsable(recipient.wire(), choice.why());
    }

    /** An application may know that a certificate without the address is the recipient's. Others are not named. */
    private static void warnOfOthers(EmailAddress recipient, X509Certificate certificate, Consumer<String> warnings) {
        if (CertificateAddresses.contain(CertificateAddresses.of(certificate), recipient)) return;
        warnings.accept("the certificate " + Fitness.shown(certificate)
                + " does not carry the address of the recipient that it was given for");
    }

    private Optional<X509Certificate> ofSender(EmailAddress sender, Instant now, Consumer<String> warnings) {
        Choice choice = choice(sender, now);
        if (choice.best.isEmpty()) {
            warnings.accept("the sender cannot open this mail: "
                    + (choice.flaws.isEmpty() ? "there is no certificate for the address of From" : choice.why()));
        }
        return choice.best;
    }

    /**
     * What was found for an address.
     *
     * @param best the usable one that ends last
     * @param flaws of the others
     */
    private record Choice(Optional<X509Certificate> best, List<String> flaws) {
        String why() {
            return flaws.stream().distinct().collect(Collectors.joining("; "));
        }
    }
}

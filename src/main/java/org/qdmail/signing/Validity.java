package org.qdmail.signing;

import java.nio.file.Path;
import java.security.cert.X509Certificate;
import java.time.Duration;
import java.time.Instant;
import java.util.Optional;
import org.qdmail.failure.SigningFailed;
import org.qdmail.failure.SigningFaults;

/**
 * When a certificate may sign (RFC 5280 section 4.1.2.5): both ends belong to it.
 *
 * @param identity the identity's name
 * @param file where the certificate stands
 */
record Validity(String identity, Path file, Instant notBefore, Instant notAfter) {
    static Validity of(IdentitySettings settings, X509Certificate certificate) {
        return new Validity(
                settings.name(),
                settings.certificateFile(),
                certificate.getNotBefore().toInstant(),
                certificate.getNotAfter().toInstant());
    }

    void check(Instant now) {
        if (now.isAfter(notAfter)) throw new SigningFailed(SigningFaults.expired(identity, file, notAfter));
        if (now.isBefore(notBefore)) throw new SigningFailed(SigningFaults.notYetValid(identity, file, notBefore));
    }

    /** A warning from some time before the end on. */
    Optional<String> warning(Instant now, Duration before) {
        if (now.plus(before).isBefore(notAfter)) return Optional.empty();
        long days = Duration.between(now, notAfter).toDays();
        return Optional.of("the certificate in " + file + " ends at " + notAfter + ", in " + days + " days; renew it");
    }
}

package org.qdmail.signing;

import java.time.Clock;
import java.time.Instant;
import java.util.Collection;
import java.util.Collections;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import org.qdmail.failure.SigningFailed;
import org.qdmail.keys.CryptoLibrary;

/**
 * A key, its certificate and the chain above it, read and checked once. Immutable; for any number of threads and mails.
 */
public final class SigningIdentity {
    private final CmsTemplate template;
    private final Validity validity;
    private final SenderRule senders;
    private final Set<String> addresses;
    private final String subject;
    private final Optional<TimeStamper> timeStamper;
    private final List<String> warnings;

    SigningIdentity(
            CmsTemplate template,
            Validity validity,
            SenderRule senders,
            String subject,
            Optional<TimeStamper> timeStamper,
            Collection<String> warnings) {
        this.template = template;
        this.validity = validity;
        this.senders = senders;
        this.addresses = Collections.unmodifiableSet(new LinkedHashSet<>(senders.addresses()));
        this.subject = subject;
        this.timeStamper = timeStamper;
        this.warnings = List.copyOf(warnings);
    }

    /**
     * Reads the files and checks that the identity can sign now: the key fits the certificate and is strong enough, the
     * certificate is valid and made for signing mail. Blocks while it reads.
     *
     * @throws SigningFailed naming the setting to be changed: file (MAIL-0401), password (0402), validity (0403), weak
     *     key (0404), key and certificate differ (0405), key usage (0407), Bouncy Castle missing (0408)
     */
    public static SigningIdentity load(IdentitySettings settings, Clock clock) {
        CryptoLibrary.require();
        return new IdentityLoading(settings, clock).load();
    }

    /** The name of the configuration; empty for the unnamed identity. */
    public String name() {
        return validity.identity();
    }

    /** The mail addresses that the certificate carries, as written there. */
    public Set<String> addresses() {
        return addresses;
    }

    /** The end of the certificate's validity. */
    public Instant notAfter() {
        return validity.notAfter();
    }

    /** The certificate's subject, to be shown. */
    public String subject() {
        return subject;
    }

    /** What somebody should look at, although the identity signs: one sentence each, without secrets. */
    public List<String> warnings() {
        return warnings;
    }

    CmsTemplate template() {
        return template;
    }

    Validity validity() {
        return validity;
    }

    Optional<TimeStamper> timeStamper() {
        return timeStamper;
    }

    SenderRule senders() {
        return senders;
    }
}

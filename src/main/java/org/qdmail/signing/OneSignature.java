package org.qdmail.signing;

import java.security.GeneralSecurityException;
import java.security.SecureRandom;
import java.time.Clock;
import java.util.concurrent.atomic.AtomicBoolean;
import org.qdmail.failure.SigningFailed;
import org.qdmail.failure.SigningFaults;

/** The one signature that an entity gets, made with the identity that was current when its mail was composed. */
final class OneSignature {
    private final SigningIdentity identity;
    private final Clock clock;
    private final SecureRandom random;
    private final AtomicBoolean begun = new AtomicBoolean();

    OneSignature(SigningIdentity identity, Clock clock, SecureRandom random) {
        this.identity = identity;
        this.clock = clock;
        this.random = random;
    }

    /** What does not depend on the content; to be asked for once, before it is written. */
    CmsTemplate begin() {
        if (begun.getAndSet(true)) {
            throw new IllegalStateException("already written: writing again would be another signature (SM-1)");
        }
        return identity.template();
    }

    /** The detached signature over a content with this hash. */
    byte[] detached(byte[] digest) {
        try {
            return identity.template().sign(digest, clock.instant(), random);
        } catch (GeneralSecurityException failed) {
            throw new SigningFailed(SigningFaults.keyFailed(identity.name()), failed);
        }
    }

    /** What stands behind a content with this hash when the signature holds it. */
    byte[] opaqueEnd(byte[] digest) {
        try {
            return identity.template().opaqueEnd(digest, clock.instant(), random);
        } catch (GeneralSecurityException failed) {
            throw new SigningFailed(SigningFaults.keyFailed(identity.name()), failed);
        }
    }
}

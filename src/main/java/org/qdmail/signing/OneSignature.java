package org.qdmail.signing;

import java.security.GeneralSecurityException;
import java.security.SecureRandom;
import java.time.Clock;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.function.Consumer;
import org.qdmail.failure.SigningFailed;
import org.qdmail.failure.SigningFaults;
import org.qdmail.failure.Texts;
import org.qdmail.signing.TimeStampSettings.OnFailure;

/** The one signature that an entity gets, made with the identity that was current when its mail was composed. */
final class OneSignature {
    private static final int MAX_REASON = 200;

    private final SigningIdentity identity;
    private final Clock clock;
    private final SecureRandom random;
    private final Consumer<String> warnings;
    private final AtomicBoolean begun = new AtomicBoolean();

    /**
     * A signature that is not made yet.
     *
     * @param warnings gets what the sender should know, while the signature is made
     */
    OneSignature(SigningIdentity identity, Clock clock, SecureRandom random, Consumer<String> warnings) {
        this.identity = identity;
        this.clock = clock;
        this.random = random;
        this.warnings = warnings;
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
            return identity.template().sign(digest, clock.instant(), random, this::timeStamp);
        } catch (GeneralSecurityException failed) {
            throw new SigningFailed(SigningFaults.keyFailed(identity.name()), failed);
        }
    }

    /** What stands behind a content with this hash when the signature holds it. */
    byte[] opaqueEnd(byte[] digest) {
        try {
            return identity.template().opaqueEnd(digest, clock.instant(), random, this::timeStamp);
        } catch (GeneralSecurityException failed) {
            throw new SigningFailed(SigningFaults.keyFailed(identity.name()), failed);
        }
    }

    private Optional<byte[]> timeStamp(byte[] signature) {
        if (identity.timeStamper().isEmpty()) return Optional.empty();
        TimeStamper stamper = identity.timeStamper().get();
        try {
            return Optional.of(stamper.token(signature));
        } catch (TimeStamper.Refused refused) {
            String reason = Texts.shown(String.valueOf(refused.getMessage()), MAX_REASON);
            if (stamper.onFailure() == OnFailure.FAIL) {
                throw new SigningFailed(SigningFaults.timeStampFailed(identity.name(), reason), refused);
            }
            warnings.accept("signed without a time stamp, because of its authority: " + reason);
            return Optional.empty();
        }
    }
}

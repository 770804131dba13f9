package org.qdmail.signing;

import java.security.SecureRandom;
import java.time.Clock;
import java.util.Optional;
import java.util.function.Consumer;
import java.util.function.Supplier;
import org.qdmail.address.Mailbox;
import org.qdmail.mime.Boundaries;
import org.qdmail.mime.MimeEntity;
import org.qdmail.signing.IdentitySettings.Format;

/** Signs as one identity, in either form (RFC 8551 sections 3.5.2 and 3.5.3). For any number of threads. */
public final class SmimeSigner {
    private final Supplier<SigningIdentity> identities;
    private final Format format;
    private final Clock clock;
    private final SecureRandom random;
    private final Boundaries boundaries;

    /**
     * A signer.
     *
     * @param identities the identity for the next mail, such as a {@link CurrentIdentity}
     */
    public SmimeSigner(Supplier<SigningIdentity> identities, Format format, Clock clock, SecureRandom random) {
        this.identities = identities;
        this.format = format;
        this.clock = clock;
        this.random = random;
        this.boundaries = new Boundaries(random);
    }

    /**
     * The entity in its signed form. Nothing is read yet: the content is hashed while it is written, the signature
     * follows it. The result can be written once, because each writing would be another signature.
     *
     * @param warnings gets what the sender should know, such as a From that the certificate does not cover
     * @throws org.qdmail.failure.SigningFailed if the certificate is not valid now (MAIL-0403) or covers neither From
     *     nor Sender (0406); while writing, if the key fails (0409) or
     *     no time stamp is to be had (0413)
     */
    public MimeEntity sign(MimeEntity content, Mailbox from, Optional<Mailbox> sender, Consumer<String> warnings) {
        SigningIdentity identity = identities.get();
        identity.validity().check(clock.instant());
        identity.senders().check(from.address(), sender, warnings);
        OneSignature signature = new OneSignature(identity, clock, random, warnings);
        return format == Format.OPAQUE
                ? new OpaqueEntity(content, signature)
                : new SignedEntity(content, signature, boundaries.next());
    }
}

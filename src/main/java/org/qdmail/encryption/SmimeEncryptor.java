package org.qdmail.encryption;

import java.security.SecureRandom;
import org.qdmail.mime.ComposedMail;

/** Encrypts mails (RFC 8551 sections 3.3 and 3.4), their header protected by RFC 9788. For any number of threads. */
public final class SmimeEncryptor {
    private final EncryptionSettings settings;
    private final SecureRandom random;

    /** Encrypts by these settings. */
    public SmimeEncryptor(EncryptionSettings settings, SecureRandom random) {
        this.settings = settings;
        this.random = random;
    }

    /** The mail as it has to be before it is signed and encrypted: its fields moved inside, the rest as it may be seen. */
    public ComposedMail concealed(ComposedMail mail) {
        return mail.concealed(settings.subject());
    }

    /**
     * The mail around its encrypted body. Nothing is read yet: the content is encrypted while it is written. The result can
     * be written once, because each writing would have another key.
     *
     * @param concealed a mail of {@link #concealed}, perhaps signed since
     */
    public ComposedMail encrypt(ComposedMail concealed, Readers readers) {
        return concealed.withBody(new EncryptedEntity(concealed.body(), readers, settings, random));
    }
}

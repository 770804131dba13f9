package org.qdmail.dkim;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.time.Clock;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import org.qdmail.address.EmailAddress;
import org.qdmail.keys.CryptoLibrary;
import org.qdmail.octets.FrozenMail;
import org.qdmail.octets.FrozenMailWriter;

/**
 * Signs mail for a domain while it is frozen (RFC 6376; RFC 8301; RFC 8463): relaxed/relaxed, the whole body, one signature
 * for each key. For any number of threads and mails.
 */
public final class DkimSigner {
    /** Writes a whole mail. */
    @FunctionalInterface
    public interface Writing {
        void writeTo(OutputStream out) throws IOException;
    }

    private final String domain;
    private final List<DkimKey> keys;
    private final Clock clock;

    private DkimSigner(String domain, List<DkimKey> keys, Clock clock) {
        this.domain = domain;
        this.keys = keys;
        this.clock = clock;
    }

    /**
     * Reads the keys and tries each of them.
     *
     * @throws org.qdmail.failure.SigningFailed naming the setting to be changed: file (MAIL-0401), password (0402), kind or
     *     size of the key (0404), Bouncy Castle missing (0408); when it does not sign (0409)
     */
    public static DkimSigner load(DkimSettings settings, Clock clock) {
        CryptoLibrary.require();
        return new DkimSigner(
                settings.domain(), settings.keys().stream().map(DkimKey::load).toList(), clock);
    }

    /** What somebody should look at, although mail is signed: one sentence each, without secrets. */
    public List<String> warnings() {
        return keys.stream().flatMap(key -> key.warnings().stream()).toList();
    }

    /**
     * What the sender should know: a signature whose domain is neither that of From nor above or below it does not help
     * From under DMARC (RFC 7489 section 3.1.1).
     */
    public Optional<String> warning(EmailAddress from) {
        String other = from.asciiDomain();
        if (other.equals(domain) || other.endsWith('.' + domain) || domain.endsWith('.' + other))
            return Optional.empty();
        return Optional.of("the DKIM signature is for " + domain + ", which is not the domain of From: DMARC does not"
                + " count it");
    }

    /**
     * Writes a mail and freezes it with the signatures in front. The mail is written once.
     *
     * @throws org.qdmail.failure.SigningFailed when a key fails (MAIL-0409)
     * @throws IOException only from {@code mail}
     */
    public FrozenMail freeze(Writing mail, FrozenMailWriter writer) throws IOException {
        SignedOutput out = new SignedOutput(writer, new RelaxedBody(sha256()));
        mail.writeTo(out);
        return writer.freeze(signatures(out.header(), out.bodyHash()));
    }

    private byte[] signatures(byte[] header, byte[] bodyHash) {
        SignedFields fields = SignedFields.of(header);
        ByteArrayOutputStream all = new ByteArrayOutputStream(1024);
        for (DkimKey key : keys) {
            SignatureField field =
                    SignatureField.of(key, domain, clock.instant().getEpochSecond(), fields.names(), bodyHash);
            all.writeBytes(field.signed(key.sign(joined(fields.relaxed(), field.relaxed()))));
        }
        return all.toByteArray();
    }

    private static byte[] joined(byte[] first, byte[] second) {
        byte[] joined = Arrays.copyOf(first, first.length + second.length);
        System.arraycopy(second, 0, joined, first.length, second.length);
        return joined;
    }

    private static MessageDigest sha256() {
        try {
            return MessageDigest.getInstance("SHA-256");
        } catch (NoSuchAlgorithmException impossible) {
            throw new AssertionError("every JDK has SHA-256", impossible);
        }
    }
}

package org.qdmail.encryption;

import java.io.BufferedOutputStream;
import java.io.FilterOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import java.security.GeneralSecurityException;
import java.security.SecureRandom;
import java.security.cert.X509Certificate;
import java.util.Base64;
import java.util.concurrent.atomic.AtomicBoolean;
import org.bouncycastle.asn1.ASN1ObjectIdentifier;
import org.bouncycastle.cms.CMSAlgorithm;
import org.bouncycastle.cms.CMSAuthEnvelopedDataStreamGenerator;
import org.bouncycastle.cms.CMSEnvelopedDataStreamGenerator;
import org.bouncycastle.cms.CMSException;
import org.bouncycastle.cms.jcajce.JceCMSContentEncryptorBuilder;
import org.bouncycastle.crypto.io.CipherIOException;
import org.bouncycastle.operator.OutputAEADEncryptor;
import org.bouncycastle.operator.OutputEncryptor;
import org.qdmail.failure.EncryptionFailed;
import org.qdmail.failure.EncryptionFaults;
import org.qdmail.keys.BouncyCastle;
import org.qdmail.mime.MimeEntity;

/** {@code application/pkcs7-mime} in one pass and constant memory: what is written is encrypted, nothing is kept. */
final class EncryptedEntity implements MimeEntity {
    private static final Base64.Encoder BASE64 = Base64.getMimeEncoder(76, new byte[] {'\r', '\n'});
    private static final int PIECE = 16 * 1024;

    private final MimeEntity content;
    private final Readers readers;
    private final EncryptionSettings settings;
    private final SecureRandom random;
    private final AtomicBoolean written = new AtomicBoolean();

    EncryptedEntity(MimeEntity content, Readers readers, EncryptionSettings settings, SecureRandom random) {
        this.content = content;
        this.readers = readers;
        this.settings = settings;
        this.random = random;
    }

    @Override
    public void writeTo(OutputStream out) throws IOException {
        if (written.getAndSet(true)) throw new IllegalStateException("already written: again would be another key");
        out.write(header());
        OutputStream base64 = BASE64.wrap(new Unclosed(out));
        try {
            OutputStream plain = new BufferedOutputStream(cipher(base64), PIECE);
            content.writeTo(plain);
            plain.close();
        } catch (CMSException | GeneralSecurityException | CipherIOException failed) {
            throw EncryptionFailed.of(EncryptionFaults.failed(), failed);
        }
        base64.close();
        out.write('\r');
        out.write('\n');
    }

    private byte[] header() {
        return ("Content-Type: application/pkcs7-mime; smime-type="
                        + settings.cipher().smimeType() + ";\r\n"
                        + " name=smime.p7m\r\n"
                        + "Content-Transfer-Encoding: base64\r\n"
                        + "Content-Disposition: attachment; filename=smime.p7m\r\n\r\n")
                .getBytes(StandardCharsets.US_ASCII);
    }

    /** A stream into the encrypted content; the readers are written before it. */
    private OutputStream cipher(OutputStream out) throws CMSException, GeneralSecurityException, IOException {
        OutputEncryptor encryptor = encryptor();
        KeyRecipients recipients = new KeyRecipients(settings.rsa(), settings.cipher(), random);
        if (encryptor instanceof OutputAEADEncryptor authenticating) {
            CMSAuthEnvelopedDataStreamGenerator generator = new CMSAuthEnvelopedDataStreamGenerator();
            generator.setBufferSize(PIECE);
            for (X509Certificate reader : readers.certificates()) {
                generator.addRecipientInfoGenerator(recipients.of(reader));
            }
            return generator.open(out, authenticating);
        }
        CMSEnvelopedDataStreamGenerator generator = new CMSEnvelopedDataStreamGenerator();
        generator.setBufferSize(PIECE);
        for (X509Certificate reader : readers.certificates())
            generator.addRecipientInfoGenerator(recipients.of(reader));
        return generator.open(out, encryptor);
    }

    /** By the JDK, whose AES is many times faster; where it lacks the algorithm, by Bouncy Castle. */
    private OutputEncryptor encryptor() throws CMSException {
        JceCMSContentEncryptorBuilder builder = new JceCMSContentEncryptorBuilder(algorithm()).setSecureRandom(random);
        try {
            return builder.build();
        } catch (CMSException lacking) {
            return builder.setProvider(BouncyCastle.PROVIDER).build();
        }
    }

    private ASN1ObjectIdentifier algorithm() {
        return switch (settings.cipher()) {
            case AES_256_GCM -> CMSAlgorithm.AES256_GCM;
            case AES_256_CBC -> CMSAlgorithm.AES256_CBC;
            case AES_128_CBC -> CMSAlgorithm.AES128_CBC;
        };
    }

    /** Base64 is ended by closing it, the mail goes on. */
    private static final class Unclosed extends FilterOutputStream {
        Unclosed(OutputStream out) {
            super(out);
        }

        @Override
        public void write(byte[] octets, int offset, int length) throws IOException {
            out.write(octets, offset, length);
        }

        @Override
        public void close() {}
    }
}

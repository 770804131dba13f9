package org.qdmail.signing;

import java.io.FilterOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import java.security.DigestOutputStream;
import java.security.GeneralSecurityException;
import java.security.SecureRandom;
import java.time.Clock;
import java.util.Base64;
import java.util.concurrent.atomic.AtomicBoolean;
import org.qdmail.failure.SigningFailed;
import org.qdmail.failure.SigningFaults;
import org.qdmail.mime.MimeEntity;

/**
 * {@code application/pkcs7-mime; smime-type=signed-data} (RFC 8551 section 3.5.2) in one pass and constant memory: the
 * content lies inside of the signature, in pieces of indefinite length.
 */
final class OpaqueEntity implements MimeEntity {
    private static final Base64.Encoder BASE64 = Base64.getMimeEncoder(76, new byte[] {'\r', '\n'});
    private static final byte[] HEADER = ("Content-Type: application/pkcs7-mime; smime-type=signed-data;\r\n"
                    + " name=smime.p7m\r\n"
                    + "Content-Transfer-Encoding: base64\r\n"
                    + "Content-Disposition: attachment; filename=smime.p7m\r\n\r\n")
            .getBytes(StandardCharsets.US_ASCII);

    private final MimeEntity content;
    private final SigningIdentity identity;
    private final Clock clock;
    private final SecureRandom random;
    private final AtomicBoolean written = new AtomicBoolean();

    OpaqueEntity(MimeEntity content, SigningIdentity identity, Clock clock, SecureRandom random) {
        this.content = content;
        this.identity = identity;
        this.clock = clock;
        this.random = random;
    }

    @Override
    public void writeTo(OutputStream out) throws IOException {
        if (written.getAndSet(true)) {
            throw new IllegalStateException("already written: writing again would be another signature (SM-1)");
        }
        CmsTemplate template = identity.template();
        out.write(HEADER);
        try (OutputStream cms = BASE64.wrap(new Unclosed(out))) {
            cms.write(template.opaqueStart());
            Pieces pieces = new Pieces(cms);
            DigestOutputStream hashing =
                    new DigestOutputStream(pieces, template.scheme().digest());
            content.writeTo(hashing);
            pieces.end();
            cms.write(end(template, hashing.getMessageDigest().digest()));
        }
        out.write('\r');
        out.write('\n');
    }

    private byte[] end(CmsTemplate template, byte[] digest) {
        try {
            return template.opaqueEnd(digest, clock.instant(), random);
        } catch (GeneralSecurityException failed) {
            throw new SigningFailed(SigningFaults.keyFailed(identity.name()), failed);
        }
    }

    /** Octet strings that make one together (X.690 section 8.7.3). */
    private static final class Pieces extends OutputStream {
        private static final int OCTETS = 16 * 1024;

        private final OutputStream out;
        private final byte[] piece = new byte[OCTETS];
        private int filled;

        Pieces(OutputStream out) {
            this.out = out;
        }

        @Override
        public void write(int octet) throws IOException {
            if (filled == OCTETS) end();
            piece[filled++] = (byte) octet;
        }

        @Override
        public void write(byte[] octets, int offset, int length) throws IOException {
            int at = offset;
            int left = length;
            while (left > 0) {
                if (filled == OCTETS) end();
                int count = Math.min(left, OCTETS - filled);
                System.arraycopy(octets, at, piece, filled, count);
                filled += count;
                at += count;
                left -= count;
            }
        }

        void end() throws IOException {
            if (filled == 0) return;
            out.write(Der.start(Der.OCTET_STRING, filled));
            out.write(piece, 0, filled);
            filled = 0;
        }
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

package org.qdmail.signing;

import java.io.FilterOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import java.security.DigestOutputStream;
import java.util.Base64;
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
    private final OneSignature signature;

    OpaqueEntity(MimeEntity content, OneSignature signature) {
        this.content = content;
        this.signature = signature;
    }

    @Override
    public void writeTo(OutputStream out) throws IOException {
        CmsTemplate template = signature.begin();
        out.write(HEADER);
        try (OutputStream cms = BASE64.wrap(new Unclosed(out))) {
            cms.write(template.opaqueStart());
            Pieces pieces = new Pieces(cms);
            DigestOutputStream hashing =
                    new DigestOutputStream(pieces, template.scheme().digest());
            content.writeTo(hashing);
            pieces.end();
            cms.write(signature.opaqueEnd(hashing.getMessageDigest().digest()));
        }
        out.write('\r');
        out.write('\n');
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

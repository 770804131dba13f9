package org.qdmail.pipeline;

import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.FilterOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import org.qdmail.mime.MimeEntity;

/**
 * A signed entity that is verified when it has been written into an encryption, where nobody can look any more. It is kept
 * in heap meanwhile, never in a file; one that is larger than 1 MiB is let pass.
 */
final class CheckedEntity implements MimeEntity {
    static final int MAX_OCTETS = 1 << 20;

    private final String identity;
    private final MimeEntity signed;

    CheckedEntity(String identity, MimeEntity signed) {
        this.identity = identity;
        this.signed = signed;
    }

    /** As the signed entity; throws SigningFailed when the signature does not verify (MAIL-0409). */
    @Override
    public void writeTo(OutputStream out) throws IOException {
        Witness witness = new Witness(out);
        signed.writeTo(witness);
        if (!witness.isTooLarge) {
            SelfCheck.verify(identity, new ByteArrayInputStream(witness.seen.toByteArray()));
        }
    }

    /** Keeps what is written, up to the limit. */
    private static final class Witness extends FilterOutputStream {
        private final ByteArrayOutputStream seen = new ByteArrayOutputStream();
        private boolean isTooLarge;

        Witness(OutputStream out) {
            super(out);
        }

        @Override
        public void write(int octet) throws IOException {
            write(new byte[] {(byte) octet}, 0, 1);
        }

        @Override
        public void write(byte[] octets, int offset, int length) throws IOException {
            out.write(octets, offset, length);
            if (isTooLarge) return;
            isTooLarge = seen.size() + length > MAX_OCTETS;
            if (isTooLarge) seen.reset();
            else seen.write(octets, offset, length);
        }
    }
}

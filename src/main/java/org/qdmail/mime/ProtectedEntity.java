package org.qdmail.mime;

import java.io.ByteArrayOutputStream;
import java.io.FilterOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import java.util.Locale;

/**
 * A body whose own header repeats the fields of the message, so that what signs or encrypts the body covers them (RFC 9788
 * section 2.1.1): all but those that describe the structure. {@code hp="clear"} says that the fields outside are the same,
 * {@code hp="cipher"} that the body is encrypted.
 */
final class ProtectedEntity implements MimeEntity {
    private static final String START = "Content-Type: ";

    /** Whether the body is signed alone, or encrypted. */
    enum Protection {
        CLEAR,
        CIPHER;

        private byte[] mark() {
            return (";\r\n hp=\"" + name().toLowerCase(Locale.ROOT) + '"').getBytes(StandardCharsets.US_ASCII);
        }
    }

    private final byte[] fields;
    private final Protection protection;
    private final MimeEntity body;

    /**
     * A body with fields.
     *
     * @param fields lines of the header of the message, those of MIME left out
     */
    ProtectedEntity(byte[] fields, Protection protection, MimeEntity body) {
        this.fields = fields;
        this.protection = protection;
        this.body = body;
    }

    @Override
    public void writeTo(OutputStream out) throws IOException {
        out.write(fields);
        MarkedOutput marked = new MarkedOutput(out, protection.mark());
        body.writeTo(marked);
        marked.end();
    }

    /** Puts the mark behind the media type, which every entity begins with. */
    private static final class MarkedOutput extends FilterOutputStream {
        private final ByteArrayOutputStream start = new ByteArrayOutputStream();
        private final byte[] mark;
        private boolean isMarked;

        MarkedOutput(OutputStream out, byte[] mark) {
            super(out);
            this.mark = mark;
        }

        @Override
        public void write(int octet) throws IOException {
            if (isMarked) {
                out.write(octet);
                return;
            }
            boolean ends = octet == ';' || octet == '\r';
            if (ends) mark();
            (ends ? out : start).write(octet);
        }

        @Override
        public void write(byte[] octets, int offset, int length) throws IOException {
            int at = 0;
            while (!isMarked && at < length) write(octets[offset + at++]);
            if (at < length) out.write(octets, offset + at, length - at);
        }

        private void mark() throws IOException {
            if (!start.toString(StandardCharsets.US_ASCII).startsWith(START)) {
                throw new IllegalStateException("an entity that does not begin with its media type");
            }
            start.writeTo(out);
            out.write(mark);
            isMarked = true;
        }

        void end() {
            if (!isMarked) throw new IllegalStateException("an entity without a header");
        }
    }
}

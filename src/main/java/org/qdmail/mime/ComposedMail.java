package org.qdmail.mime;

import java.io.IOException;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.List;
import java.util.Set;

/**
 * A composed mail: its header is written, its contents are read when it is written out. For one thread.
 */
public final class ComposedMail {
    private static final byte[] MIME_VERSION = "MIME-Version: 1.0\r\n".getBytes(StandardCharsets.US_ASCII);

    private final String messageId;
    private final byte[] header;
    private final int headerLength;
    private final MimeEntity body;
    private final Set<String> warnings;

    ComposedMail(String messageId, byte[] header, int headerLength, MimeEntity body, Set<String> warnings) {
        this.messageId = messageId;
        this.header = header;
        this.headerLength = headerLength;
        this.body = body;
        this.warnings = warnings;
    }

    /** The Message-ID with its angle brackets. */
    public String messageId() {
        return messageId;
    }

    /** Everything but the header of the message; what a signature covers. */
    public MimeEntity body() {
        return body;
    }

    /**
     * The body with the fields of the message in its own header, for a signature that shall cover them (RFC 9788). Bcc is
     * not among them, as it is in no header.
     */
    public MimeEntity protectedBody() {
        return new ProtectedEntity(withoutMimeVersion(), ProtectedEntity.Protection.CLEAR, body);
    }

    /**
     * The same mail, about to be encrypted: its body has the fields of the message in its own header, with a record of
     * those that stay outside, and its header is the one for outside (RFC 9788).
     */
    public ComposedMail concealed(OuterSubject subject) {
        byte[] fields = withoutMimeVersion();
        OuterHeader outer = new OuterHeader(fields, subject);
        MimeEntity inner =
                new ProtectedEntity(joined(fields, outer.records()), ProtectedEntity.Protection.CIPHER, body);
        byte[] outside = joined(outer.octets(), MIME_VERSION);
        return new ComposedMail(messageId, outside, outside.length, inner, warnings);
    }

    private static byte[] joined(byte[] first, byte[] second) {
        byte[] both = Arrays.copyOf(first, first.length + second.length);
        System.arraycopy(second, 0, both, first.length, second.length);
        return both;
    }

    /** It is the last field. */
    private byte[] withoutMimeVersion() {
        int end = headerLength - MIME_VERSION.length;
        if (end < 0 || !Arrays.equals(header, end, headerLength, MIME_VERSION, 0, MIME_VERSION.length)) {
            throw new IllegalStateException("a header that does not end in MIME-Version");
        }
        return Arrays.copyOf(header, end);
    }

    /** The same mail around another body, such as the signed or the encrypted one. */
    public ComposedMail withBody(MimeEntity other) {
        return new ComposedMail(messageId, header, headerLength, other, warnings);
    }

    /** What was tolerated; complete once the mail has been written. */
    public List<String> warnings() {
        return List.copyOf(warnings);
    }

    /**
     * Writes the mail: 7-bit, unless an address in the header needs SMTPUTF8; every line ends in CRLF.
     *
     * @throws org.qdmail.failure.ContentUnreadable if a content fails (MAIL-0240)
     * @throws org.qdmail.failure.InvalidMessage if a part cannot be written (MAIL-0301 to 0304)
     * @throws IOException only from {@code out}
     */
    public void writeTo(OutputStream out) throws IOException {
        FixedOctets.write(out, header, headerLength);
        body.writeTo(out);
    }
}

package org.qdmail.mime;

import java.io.IOException;
import java.io.OutputStream;
import java.util.Optional;
import org.qdmail.message.CharsetPolicy;

/**
 * A text part: as it is where no gateway would change it, else quoted-printable or base64, whichever is shorter, and
 * quoted-printable when equal.
 */
final class TextEntity implements MimeEntity {
    private static final byte[] CRLF = {'\r', '\n'};

    private final byte[] header;
    private final byte[] body;
    private final int length;

    private TextEntity(HeaderBlock header, byte[] body, int length) {
        this.header = header.toOctets();
        this.body = body;
        this.length = length;
    }

    /**
     * A part of type {@code text}.
     *
     * @param place where the text stands in the message, for faults
     */
    static TextEntity of(String subtype, String text, CharsetPolicy policy, String place) {
        CanonicalText canonical =
                switch (policy) {
                    case UTF_8 -> CanonicalText.of(text, place);
                };
        if (canonical.travelsAsItIs()) {
            return new TextEntity(header(subtype, canonical, "7bit"), canonical.octets(), canonical.length());
        }
        long base64 = Base64Lines.encodedLength(canonical.length());
        Optional<byte[]> quoted = canonical.leastQuotedLength() > base64
                ? Optional.empty()
                : QuotedPrintable.encode(canonical.octets(), canonical.length(), (int) base64);
        if (quoted.isPresent()) {
            byte[] body = quoted.get();
            return new TextEntity(header(subtype, canonical, "quoted-printable"), body, body.length);
        }
        byte[] body = Base64Lines.encode(canonical.octets(), canonical.length());
        return new TextEntity(header(subtype, canonical, "base64"), body, body.length);
    }

    private static HeaderBlock header(String subtype, CanonicalText text, String encoding) {
        String charset = text.isAscii() ? "US-ASCII" : "UTF-8";
        return new HeaderBlock()
                .parameters("Content-Type", "text/" + subtype, new Parameters().add("charset", charset))
                .structured("Content-Transfer-Encoding", encoding);
    }

    @Override
    public void writeTo(OutputStream out) throws IOException {
        out.write(header);
        out.write(CRLF);
        out.write(body, 0, length);
    }
}

package org.qdmail.mime;

import java.io.IOException;
import java.io.OutputStream;
import java.util.Arrays;
import java.util.Optional;
import org.qdmail.message.CharsetPolicy;

/**
 * A text part: as it is where no gateway would change it, else quoted-printable or base64, whichever is shorter, and
 * quoted-printable when equal.
 */
final class TextEntity implements MimeEntity {
    /** Which texts there are, with the headers of each and the empty line behind them: they are few and made once. */
    enum Subtype {
        PLAIN("plain"),
        HTML("html");

        private final byte[][] ascii;
        private final byte[][] utf8;

        Subtype(String name) {
            ascii = headers(name, "US-ASCII");
            utf8 = headers(name, "UTF-8");
        }

        private static byte[][] headers(String subtype, String charset) {
            byte[][] headers = new byte[Encoding.values().length][];
            for (Encoding encoding : Encoding.values()) {
                byte[] header = new HeaderBlock()
                        .parameters("Content-Type", "text/" + subtype, new Parameters().add("charset", charset))
                        .structured("Content-Transfer-Encoding", encoding.value)
                        .toOctets();
                byte[] whole = Arrays.copyOf(header, header.length + 2);
                whole[header.length] = '\r';
                whole[header.length + 1] = '\n';
                headers[encoding.ordinal()] = whole;
            }
            return headers;
        }
    }

    private enum Encoding {
        SEVEN_BIT("7bit"),
        QUOTED_PRINTABLE("quoted-printable"),
        BASE64("base64");

        private final String value;

        Encoding(String value) {
            this.value = value;
        }
    }

    private final byte[] header;
    private final byte[] body;
    private final int length;

    private TextEntity(byte[] header, byte[] body, int length) {
        this.header = header;
        this.body = body;
        this.length = length;
    }

    /**
     * A part of type {@code text}.
     *
     * @param place where the text stands in the message, for faults
     */
    static TextEntity of(Subtype subtype, String text, CharsetPolicy policy, String place) {
        CanonicalText canonical =
                switch (policy) {
                    case UTF_8 -> CanonicalText.of(text, place);
                };
        if (canonical.travelsAsItIs()) {
            return new TextEntity(
                    header(subtype, canonical, Encoding.SEVEN_BIT), canonical.octets(), canonical.length());
        }
        long base64 = Base64Lines.encodedLength(canonical.length());
        Optional<byte[]> quoted = canonical.leastQuotedLength() > base64
                ? Optional.empty()
                : QuotedPrintable.encode(canonical.octets(), canonical.length(), (int) base64);
        if (quoted.isPresent()) {
            byte[] body = quoted.get();
            return new TextEntity(header(subtype, canonical, Encoding.QUOTED_PRINTABLE), body, body.length);
        }
        byte[] body = Base64Lines.encode(canonical.octets(), canonical.length());
        return new TextEntity(header(subtype, canonical, Encoding.BASE64), body, body.length);
    }

    private static byte[] header(Subtype subtype, CanonicalText text, Encoding encoding) {
        return (text.isAscii() ? subtype.ascii : subtype.utf8)[encoding.ordinal()];
    }

    @Override
    public void writeTo(OutputStream out) throws IOException {
        FixedOctets.write(out, header, header.length);
        FixedOctets.write(out, body, length);
    }
}

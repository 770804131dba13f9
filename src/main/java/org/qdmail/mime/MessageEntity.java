package org.qdmail.mime;

import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.io.SequenceInputStream;
import java.util.function.Consumer;
import org.qdmail.message.Content;

/**
 * An attached message. RFC 2046 section 5.2.1 and RFC 2045 section 6.4 forbid base64 and quoted-printable for it, so it
 * has to travel as it is: with CRLF line ends, which are put right, and 7-bit lines of at most 998 octets. One that is
 * not like that, or is larger than what is read ahead, travels as {@code application/octet-stream} in base64 instead,
 * octet by octet, with a warning: its octets arrive unharmed, only the reader's program shows a file. Blanks at line
 * ends and {@code From } lines inside it stay, since nothing could encode them.
 */
final class MessageEntity implements MimeEntity {
    /** Own limit of what is read ahead to decide. */
    static final int MAX_READ_AHEAD = 4 * 1024 * 1024;

    private final PartHeader header;
    private final Content content;
    private final Contents contents;
    private final String place;
    private final Base64Lines base64;
    private final Consumer<String> warnings;

    MessageEntity(
            PartHeader header,
            Content content,
            Contents contents,
            String place,
            Base64Lines base64,
            Consumer<String> warnings) {
        this.header = header;
        this.content = content;
        this.contents = contents;
        this.place = place;
        this.base64 = base64;
        this.warnings = warnings;
    }

    @Override
    public void writeTo(OutputStream out) throws IOException {
        try (InputStream source = contents.open(content, place)) {
            byte[] ahead = source.readNBytes(MAX_READ_AHEAD + 1);
            if (ahead.length <= MAX_READ_AHEAD && EmbeddedLines.areClean(ahead)) {
                writeHeader(header.toOctets("7bit"), out);
                EmbeddedLines.write(ahead, out);
                return;
            }
            warnings.accept(
                    place + ": the attached message is not 7-bit in lines of at most 998 octets, or has more than "
                            + MAX_READ_AHEAD + " octets; it is sent as a file");
            writeHeader(header.as(MediaType.OCTET_STREAM).toOctets("base64"), out);
            base64.encode(new SequenceInputStream(new ByteArrayInputStream(ahead), source), out);
        }
    }

    private static void writeHeader(byte[] header, OutputStream out) throws IOException {
        out.write(header);
        out.write('\r');
        out.write('\n');
    }
}

package org.qdmail.mime;

import static java.nio.charset.StandardCharsets.US_ASCII;
import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.qdmail.mime.Composing.composed;
import static org.qdmail.mime.Composing.message;
import static org.qdmail.mime.Composing.octets;
import static org.qdmail.mime.Composing.wire;

import java.io.FilterInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.io.UncheckedIOException;
import java.nio.charset.Charset;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.qdmail.failure.ContentUnreadable;
import org.qdmail.message.Attachment;
import org.qdmail.message.Content;
import org.qdmail.message.MailMessage;

class ContentPartsTest {
    private static final int MEBI = 1024 * 1024;

    @Test
    void qd76KeepsTypeAndOctetsOfAFile() {
        assertThat(wire(message().text("x").attach("rows.csv", "a\nb \r.\n".getBytes(UTF_8), "text/csv")))
                .contains("Content-Type: text/csv; name=\"rows.csv\"\r\n"
                        + "Content-Transfer-Encoding: base64\r\n"
                        + "Content-Disposition: attachment; filename=\"rows.csv\"\r\n"
                        + "\r\n"
                        + "YQpiIA0uCg==\r\n");
    }

    @Test
    void v22WritesAShiftJisFileIn7Bit() {
        byte[] octets = "日本語".getBytes(Charset.forName("Shift_JIS"));
        String wire = wire(message().text("x").attach("a.txt", octets, "text/plain; charset=Shift_JIS"));

        assertThat(wire)
                .contains("Content-Type: text/plain; charset=Shift_JIS; name=\"a.txt\"\r\n")
                .matches("[\\t\\r\\n -~]*");
        new SecondReading(wire.getBytes(US_ASCII)).hasFile("a.txt", octets);
    }

    @Test
    void d22EncodesNulInAFile() {
        assertThat(wire(message()
                        .text("x")
                        .attach("a.bin", new byte[] {'\r', '\n', 0, '.', '\r', '\n'}, "application/octet-stream")))
                .contains("\r\n\r\nDQoALg0K\r\n")
                .doesNotContain("\u0000");
    }

    @Test
    void describesAFileInFreeText() {
        Attachment scan = Attachment.of("a.tiff", Content.of(new byte[] {1}, "image/tiff"))
                .describedAs("7 頁");

        assertThat(wire(message().text("x").attach(scan)))
                .contains("Content-Description: =?UTF-8?B?NyDpoIE=?=\r\nContent-Disposition: attachment;");
    }

    @Test
    void c15WritesTheContentIdInBrackets() {
        String wire = wire(message()
                .html("<img src='cid:logo%40shop'>")
                .inline("logo@shop", Content.of(new byte[] {1}, "image/png")));

        assertThat(wire)
                .contains("Content-Type: image/png\r\n"
                        + "Content-Transfer-Encoding: base64\r\n"
                        + "Content-ID: <logo@shop>\r\n"
                        + "Content-Disposition: inline\r\n\r\nAQ==\r\n");
    }

    @Test
    void putsInlinePartsBesideATextThatHasNoHtml() {
        byte[] mail = octets(composed(message().text("x").inline("logo", Content.of(new byte[] {1}, "image/png"))));

        new SecondReading(mail).hasStructure("multipart/mixed(text/plain image/png)");
    }

    @Test
    void unquotesAndQuotesTheParametersOfAType() {
        assertThat(wire(message().text("x").attach("a.x", new byte[] {1}, "text/x ; a=\"p\\\"q;r=s\" ;b=\"tok\"; c=d")))
                .contains("Content-Type: text/x; a=\"p\\\"q;r=s\"; b=tok; c=d; name=\"a.x\"\r\n");
    }

    @Test
    void cmp5KeepsEveryBoundaryApart() {
        String wire = wire(message()
                .text("x")
                .html("<img src='cid:a'>")
                .inline("a", Content.of(new byte[] {1}, "image/png"))
                .attach("a.bin", new byte[] {1}, "application/octet-stream"));
        List<String> boundaries = wire.lines()
                .filter(line -> line.contains("boundary="))
                .map(line -> line.substring(line.indexOf('"') + 1, line.length() - 1))
                .toList();

        assertThat(boundaries).hasSize(3).doesNotHaveDuplicates().allSatisfy(boundary -> assertThat(boundary)
                .startsWith("=_")
                .hasSize(28));
        assertThat(wire.substring(wire.indexOf("\r\n\r\n")))
                .startsWith("\r\n\r\n--" + boundaries.get(0) + "\r\n")
                .endsWith("\r\n--" + boundaries.get(0) + "--\r\n");
    }

    @Test
    void sm24WritesAHundredParts() {
        MailMessage.Builder message = message().text("x");
        for (int n = 0; n < 100; n++)
            message.attach("part" + n + ".bin", new byte[] {(byte) n}, "application/octet-stream");

        new SecondReading(octets(composed(message)))
                .hasFile("part0.bin", new byte[] {0})
                .hasFile("part99.bin", new byte[] {99});
    }

    @Test
    void sm24StreamsAContentThatIsOpenedReadAndClosedOnce() throws IOException {
        CountingSource source = new CountingSource(50L * MEBI);
        ComposedMail mail = composed(message()
                .text("x")
                .attach(Attachment.of("big.bin", Content.of(source::open, "application/octet-stream"))));
        assertThat(source.opened).isZero();
        CountingSink sink = new CountingSink();

        mail.writeTo(sink);

        assertThat(source.opened).isOne();
        assertThat(source.closed).isOne();
        assertThat(source.left).isZero();
        assertThat(sink.size)
                .isGreaterThan(Base64Lines.encodedLength(50L * MEBI))
                .isLessThan(Base64Lines.encodedLength(50L * MEBI) + 2000);
        assertThat(sink.largest).isLessThanOrEqualTo(64 * 1024);
    }

    @Test
    void c09NamesTheContentThatCannotBeOpened() {
        unreadable(() -> {
            throw new IOException("gone");
        });
        unreadable(() -> {
            throw new IllegalStateException("gone");
        });
    }

    @Test
    void namesTheContentThatCannotBeRead() {
        unreadable(() -> new BrokenStream(new IOException("gone"), 0));
        unreadable(() -> new BrokenStream(new UncheckedIOException(new IOException("gone")), 0));
        unreadable(() -> new BrokenStream(new IOException("gone"), 1));
    }

    @Test
    void leavesAFailureOfTheReceivingStreamAsItIs() {
        ComposedMail mail = composed(message().text("x").attach("a.bin", new byte[] {1}, "application/octet-stream"));
        OutputStream full = new OutputStream() {
            @Override
            public void write(int octet) throws IOException {
                throw new IOException("full");
            }
        };

        assertThatThrownBy(() -> mail.writeTo(full))
                .isInstanceOf(IOException.class)
                .hasMessage("full");
    }

    private static void unreadable(Content.Source source) {
        ComposedMail mail = composed(message()
                .text("x")
                .attach("a.bin", new byte[] {1}, "application/octet-stream")
                .attach(Attachment.of("b.bin", Content.of(source, "application/octet-stream"))));

        assertThatThrownBy(() -> mail.writeTo(OutputStream.nullOutputStream()))
                .isInstanceOf(ContentUnreadable.class)
                .hasMessageStartingWith("MAIL-0240 attachments[1]: ")
                .hasRootCauseMessage("gone");
    }

    /** Gives as many octets as it is told, and counts how it is used. */
    private static final class CountingSource {
        private long left;
        private int opened;
        private int closed;

        CountingSource(long size) {
            this.left = size;
        }

        InputStream open() {
            opened++;
            return new InputStream() {
                @Override
                public int read() {
                    return left-- > 0 ? 7 : -1;
                }

                @Override
                public int read(byte[] block, int offset, int length) {
                    if (left == 0) return -1;
                    int given = (int) Math.min(length, left);
                    left -= given;
                    return given;
                }

                @Override
                public void close() {
                    closed++;
                }
            };
        }
    }

    private static final class CountingSink extends OutputStream {
        private long size;
        private int largest;

        @Override
        public void write(int octet) {
            size++;
        }

        @Override
        public void write(byte[] block, int offset, int length) {
            size += length;
            largest = Math.max(largest, length);
        }
    }

    /** Fails when it is read, or, after some octets, when it is closed. */
    private static final class BrokenStream extends FilterInputStream {
        private final Exception failure;

        BrokenStream(Exception failure, int octets) {
            super(new java.io.ByteArrayInputStream(new byte[octets]));
            this.failure = failure;
        }

        @Override
        public int read(byte[] block, int offset, int length) throws IOException {
            if (in.available() == 0) fail();
            return super.read(block, offset, length);
        }

        private void fail() throws IOException {
            if (failure instanceof IOException io) throw io;
            throw (RuntimeException) failure;
        }
    }
}

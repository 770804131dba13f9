package org.qdmail.mime;

import static java.nio.charset.StandardCharsets.US_ASCII;
import static org.assertj.core.api.Assertions.assertThat;

import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.FilterInputStream;
import java.io.IOException;
import java.nio.file.Path;
import java.util.Base64;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.qdmail.octets.FrozenMail;
import org.qdmail.octets.FrozenMailWriter;
import org.qdmail.octets.SpoolSettings;

class Base64LinesTest {
    private static final int BLOCK = 144 * 57;

    @Test
    void cmp9WritesLinesOf76WithoutAnEmptyTail() throws IOException {
        assertThat(streamed(new byte[57])).isEqualTo("A".repeat(76) + "\r\n");
        assertThat(streamed(new byte[58])).isEqualTo("A".repeat(76) + "\r\nAA==\r\n");
        assertThat(streamed(new byte[114])).isEqualTo(("A".repeat(76) + "\r\n").repeat(2));
    }

    @Test
    void cmp9WritesNothingForNoOctets() throws IOException {
        assertThat(streamed(new byte[0])).isEmpty();
        assertThat(Base64Lines.encode(new byte[0], 0)).isEmpty();
    }

    @Test
    void encodesAnyLengthAroundItsBlocksAndKnowsTheLengthBefore() throws IOException {
        Random random = new Random(7);
        for (int length : new int[] {1, 2, 3, 56, 57, 58, BLOCK - 1, BLOCK, BLOCK + 1, 2 * BLOCK, 3 * BLOCK + 5}) {
            byte[] octets = new byte[length];
            random.nextBytes(octets);
            String streamed = streamed(octets);

            assertThat(Base64.getMimeDecoder().decode(streamed)).isEqualTo(octets);
            assertThat(streamed).isEqualTo(new String(Base64Lines.encode(octets, length), US_ASCII));
            assertThat(Base64Lines.encodedLength(length)).isEqualTo(streamed.length());
            assertThat(streamed.split("\r\n", -1))
                    .allSatisfy(line -> assertThat(line).hasSizeLessThanOrEqualTo(76));
            assertThat(streamed).endsWith("\r\n").doesNotContain("\r\n\r\n");
        }
    }

    /** Whatever is encoded, since a frozen mail does not look at it: whole lines of the alphabet and nothing else. */
    @Test
    void smtp2WritesWholeLinesOfItsAlphabetAlone() throws IOException {
        Random random = new Random(9);
        for (int length = 1; length < 200_000; length += 1 + length / 50) {
            byte[] octets = new byte[length];
            random.nextBytes(octets);
            String streamed = streamed(octets);

            assertThat(streamed).endsWith("\r\n");
            assertThat(streamed.substring(0, streamed.length() - 2).split("\r\n", -1))
                    .allMatch(line -> line.matches("[A-Za-z0-9+/]{2,76}={0,2}") && line.length() <= 76);
        }
    }

    @Test
    void frozenMailHasTheSameOctets() throws IOException {
        byte[] octets = new byte[BLOCK + 1000];
        new Random(10).nextBytes(octets);
        ByteArrayOutputStream out = new ByteArrayOutputStream();
        try (FrozenMailWriter writer =
                FrozenMailWriter.create(new SpoolSettings(Path.of("unused"), 1 << 20, 1 << 20))) {
            writer.write("A: b\r\n\r\n".getBytes(US_ASCII));
            new Base64Lines().encode(new ByteArrayInputStream(octets), writer);
            try (FrozenMail mail = writer.freeze()) {
                mail.forEachBlock(out::write);
            }
        }
        assertThat(out.toString(US_ASCII)).isEqualTo("A: b\r\n\r\n" + streamed(octets));
    }

    @Test
    void encodesSourcesThatGiveFewOctetsAtATime() throws IOException {
        byte[] octets = new byte[BLOCK + 100];
        new Random(8).nextBytes(octets);
        ByteArrayOutputStream out = new ByteArrayOutputStream();

        new Base64Lines().encode(new TricklingInputStream(octets), out);

        assertThat(out.toString(US_ASCII)).isEqualTo(new String(Base64Lines.encode(octets, octets.length), US_ASCII));
    }

    @Test
    void servesSeveralParts() throws IOException {
        Base64Lines lines = new Base64Lines();
        ByteArrayOutputStream first = new ByteArrayOutputStream();
        ByteArrayOutputStream second = new ByteArrayOutputStream();
        lines.encode(new ByteArrayInputStream(new byte[BLOCK + 1]), first);
        lines.encode(new ByteArrayInputStream(new byte[] {1}), second);

        assertThat(second.toString(US_ASCII)).isEqualTo("AQ==\r\n");
    }

    @Test
    void encodesOnlyTheOctetsThatBelongToTheText() {
        assertThat(Base64Lines.encode(new byte[] {1, 2, 3}, 1)).isEqualTo("AQ==\r\n".getBytes(US_ASCII));
    }

    private static String streamed(byte[] octets) throws IOException {
        ByteArrayOutputStream out = new ByteArrayOutputStream();
        new Base64Lines().encode(new ByteArrayInputStream(octets), out);
        return out.toString(US_ASCII);
    }

    /** Gives at most seven octets for each read. */
    private static final class TricklingInputStream extends FilterInputStream {
        TricklingInputStream(byte[] octets) {
            super(new ByteArrayInputStream(octets));
        }

        @Override
        public int read(byte[] block, int offset, int length) throws IOException {
            return super.read(block, offset, Math.min(length, 7));
        }
    }
}

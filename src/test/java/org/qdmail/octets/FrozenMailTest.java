package org.qdmail.octets;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.Arrays;
import java.util.List;
import java.util.Random;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.qdmail.failure.InvalidMessage;
import org.qdmail.failure.MailException;
import org.qdmail.failure.QueueUnavailable;

class FrozenMailTest {
    @TempDir
    Path spool;

    @Test
    void keepsEveryOctetInHeapUpToTheThreshold() throws IOException {
        byte[] octets = lines(1000);

        try (FrozenMail mail = frozen(octets, octets.length)) {
            assertThat(files()).isEmpty();
            assertThat(written(mail)).isEqualTo(octets);
            assertThat(mail.sizeOctets()).isEqualTo(octets.length);
        }
    }

    @Test
    void keepsEveryOctetInAFileBeyondTheThreshold() throws IOException {
        byte[] octets = lines(300_000);

        try (FrozenMail mail = frozen(octets, 1000)) {
            assertThat(files()).hasSize(1);
            assertThat(written(mail)).isEqualTo(octets);
            assertThat(read(mail)).isEqualTo(octets);
        }
        assertThat(files()).isEmpty();
    }

    @ParameterizedTest
    @ValueSource(longs = {10, 700, 5000, 1 << 20})
    void keptArraysAndWrittenOnesStandInTheirOrder(long threshold) throws IOException {
        Random random = new Random(threshold);
        ByteArrayOutputStream expected = new ByteArrayOutputStream();
        try (FrozenMailWriter writer = FrozenMailWriter.create(settings(threshold, 1 << 20))) {
            for (int number = 0; number < 40; number++) {
                byte[] octets = lines(random.nextInt(number == 20 ? 100_000 : 3000));
                int length = random.nextInt(3) == 0 ? octets.length / 2 / 10 * 10 : octets.length;
                if (random.nextBoolean()) writer.keep(octets, length);
                else writer.write(octets, 0, length);
                expected.write(octets, 0, length);
            }
            writer.keep(new byte[] {'\r', '\n'}, 2);
            expected.write(new byte[] {'\r', '\n'});
            try (FrozenMail mail = writer.freeze()) {
                assertThat(mail.sizeOctets()).isEqualTo(expected.size());
                assertThat(written(mail)).isEqualTo(expected.toByteArray());
                assertThat(read(mail)).isEqualTo(expected.toByteArray());
            }
        }
        assertThat(files()).isEmpty();
    }

    @Test
    void handsOutBlocksOf64KibAtMostAlsoOfAKeptArray() throws IOException {
        byte[] octets = lines(200_000);
        try (FrozenMailWriter writer = FrozenMailWriter.create(settings(1 << 20, 1 << 20))) {
            writer.keep(octets, octets.length);
            try (FrozenMail mail = writer.freeze()) {
                mail.forEachBlock((block, offset, length) -> assertThat(length).isLessThanOrEqualTo(64 * 1024));
                assertThat(written(mail)).isEqualTo(octets);
            }
        }
    }

    @Test
    void keptArraysAreCheckedAsAllOctetsAre() {
        try (FrozenMailWriter writer = FrozenMailWriter.create(settings(1000, 10))) {
            assertThatThrownBy(() -> writer.keep("A: b\n".getBytes(StandardCharsets.US_ASCII), 5))
                    .isInstanceOf(InvalidMessage.class)
                    .hasMessageContaining("MAIL-0304");
            assertThatThrownBy(() -> writer.keep("A: 45678\r\n\r\n".getBytes(StandardCharsets.US_ASCII), 12))
                    .isInstanceOf(InvalidMessage.class)
                    .hasMessageContaining("MAIL-0303");
        }
    }

    @Test
    void qd26SpoolFileIsReadableByItsOwnerAlone() throws IOException {
        try (FrozenMail mail = frozen(lines(5000), 100)) {
            assertThat(mail.sizeOctets()).isGreaterThan(100);
            assertThat(PosixFilePermissions.toString(Files.getPosixFilePermissions(files().get(0))))
                    .isEqualTo("rw-------");
        }
    }

    @Test
    void removesTheFileWhenWritingIsGivenUp() throws IOException {
        try (FrozenMailWriter writer = FrozenMailWriter.create(settings(10, 1 << 20))) {
            writer.write(lines(500));
            assertThat(files()).hasSize(1);
        }
        assertThat(files()).isEmpty();
    }

    @Test
    void w1SaysThatTheSpoolCannotBeWritten() {
        Path missing = spool.resolve("missing");

        assertThatThrownBy(() -> {
                    try (FrozenMailWriter writer = FrozenMailWriter.create(new SpoolSettings(missing, 10, 1000))) {
                        writer.write(lines(100));
                    }
                })
                .isInstanceOfSatisfying(QueueUnavailable.class, failure -> {
                    assertThat(failure.number()).isEqualTo("MAIL-0006");
                    assertThat(failure.isRetryable()).isTrue();
                });
    }

    @Test
    void w4AnInterruptEndsWritingToTheSpool() throws IOException {
        try (FrozenMailWriter writer = FrozenMailWriter.create(settings(100, 1 << 20))) {
            writer.write(lines(500));
            Thread.currentThread().interrupt();
            assertThatThrownBy(() -> writer.write(lines(500)))
                    .isInstanceOfSatisfying(QueueUnavailable.class, failure -> assertThat(failure.number())
                            .isEqualTo("MAIL-0617"));
            assertThat(Thread.interrupted()).isTrue();
        }
        assertThat(files()).isEmpty();
    }

    @Test
    void w4AnInterruptSparesWhatWasWritten() throws IOException {
        byte[] octets = lines(600_000);
        try (FrozenMail mail = frozen(octets, 100)) {
            Thread.currentThread().interrupt();
            assertThat(written(mail)).isEqualTo(octets);
            assertThat(Thread.interrupted()).isTrue();
            assertThat(written(mail)).isEqualTo(octets);
        }
    }

    @Test
    void w1NoticesAFileThatWasCut() throws IOException {
        try (FrozenMail mail = frozen(lines(300_000), 100)) {
            try (var channel = Files.newByteChannel(files().get(0), StandardOpenOption.WRITE)) {
                channel.truncate(1000);
            }
            assertThatThrownBy(() -> written(mail))
                    .isInstanceOfSatisfying(QueueUnavailable.class, failure -> assertThat(failure.number())
                            .isEqualTo("MAIL-0006"));
        }
    }

    @Test
    void w1SendsAFileThatWasRemovedFromItsDirectory() throws IOException {
        byte[] octets = lines(5000);
        try (FrozenMail mail = frozen(octets, 100)) {
            Files.delete(files().get(0));

            assertThat(written(mail)).isEqualTo(octets);
        }
    }

    @Test
    void refusesOneOctetMoreThanTheLimit() {
        byte[] octets = lines(200);

        assertThat(numberOf(() -> frozen(octets, 10, octets.length - 1).close()))
                .isEqualTo("MAIL-0303");
        assertThat(numberOf(() -> frozen(octets, 10, octets.length).close())).isEqualTo("none");
        assertThat(files()).isEmpty();
    }

    @ParameterizedTest
    @ValueSource(longs = {1 << 20, 300})
    void base64StandsWhereItWasWritten(long threshold) throws IOException {
        byte[] base64 = ("QUJD".repeat(19) + "\r\n").repeat(5).getBytes(StandardCharsets.US_ASCII);
        ByteArrayOutputStream expected = new ByteArrayOutputStream();
        try (FrozenMailWriter writer = FrozenMailWriter.create(settings(threshold, 1 << 20))) {
            for (String text : List.of("A: b\r\n\r\n", "--x\r\n\r\n", ".\r\n")) {
                writer.write(text.getBytes(StandardCharsets.US_ASCII));
                writer.writeBase64(base64, base64.length);
                expected.write(text.getBytes(StandardCharsets.US_ASCII));
                expected.write(base64);
            }
            try (FrozenMail mail = writer.freeze()) {
                assertThat(written(mail)).isEqualTo(expected.toByteArray());
                assertThat(mail.isSevenBit()).isTrue();
                assertThat(mail.hasDotLine()).isTrue();
            }
        }
    }

    /** What is wrong there is not the base64, but it is found all the same. */
    @Test
    void base64IsLookedAtInTheHeaderAndBehindLinesThatAreNotEnded() {
        byte[] base64 = ("A".repeat(76) + "\r\n").getBytes(StandardCharsets.US_ASCII);
        for (String front : List.of("A: b\r\n\r\n" + "c".repeat(923), "A".repeat(923), "A: b\r\n\r\nc\r")) {
            assertThat(numberOf(() -> base64Behind(front, base64))).as(front).isEqualTo("MAIL-0304");
        }
        assertThat(numberOf(() -> base64Behind("A: b\r\n\r\nc\n", base64))).isEqualTo("MAIL-0304");
        byte[] open = "QUJD".getBytes(StandardCharsets.US_ASCII);
        assertThat(numberOf(() -> base64Behind("A: b\r\n\r\n", open))).isEqualTo("MAIL-0304");
        assertThat(numberOf(() -> base64Behind("A: b\r\n\r\n", new byte[1_000_001])))
                .isEqualTo("MAIL-0303");
    }

    private void base64Behind(String front, byte[] base64) {
        try (FrozenMailWriter writer = FrozenMailWriter.create(settings(1000, 1_000_000))) {
            writer.write(front.getBytes(StandardCharsets.US_ASCII), 0, front.length());
            writer.writeBase64(base64, base64.length);
            writer.freeze().close();
        }
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "A\n.\nB\r\n", "A\n.\r\nB\r\n", "A\r.\rB\r\n", "A\r.\r\nB\r\n", "A\r\n.\rB\r\n", "A\r\n.\nB\r\n",
                "A\r\n\0.\r\nB\r\n", "A\n.\rB\r\n", "A\r.\nB\r\n", "A\r\n.\r\r\nB\r\n", "A\r\r\n.\r\r\nB\r\n", "A\r",
                "A", "", "\n", "\0\r\n"
            })
    void smtp2RefusesWhatIsNotWholeLines(String text) {
        byte[] octets = text.getBytes(StandardCharsets.US_ASCII);
        for (int cut = 0; cut <= octets.length; cut++) {
            int split = cut;
            assertThat(numberOf(() -> inTwoWrites(octets, split).close())).isEqualTo("MAIL-0304");
        }
    }

    /** Also between octets of other kinds, since several are looked at at once. */
    @Test
    void smtp2SeesEveryOctetWhereverItStands() throws IOException {
        for (byte beside : new byte[] {'a', '~', 0x7f, 0x0e, '\t', (byte) 0x80, (byte) 0xff}) {
            for (int octet = 0; octet < 256; octet++) {
                for (int at = 0; at < 24; at++) checkOctet(beside, (byte) octet, at);
            }
        }
    }

    private void checkOctet(byte beside, byte octet, int at) throws IOException {
        byte[] line = new byte[26];
        Arrays.fill(line, beside);
        line[at] = octet;
        line[24] = '\r';
        line[25] = '\n';
        byte[] mail =
                ("A: b\r\n\r\n" + new String(line, StandardCharsets.ISO_8859_1)).getBytes(StandardCharsets.ISO_8859_1);
        if (octet == 0 || octet == '\r' || octet == '\n') {
            String where = "octet " + (8 + at);
            assertThatThrownBy(() -> frozen(mail, 1000))
                    .isInstanceOf(InvalidMessage.class)
                    .hasMessageContaining(where);
            return;
        }
        try (FrozenMail frozen = frozen(mail, 1000)) {
            assertThat(frozen.isSevenBit()).isEqualTo(beside >= 0 && octet >= 0);
            assertThat(frozen.headerIsAscii()).isTrue();
            assertThat(frozen.hasDotLine()).isEqualTo(at == 0 && octet == '.');
        }
    }

    @Test
    void smtp2LetsALoneDotThroughAndNotesIt() {
        byte[] octets = "A\r\n.\r\nB\r\n".getBytes(StandardCharsets.US_ASCII);
        for (int cut = 0; cut <= octets.length; cut++) {
            try (FrozenMail mail = inTwoWrites(octets, cut)) {
                assertThat(mail.hasDotLine()).isTrue();
            }
        }
        try (FrozenMail mail = frozen("a.b\r\n".getBytes(StandardCharsets.US_ASCII), 100)) {
            assertThat(mail.hasDotLine()).isFalse();
        }
    }

    @Test
    void cmp2RefusesALineOver998Octets() {
        assertThat(numberOf(() -> frozen(line(998), 10_000).close())).isEqualTo("none");
        assertThat(numberOf(() -> frozen(line(999), 10_000).close())).isEqualTo("MAIL-0304");
    }

    @Test
    void knowsWhichPartIsNotAscii() {
        try (FrozenMail ascii = frozen("A: b\r\n\r\nc\r\n".getBytes(StandardCharsets.UTF_8), 100);
                FrozenMail body = frozen("A: b\r\n\r\né\r\n".getBytes(StandardCharsets.UTF_8), 100);
                FrozenMail header = frozen("A: é\r\n\r\nc\r\n".getBytes(StandardCharsets.UTF_8), 100)) {
            assertThat(List.of(ascii.isSevenBit(), ascii.headerIsAscii())).containsExactly(true, true);
            assertThat(List.of(body.isSevenBit(), body.headerIsAscii())).containsExactly(false, true);
            assertThat(List.of(header.isSevenBit(), header.headerIsAscii())).containsExactly(false, false);
        }
    }

    @Test
    void cannotBeReadWhenClosedAndMayBeClosedTwice() {
        FrozenMail mail = frozen(lines(100), 1000);
        mail.close();
        mail.close();

        assertThatThrownBy(mail::newInputStream).isInstanceOf(IllegalStateException.class);
    }

    @ParameterizedTest
    @ValueSource(longs = {100, 1 << 20})
    void fieldsThatCameLateStandInFront(long threshold) throws IOException {
        byte[] rest = lines(70_000);
        byte[] front = "DKIM-Signature: v=1\r\n".getBytes(StandardCharsets.US_ASCII);
        byte[] whole = new byte[front.length + rest.length];
        System.arraycopy(front, 0, whole, 0, front.length);
        System.arraycopy(rest, 0, whole, front.length, rest.length);

        try (FrozenMailWriter writer = FrozenMailWriter.create(settings(threshold, 1 << 20))) {
            writer.write(rest);
            try (FrozenMail mail = writer.freeze(front)) {
                assertThat(written(mail)).isEqualTo(whole);
                assertThat(read(mail)).isEqualTo(whole);
                assertThat(mail.sizeOctets()).isEqualTo(whole.length);
            }
        }
        assertThat(files()).isEmpty();
    }

    @Test
    void fieldsInFrontCountForTheSize() throws IOException {
        byte[] rest = lines(1000);
        byte[] front = "A: b\r\n".getBytes(StandardCharsets.US_ASCII);

        try (FrozenMailWriter writer = FrozenMailWriter.create(settings(10, rest.length + front.length - 1))) {
            writer.write(rest);
            assertThatThrownBy(() -> writer.freeze(front)).hasMessageStartingWith("MAIL-0303 ");
        }
        assertThat(files()).isEmpty();
    }

    @ParameterizedTest
    @ValueSource(strings = {"A: b", "A: b\n", "A: \u0000\r\n", "A: \u00e9\r\n", ".: b\r\n"})
    void fieldsInFrontAreCheckedAsAllOctetsAre(String front) throws IOException {
        try (FrozenMailWriter writer = FrozenMailWriter.create(settings(1 << 20, 1 << 20))) {
            writer.write(lines(100));
            assertThatThrownBy(() -> writer.freeze(front.getBytes(StandardCharsets.UTF_8)))
                    .isInstanceOfAny(InvalidMessage.class, IllegalArgumentException.class);
        }
    }

    private FrozenMail inTwoWrites(byte[] octets, int cut) {
        try (FrozenMailWriter writer = FrozenMailWriter.create(settings(1 << 20, 1 << 20))) {
            writer.write(octets, 0, cut);
            writer.write(octets, cut, octets.length - cut);
            return writer.freeze();
        }
    }

    private FrozenMail frozen(byte[] octets, long threshold) {
        return frozen(octets, threshold, 1 << 20);
    }

    private FrozenMail frozen(byte[] octets, long threshold, long max) {
        try (FrozenMailWriter writer = FrozenMailWriter.create(settings(threshold, max))) {
            for (int at = 0; at < octets.length; at += 777) {
                writer.write(octets, at, Math.min(777, octets.length - at));
            }
            return writer.freeze();
        }
    }

    private SpoolSettings settings(long threshold, long max) {
        return new SpoolSettings(spool, threshold, max);
    }

    private List<Path> files() {
        try (Stream<Path> files = Files.list(spool)) {
            return files.toList();
        } catch (IOException failure) {
            throw new AssertionError(failure);
        }
    }

    private static String numberOf(Runnable call) {
        try {
            call.run();
            return "none";
        } catch (MailException failure) {
            assertThat(failure).isInstanceOf(InvalidMessage.class);
            return failure.number();
        }
    }

    private static byte[] written(FrozenMail mail) throws IOException {
        ByteArrayOutputStream out = new ByteArrayOutputStream();
        mail.writeTo(out);
        return out.toByteArray();
    }

    private static byte[] read(FrozenMail mail) throws IOException {
        try (InputStream in = mail.newInputStream()) {
            return in.readAllBytes();
        }
    }

    private static byte[] line(int octets) {
        return ("x".repeat(octets) + "\r\n").getBytes(StandardCharsets.US_ASCII);
    }

    private static byte[] lines(int octets) {
        Random random = new Random(octets);
        StringBuilder text = new StringBuilder();
        while (text.length() < octets - 102) {
            for (int at = random.nextInt(90); at >= 0; at--) text.append((char) ('!' + random.nextInt(90)));
            text.append("\r\n");
        }
        while (text.length() < octets - 2) text.append('z');
        return text.append("\r\n").toString().getBytes(StandardCharsets.US_ASCII);
    }
}

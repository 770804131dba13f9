package org.qdmail.reading;

import static java.nio.charset.StandardCharsets.ISO_8859_1;
import static java.nio.charset.StandardCharsets.US_ASCII;
import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import java.io.ByteArrayOutputStream;
import java.nio.charset.Charset;
import java.util.Base64;
import java.util.Random;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class MailReadingTest {
    private static MailReading read(String... lines) {
        return MailReading.of((String.join("\r\n", lines) + "\r\n").getBytes(UTF_8));
    }

    private static byte[] joined(byte[]... pieces) {
        ByteArrayOutputStream all = new ByteArrayOutputStream();
        for (byte[] piece : pieces) all.writeBytes(piece);
        return all.toByteArray();
    }

    private static MailReading body(String header, byte[] body) {
        return MailReading.of(joined((header + "\r\n\r\n").getBytes(US_ASCII), body));
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "=?UTF-8?Q?caf=C3=A9?= | café",
                "=?utf-8?b?5Lu25ZCN?= | 件名",
                "=?ISO-2022-JP?B?GyRCN29MPhsoQg==?= | 件名",
                "=?Shift_JIS?Q?=8C=8F=96=BC?= | 件名",
                "=?EUC-JP?B?t+/MvsU=?= | 件名\uFFFD",
                "=?ISO-2022-JP?B?GyRCLSEbKEI=?= | ①",
                "=?iso-8859-1*fr?Q?=E9t=E9?= | été",
                "=?UTF-8?Q?a?= =?UTF-8?Q?b?= | ab",
                "=?UTF-8?Q?a?= b =?UTF-8?Q?c?= | a b c",
                "=?UTF-8?B?5Lu2?= =?UTF-8?B?5Q==?= =?UTF-8?B?kI0=?= | 件名",
                "=?UTF-8?Q?a_b?= | a b",
                "=?UTF-8?Q?x?=y | xy",
                "=?UTF-8?X?x?= | =?UTF-8?X?x?=",
                "=?UTF-8?Q?open | =?UTF-8?Q?open",
                "=?no-such-set?Q?caf=C3=A9?= | café",
                "=? =?UTF-8?Q?x?= | =? x"
            })
    void decodesEncodedWords(String raw, String value) {
        assertThat(read("Subject: " + raw, "", "").field("subject")).contains(value);
    }

    @Test
    void unfoldsAFieldAndKeepsItsRawForm() {
        ReadField field = read("Subject: one", "\ttwo", "", "").fields().get(0);

        assertThat(field.value()).isEqualTo("one\ttwo");
        assertThat(field.raw()).isEqualTo("one\r\n\ttwo");
    }

    @Test
    void anIdeographicSpaceAtTheEndBelongsToTheText() {
        assertThat(read("Subject:  \u3000\u4ef6\u540d\u3000\t", "", "").field("Subject"))
                .contains("\u3000\u4ef6\u540d\u3000");
    }

    @Test
    void noLineEndSurvivesInAValue() {
        assertThat(read("Subject: =?UTF-8?Q?a=0D=0AX-Evil:_1?=", "", "").field("Subject"))
                .contains("aX-Evil: 1");
    }

    @Test
    void findsTheFirstTextAndTheHtml() {
        MailReading mail = read(
                "Content-Type: multipart/mixed; boundary=\"outer\"",
                "",
                "preamble",
                "--outer",
                "Content-Type: multipart/alternative; boundary=inner",
                "",
                "--inner",
                "Content-Type: text/plain; charset=utf-8",
                "Content-Transfer-Encoding: quoted-printable",
                "",
                "caf=C3=A9 =",
                "noir",
                "--inner",
                "Content-Type: text/html",
                "",
                "<p>caf&eacute;</p>",
                "--inner--",
                "--outer",
                "Content-Type: text/plain; name=notes.txt",
                "Content-Disposition: attachment; filename=notes.txt",
                "Content-Transfer-Encoding: base64",
                "",
                "bm90ZXM=",
                "--outer--",
                "epilogue");

        assertThat(mail.text()).map(DecodedText::text).contains("café noir");
        assertThat(mail.html()).map(DecodedText::text).contains("<p>caf&eacute;</p>");
        assertThat(mail.parts())
                .extracting(part -> part.depth() + " " + part.mediaType())
                .containsExactly(
                        "0 multipart/mixed", "1 multipart/alternative", "2 text/plain", "2 text/html", "1 text/plain");
        assertThat(mail.parts().get(4).content()).asString(UTF_8).isEqualTo("notes");
        assertThat(mail.parts().get(4).isAttachment()).isTrue();
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "attachment; filename=plain.txt | plain.txt",
                "attachment; filename=\"a \\\"b\\\".txt\" | a \"b\".txt",
                "attachment; filename*=UTF-8''%E4%BB%B6.txt | 件.txt",
                "attachment; filename*0=one; filename*1=two.txt | onetwo.txt",
                "attachment; filename*0*=utf-8'ja'%E4%BB; filename*1*=%B6.txt | 件.txt",
                "attachment; filename*1=two.txt; filename*0=one | onetwo.txt",
                "attachment; filename=\"=?UTF-8?B?5Lu2?=.txt\" | 件.txt",
                "attachment; filename=old.txt; filename*=UTF-8''new.txt | new.txt",
                "attachment; broken; filename=x | x",
                "attachment; filename*=%E4%BB%B6 | 件",
                "attachment; filename*99999=x; filename=y | y",
                "attachment; filename=\"never closed | never closed"
            })
    void readsFileNames(String disposition, String name) {
        MailReading mail = read("Content-Disposition: " + disposition, "", "x");

        assertThat(mail.parts().get(0).fileName()).contains(name);
    }

    @ParameterizedTest
    @CsvSource({"Shift_JIS,windows-31j", "windows-1252,windows-1252", "EUC-JP,EUC-JP", "UTF-8,UTF-8"})
    void m04GuessesTheCharacterSetOfUnlabelledTextAndSaysSo(String written, String guessed) {
        String text = written.equals("windows-1252")
                ? "d\u00e9j\u00e0 vu, na\u00efve"
                : "\u65e5\u672c\u8a9e\u306e\u30c6\u30b9\u30c8";
        MailReading mail = body("Subject: x", text.getBytes(Charset.forName(written)));

        assertThat(mail.text()).contains(new DecodedText(text, guessed, true));
    }

    @Test
    void readsIso2022JpWithoutALabel() {
        String text = "\u4ef6\u540d";
        MailReading mail = body("Subject: x", text.getBytes(Charset.forName("ISO-2022-JP")));

        assertThat(mail.text()).contains(new DecodedText(text, "ISO-2022-JP", true));
    }

    @Test
    void readsAHeaderOfEightBitOctets() {
        byte[] header = "Subject: \u4ef6\u540d\u3067\u3059\r\n\r\n".getBytes(Charset.forName("windows-31j"));

        assertThat(MailReading.of(header).field("Subject")).contains("\u4ef6\u540d\u3067\u3059");
    }

    @Test
    void takesBase64WithRubbishInIt() {
        MailReading mail = read("Content-Transfer-Encoding: base64", "", "aGVs*bG8", "!!=ignored");

        assertThat(mail.parts().get(0).content()).asString(US_ASCII).isEqualTo("hello");
    }

    @Test
    void takesQuotedPrintableWithBrokenCodes() {
        MailReading mail = read("Content-Transfer-Encoding: Quoted-Printable", "", "a=ZZ b=4 c=");

        assertThat(mail.parts().get(0).content()).asString(US_ASCII).isEqualTo("a=ZZ b=4 c");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "",
                "\r\n",
                "no header at all",
                ": no name\r\n\r\n",
                "Content-Type: multipart/mixed\r\n\r\n--x\r\n",
                "Content-Type: multipart/mixed; boundary=\"\"\r\n\r\n--\r\n\r\n--",
                "Content-Type: multipart/mixed; boundary=x\r\n\r\n--x\r\n--x\r\n--x--\r\n--x",
                "Content-Type: multipart/mixed; boundary=x\r\n\r\n--x",
                "Content-Type: ;;;=;=\r\nContent-Disposition: ;filename*'=\r\n\r\n",
                "Content-Type: text/\r\n\r\nx",
                "Subject: =?\r\n =?\r\n\r\n",
                "Subject:\r\nFrom:\r\n\r\n",
                "A\0B: c\r\n\r\n"
            })
    void readsEveryBrokenMail(String mail) {
        MailReading reading = MailReading.of(mail.getBytes(ISO_8859_1));

        assertThat(reading.parts()).isNotEmpty().allSatisfy(part -> assertThat(part.text())
                .isNotNull());
    }

    @Test
    void readsAMailOfTwoThousandPartsUpToItsLimit() {
        String mail = "Content-Type: multipart/mixed; boundary=x\r\n\r\n"
                + IntStream.range(0, 2_000)
                        .mapToObj(part -> "--x\r\n\r\n" + part + "\r\n")
                        .collect(Collectors.joining())
                + "--x--\r\n";

        assertThat(MailReading.of(mail.getBytes(US_ASCII)).parts()).hasSize(1_000);
    }

    @Test
    void goesNoDeeperThanSixteenLevels() {
        StringBuilder mail = new StringBuilder();
        for (int level = 0; level < 64; level++) {
            mail.append("Content-Type: multipart/mixed; boundary=b").append(level);
            mail.append("\r\n\r\n--b").append(level).append("\r\n");
        }

        assertThat(MailReading.of(mail.toString().getBytes(US_ASCII)).parts()).hasSize(17);
    }

    @Test
    void anyOctetsAreRead() {
        Random random = new Random(42);
        String seed =
                "Content-Type: multipart/mixed; boundary=x\r\nSubject: =?utf-8?B?5Lu2?=\r\n\r\n--x\r\nContent-Type:"
                        + " text/plain; name*0*=utf-8''%E4\r\nContent-Transfer-Encoding: base64\r\n\r\n"
                        + Base64.getEncoder().encodeToString("hello".getBytes(US_ASCII)) + "\r\n--x--\r\n";
        for (int round = 0; round < 2_000; round++) {
            byte[] octets = seed.getBytes(US_ASCII);
            for (int change = 0; change < 5; change++)
                octets[random.nextInt(octets.length)] = (byte) random.nextInt(256);

            MailReading reading = MailReading.of(octets);

            assertThat(reading.parts()).isNotEmpty();
            reading.parts().forEach(part -> {
                assertThat(part.text().text()).isNotNull();
                assertThat(part.fileName()).isNotNull();
            });
        }
    }
}

package org.qdmail.mime;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.qdmail.mime.HeaderFields.lines;

import jakarta.mail.internet.InternetAddress;
import java.util.List;
import java.util.Optional;
import java.util.stream.IntStream;
import org.apache.james.mime4j.dom.address.MailboxList;
import org.apache.james.mime4j.field.address.DefaultAddressParser;
import org.junit.jupiter.api.Test;
import org.qdmail.address.EmailAddress;
import org.qdmail.address.Mailbox;
import org.qdmail.failure.InvalidMessage;

class MailboxTextTest {
    @Test
    void writesABareAddressWithoutBrackets() {
        assertThat(to(mailbox("", "a@b.example"))).isEqualTo("To: a@b.example\r\n");
    }

    @Test
    void writesANameOfAtomsPlain() {
        assertThat(to(mailbox("Taro O'Yamada-2", "a@b.example"))).isEqualTo("To: Taro O'Yamada-2 <a@b.example>\r\n");
    }

    @Test
    void cmp3QuotesANameWithSpecials() {
        assertThat(to(mailbox("Yamada, Taro", "a@b.example"))).isEqualTo("To: \"Yamada, Taro\" <a@b.example>\r\n");
        assertThat(to(mailbox("J. \"Q\" \\", "a@b.example"))).isEqualTo("To: \"J. \\\"Q\\\" \\\\\" <a@b.example>\r\n");
        assertThat(to(mailbox("a  b", "a@b.example"))).isEqualTo("To: \"a  b\" <a@b.example>\r\n");
        assertThat(to(mailbox(" a", "a@b.example"))).isEqualTo("To: \" a\" <a@b.example>\r\n");
        assertThat(to(mailbox("a ", "a@b.example"))).isEqualTo("To: \"a \" <a@b.example>\r\n");
    }

    @Test
    void cmp3EncodesAJapaneseName() {
        assertThat(to(mailbox("山田, 太郎", "a@b.example")))
                .isEqualTo("To: =?UTF-8?B?5bGx55SwLCDlpKrpg44=?= <a@b.example>\r\n");
    }

    @Test
    void cmp3EncodesANameThatLooksEncoded() throws Exception {
        String field = to(mailbox("=?utf-8?q?x?=", "a@b.example"));

        assertThat(field).isEqualTo("To: =?UTF-8?B?PT91dGYtOD9xP3g/PQ==?= <a@b.example>\r\n");
    }

    @Test
    void cmp3EncodesAQuotedNameThatFitsOnNoLine() {
        assertThat(to(mailbox("x,".repeat(35), "a@b.example"))).startsWith("To: \"x,x");
        String field = to(mailbox("x,".repeat(36), "a@b.example"));

        assertThat(field).startsWith("To: =?UTF-8?B?");
        assertThat(lines(field)).allSatisfy(line -> assertThat(line.length()).isLessThanOrEqualTo(76));
    }

    @Test
    void cmp3FoldsALongNameOfAtoms() {
        String field = to(mailbox("word ".repeat(20) + "end", "a@b.example"));

        assertThat(HeaderFields.value(field)).isEqualTo("word ".repeat(20) + "end <a@b.example>");
        assertThat(lines(field)).hasSize(2).allSatisfy(line -> assertThat(line.length())
                .isLessThanOrEqualTo(76));
    }

    @Test
    void cmp3EncodesANameWithAnAtomThatFitsOnNoLine() {
        assertThat(to(mailbox("y".repeat(72), "a@b.example"))).startsWith("To: yyy");
        assertThat(to(mailbox("y".repeat(73), "a@b.example"))).startsWith("To: =?UTF-8?B?");
        assertThat(lines(to(mailbox("y".repeat(10_000), "a@b.example"))))
                .allSatisfy(line -> assertThat(line.length()).isLessThanOrEqualTo(76));
    }

    @Test
    void c02SplitsNoSurrogatePairOfAName() throws Exception {
        for (String name : new String[] {"𠮷".repeat(41), "a" + "𠮷".repeat(40)}) {
            String field = to(mailbox(name, "a@b.example"));

            assertThat(new InternetAddress(HeaderFields.value(field)).getPersonal())
                    .isEqualTo(name);
            assertThat(lines(field))
                    .allSatisfy(line -> assertThat(line.length()).isLessThanOrEqualTo(76));
            assertThat(HeaderFields.value(field).split(" "))
                    .filteredOn(word -> word.startsWith("=?"))
                    .extracting(HeaderFields::decodedWord)
                    .allSatisfy(
                            word -> assertThat(word).doesNotContain("\ufffd").doesNotContain("?"));
        }
    }

    @Test
    void c02RefusesALoneSurrogate() {
        assertThatThrownBy(() -> EncodedWords.split("a\ud842", 75))
                .isInstanceOf(InvalidMessage.class)
                .hasMessageStartingWith("MAIL-0301 half of a surrogate pair at character 1");
    }

    @Test
    void cmp3StartsANameOnANewLineRatherThanSplittingIt() {
        assertThat(lines(to(
                        mailbox("Taro Yamada of the sales department", "taro@b.example"),
                        mailbox("山田太郎", "a@b.example"))))
                .containsExactly(
                        "To: Taro Yamada of the sales department <taro@b.example>,",
                        " =?UTF-8?B?5bGx55Sw5aSq6YOO?= <a@b.example>");
    }

    @Test
    void c04FoldsSixtyAddressesWithCrlfAlone() {
        List<Mailbox> many = IntStream.range(0, 60)
                .mapToObj(n -> mailbox("", "recipient" + n + "@b.example"))
                .toList();

        String field = HeaderFields.written(new HeaderBlock().mailboxes("To", many));

        assertThat(field.replace("\r\n", "")).doesNotContain("\r").doesNotContain("\n");
        assertThat(lines(field)).allSatisfy(line -> {
            assertThat(line.length()).isLessThanOrEqualTo(76);
            assertThat(line).doesNotEndWith(" ");
        });
        assertThat(HeaderFields.value(field).split(", ")).hasSize(60);
    }

    @Test
    void c26WritesThreeReplyAddressesInOneField() throws Exception {
        String field = HeaderFields.written(new HeaderBlock()
                .mailboxes(
                        "Reply-To",
                        List.of(
                                mailbox("", "a@b.example"),
                                mailbox("山田, 太郎", "c@b.example"),
                                mailbox("B, C", "d@b.example"))));

        MailboxList read = DefaultAddressParser.DEFAULT
                .parseAddressList(HeaderFields.value(field))
                .flatten();
        assertThat(read)
                .extracting(mailbox -> mailbox.getAddress())
                .containsExactly("a@b.example", "c@b.example", "d@b.example");
        assertThat(read.get(2).getName()).isEqualTo("B, C");
        assertThat(InternetAddress.parse(HeaderFields.value(field))[1].getPersonal())
                .isEqualTo("山田, 太郎");
    }

    @Test
    void cmp3NeverEncodesAnAddress() {
        assertThat(to(mailbox("山田", "δοκιμή@b.example"))).isEqualTo("To: =?UTF-8?B?5bGx55Sw?= <δοκιμή@b.example>\r\n");
    }

    @Test
    void cmp2CountsTheOctetsOfARawAddress() {
        String field = to(mailbox("", "用".repeat(20) + "@b.example"), mailbox("", "x@b.example"));

        assertThat(lines(field)).containsExactly("To: " + "用".repeat(20) + "@b.example,", " x@b.example");
    }

    @Test
    void cmp3SplitsTheFirstNameOfAFieldRatherThanLeavingItsLineEmpty() {
        assertThat(to(mailbox("𠮷".repeat(41), "a@b.example"))).startsWith("To: =?UTF-8?B?");
    }

    @Test
    void cmp3KeepsANameOnTheLineThatItFills() {
        // To: + blank + 35 + comma, then a word of 12 + 4 n characters
        Mailbox first = mailbox("", "n".repeat(25) + "@b.example");
        String fits = "é".repeat(9);

        assertThat(lines(to(mailbox("", "n".repeat(24) + "@b.example"), mailbox(fits, "a@b.example")))
                        .get(0))
                .hasSize(40 + 37 - 1);
        assertThat(lines(to(first, mailbox(fits, "a@b.example"))).get(0)).hasSize(40);
    }

    @Test
    void cmp3WritesTheLettersAtTheEndsOfTheAlphabetAsAtoms() {
        assertThat(to(mailbox("azAZ09", "a@b.example"))).isEqualTo("To: azAZ09 <a@b.example>\r\n");
        for (char special : "()<>[]:;@\\,.\"".toCharArray()) {
            assertThat(to(mailbox("a" + special, "a@b.example"))).startsWith("To: \"a");
        }
        for (char atom : "!#$%&'*+-/=?^_`{|}~".toCharArray()) {
            assertThat(to(mailbox("a" + atom, "a@b.example"))).isEqualTo("To: a" + atom + " <a@b.example>\r\n");
        }
    }

    @Test
    void cmp3QuotesANameOfUpTo72CharactersWithItsQuotes() {
        assertThat(to(mailbox("x,".repeat(34) + "xy", "a@b.example"))).startsWith("To: \"x,");
        assertThat(to(mailbox("x,".repeat(34) + "xyz", "a@b.example"))).startsWith("To: =?");
    }

    @Test
    void cmp2CountsTheOctetsOfEachCharacterOfARawAddress() {
        for (String local : new String[] {
            "a".repeat(30), "é".repeat(15), "\u07ff".repeat(15), "\u0800".repeat(10), "😀".repeat(7) + "aa"
        }) {
            int line = "To: ".length() + 30 + "@b.example,".length();
            String rest = "n".repeat(76 - line - 1 - "@b.example".length());

            assertThat(lines(to(mailbox("", local + "@b.example"), mailbox("", rest + "@b.example"))))
                    .hasSize(1);
            assertThat(lines(to(mailbox("", local + "@b.example"), mailbox("", rest + "n@b.example"))))
                    .hasSize(2);
        }
    }

    @Test
    void d17WritesTheDomainInALabels() {
        assertThat(to(mailbox("", "a@faß.de"))).isEqualTo("To: a@xn--fa-hia.de\r\n");
    }

    private static String to(Mailbox... mailboxes) {
        return HeaderFields.written(new HeaderBlock().mailboxes("To", List.of(mailboxes)));
    }

    private static Mailbox mailbox(String name, String address) {
        return new Mailbox(Optional.of(name).filter(text -> !text.isEmpty()), EmailAddress.of(address));
    }
}

package org.qdmail.address;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;
import org.qdmail.failure.Fault;
import org.qdmail.failure.InvalidMessage;

class MailboxTest {
    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            quoteCharacter = '§',
            value = {
                "Taro <taro@example.jp>            | Taro                 | taro@example.jp",
                "山田 太郎 <taro@example.jp>       | 山田 太郎            | taro@example.jp",
                "\"Smith, J\" <js@example.com>     | Smith, J             | js@example.com",
                "\"a \\\"b\\\" \\\\c\" <a@x.jp>    | a \"b\" \\c          | a@x.jp",
                "John Q. Public <jqp@x.jp>         | John Q. Public       | jqp@x.jp",
                "Taro<taro@example.jp>             | Taro                 | taro@example.jp",
                "§  Taro   <taro@example.jp>  §    | Taro                 | taro@example.jp",
                "A \"b, c\" D <a@x.jp>             | A b, c D             | a@x.jp",
                "\" x \" <a@x.jp>                  | § x §                | a@x.jp",
                "\"x \"\t <a@x.jp>                 | §x §                 | a@x.jp",
                "\"<b@y.jp>\" <a@x.jp>             | <b@y.jp>             | a@x.jp",
                "A <\"a b>,\"@x.jp>                | A                    | \"a b>,\"@x.jp",
                "A <a@[IPv6:::1]>                  | A                    | a@[IPv6:::1]",
                "=?utf-8?q?=0D=0A?= <a@x.jp>       | =?utf-8?q?=0D=0A?=   | a@x.jp",
                "𠮷野 <a@x.jp>                     | 𠮷野                 | a@x.jp",
                "\u202eevil <a@x.jp>               | \u202eevil           | a@x.jp",
            })
    void readsANameBeforeTheAddress(String text, String name, String address) {
        assertThat(Mailbox.parse(text)).isEqualTo(Mailbox.of(name, address));
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "taro@example.jp",
                "<taro@example.jp>",
                " taro@example.jp\t",
                " <taro@example.jp> ",
                "\"\" <taro@example.jp>",
                "\" \" <taro@example.jp>",
            })
    void readsAnAddressWithoutName(String text) {
        assertThat(Mailbox.parse(text)).isEqualTo(Mailbox.of(EmailAddress.of("taro@example.jp")));
    }

    @ParameterizedTest
    @ValueSource(strings = {"a@[IPv6:::1]", "a@[IPv6:::]", "\"a, b\"@x.jp", "\"a:b\"@x.jp", "\"(c)\"@x.jp"})
    void readsAnAddressWithSpecialsInside(String text) {
        assertThat(Mailbox.parse(text).address().wire()).isEqualTo(text);
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            quoteCharacter = '§',
            value = {
                "§§                            | MAIL-0210 the text is empty",
                "§  §                          | MAIL-0210 the text is empty",
                "Taro                          | MAIL-0210 no @ follows the local part",
                "Taro <>                       | MAIL-0210 the text is empty",
                "Taro < a@x.jp>                | MAIL-0210 character 6 is not allowed in a local part",
                "Taro <a@x.jp                  | MAIL-0210 the address behind < is not closed by >",
                "Taro <a@x.jp> b               | MAIL-0210 nothing may follow the address; found a character at 13",
                "<a@x.jp> NOTIFY=SUCCESS       | MAIL-0210 nothing may follow the address; found a character at 8",
                "a@x.jp> SIZE=1                | MAIL-0210 character 6 is not allowed in a domain",
                "Taro <a@x.jp>>                | MAIL-0210 nothing may follow the address; found a character at 13",
                "Taro <<a@x.jp>>               | MAIL-0210 nothing may follow the address; found a character at 14",
                "a@x.jp <b@x.jp>               | MAIL-0210 character 1 of the name needs quotes",
                "Taro > <b@x.jp>               | MAIL-0210 character 5 of the name needs quotes",
                "Taro\\ <b@x.jp>               | MAIL-0210 character 4 of the name needs quotes",
                "[A] <b@x.jp>                  | MAIL-0210 character 0 of the name needs quotes",
                "[A <b@x.jp>                   | MAIL-0210 the address literal is neither",
                "\"Taro <b@x.jp>               | MAIL-0210 a quote is not closed",
                "\"Taro\\\" <b@x.jp>           | MAIL-0210 a quote is not closed",
                "(c)a@x.jp                     | MAIL-0210 a comment begins at character 0",
                "a@x.jp (Taro)                 | MAIL-0210 a comment begins at character 7",
                "G: a@x.jp;                    | MAIL-0210 a group begins before the colon at character 1",
                "G: a@x.jp, b@x.jp;            | MAIL-0210 a group begins before the colon at character 1",
                "G:;                           | MAIL-0210 a group begins before the colon at character 1",
                "<@a.jp:c@d.jp>                | MAIL-0210 a source route begins at character 0",
                "X <@a.jp,@b.jp:c@d.jp>        | MAIL-0214 several addresses in one text, parted at character 8",
                "X <@a.jp>                     | MAIL-0210 a source route begins at character 2",
                "a@x.jp, b@x.jp                | MAIL-0214 several addresses in one text, parted at character 6",
                "A <a@x.jp>, B <b@x.jp>        | MAIL-0214 several addresses in one text, parted at character 10",
                "a@x.jp; b@x.jp                | MAIL-0214 several addresses in one text, parted at character 6",
                "Smith, J <js@example.com>     | MAIL-0214 several addresses in one text, parted at character 5",
                "Taro <x@-x.com>               | MAIL-0213 the domain is no internationalized domain name",
            })
    void refusesWhatIsNotExactlyOneMailbox(String text, String finding) {
        assertThatThrownBy(() -> Mailbox.parse(text))
                .isInstanceOf(InvalidMessage.class)
                .hasMessageStartingWith(finding);
    }

    @ParameterizedTest
    @ValueSource(strings = {"\r", "\n", "\0", "\u001b", "\u007f", "\u0085", "\u2028", "\u2029"})
    void refusesControlsAnywhere(String control) {
        assertThatThrownBy(() -> Mailbox.parse("Ta" + control + "ro <a@x.jp>"))
                .hasMessage("MAIL-0212 control character at 2; it may not travel in an address");
        assertThatThrownBy(() -> Mailbox.of("Ta" + control + "ro", "a@x.jp"))
                .hasMessage("MAIL-0212 display name has a control character at 2; it is refused, not removed");
    }

    @Test
    void refusesAControlAtTheStart() {
        assertThatThrownBy(() -> Mailbox.parse("\nTaro <a@x.jp>"))
                .hasMessage("MAIL-0212 control character at 0; it may not travel in an address");
        assertThatThrownBy(() -> Mailbox.of("\nTaro", "a@x.jp"))
                .hasMessage("MAIL-0212 display name has a control character at 0; it is refused, not removed");
        assertThatThrownBy(() -> Mailbox.parseList("\nTaro <a@x.jp>"))
                .hasMessage("MAIL-0212 control character at 0; it may not travel in an address");
    }

    @Test
    void refusesHalfOfASurrogatePairInAName() {
        assertThatThrownBy(() -> Mailbox.of("a\ud842", "a@x.jp"))
                .hasMessage("MAIL-0301 half of a surrogate pair at character 1; no character set represents it");
        assertThatThrownBy(() -> Mailbox.of("\ud842", "a@x.jp")).hasMessageContaining("at character 0;");
        assertThatThrownBy(() -> Mailbox.parse("a\ud842 <a@x.jp>")).hasMessageStartingWith("MAIL-0301");
    }

    @Test
    void takesABlankNameForNone() {
        assertThat(Mailbox.of(" ", "a@x.jp").name()).isEmpty();
        assertThat(new Mailbox(Optional.of(""), EmailAddress.of("a@x.jp"))).isEqualTo(Mailbox.parse("a@x.jp"));
    }

    @Test
    void refusesTheNullSender() {
        assertThatThrownBy(() -> Mailbox.of(EmailAddress.NONE))
                .hasMessage("MAIL-0210 a mailbox needs an address; the null address belongs to the return path");
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            quoteCharacter = '§',
            value = {
                "Taro    | Taro <a@x.jp>",
                "山田 太郎 | 山田 太郎 <a@x.jp>",
                "Smith, J | \"Smith, J\" <a@x.jp>",
                "a\"b\\c | \"a\\\"b\\\\c\" <a@x.jp>",
                "§ x§    | \" x\" <a@x.jp>",
            })
    void writesWhatItReads(String name, String text) {
        Mailbox mailbox = Mailbox.of(name, "a@x.jp");

        assertThat(mailbox).hasToString(text);
        assertThat(Mailbox.parse(text)).isEqualTo(mailbox);
    }

    @Test
    void writesAnAddressWithoutNameBare() {
        assertThat(Mailbox.parse("<a@X.jp>")).hasToString("a@x.jp");
    }

    @Test
    void readsAList() {
        assertThat(Mailbox.parseList("a@x.jp, \"B, C\" <b@y.jp> ,\tD <\"d,d\"@z.jp>"))
                .containsExactly(
                        Mailbox.parse("a@x.jp"), Mailbox.of("B, C", "b@y.jp"), Mailbox.of("D", "\"d,d\"@z.jp"));
        assertThat(Mailbox.parseList("a@x.jp")).containsExactly(Mailbox.parse("a@x.jp"));
    }

    @Test
    void placesEachFaultOfAListByItsNumber() {
        InvalidMessage invalid =
                catchThrowableOfType(InvalidMessage.class, () -> Mailbox.parseList("a@b, ok@x.jp, , c@-x.jp,"));

        assertThat(invalid.faults())
                .extracting(Fault::number, Fault::place)
                .containsExactly(
                        org.assertj.core.groups.Tuple.tuple("MAIL-0210", "[0]"),
                        org.assertj.core.groups.Tuple.tuple("MAIL-0210", "[2]"),
                        org.assertj.core.groups.Tuple.tuple("MAIL-0213", "[3]"),
                        org.assertj.core.groups.Tuple.tuple("MAIL-0210", "[4]"));
    }

    @ParameterizedTest
    @ValueSource(strings = {"", " ", ",", "a@x.jp,", ",a@x.jp", "a@x.jp;b@x.jp", "G:a@x.jp;", "a@x.jp\n,b@x.jp"})
    void refusesListsThatAreNone(String text) {
        assertThatThrownBy(() -> Mailbox.parseList(text)).isInstanceOf(InvalidMessage.class);
    }

    @ParameterizedTest
    @ValueSource(strings = {"(", "<", "\"", "\\", "a@", ",", "[", ":", "a..", "\"\\", "<\"", "é", "a ", "<@"})
    void par3JudgesHostileTextInLinearTime(String unit) {
        String text = unit.repeat(100_000 / unit.length());
        long start = System.nanoTime();

        assertThatThrownBy(() -> Mailbox.parse(text)).isInstanceOf(InvalidMessage.class);
        assertThatThrownBy(() -> EmailAddress.of(text)).isInstanceOf(InvalidMessage.class);

        assertThat(System.nanoTime() - start).isLessThan(1_000_000_000L);
    }

    @Test
    void par3ReadsALongListInLinearTime() {
        String list = "a@x.jp,".repeat(99_999) + "b@x.jp";

        assertThat(Mailbox.parseList(list)).hasSize(100_000);
    }
}

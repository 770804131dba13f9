package org.qdmail.address;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;
import org.qdmail.failure.InvalidMessage;

class EmailAddressTest {
    @ParameterizedTest
    @ValueSource(
            strings = {
                "taro@example.jp",
                "a@b.c",
                "first.last@example.com",
                "a.b.c@d.e.f",
                "!#$%&'*+-/=?^_`{|}~@example.com",
                "0@1.com",
                "AZaz09@AZ-az-09.Example",
                "-x@ezweb.ne.jp",
                "-X/tmp/x@x.jp",
                "-OQueueDirectory=/tmp@x.jp",
                "a%evil.com@ok.com",
                "evil.com!a@ok.com",
                "a@sub-domain.a--b.jp",
                "a@x9.9x",
            })
    void readsWhatRfc5321Allows(String text) {
        assertThat(EmailAddress.of(text)).hasToString(lowerDomain(text));
        assertThat(EmailAddress.of(text).domain()).isEqualTo(text.substring(text.indexOf('@') + 1));
    }

    private static String lowerDomain(String text) {
        int at = text.indexOf('@');
        return text.substring(0, at) + text.substring(at).toLowerCase(java.util.Locale.ROOT);
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            quoteCharacter = '§',
            value = {
                "\"a b\"@x.jp           | \"a b\"@x.jp       | a b",
                "\"a@b\"@x.jp           | \"a@b\"@x.jp       | a@b",
                "\"a\\\"b\"@x.jp        | \"a\\\"b\"@x.jp    | a\"b",
                "\"a\\\\b\"@x.jp        | \"a\\\\b\"@x.jp    | a\\b",
                "\"\\a\\ \\b\"@x.jp     | \"a b\"@x.jp       | a b",
                "\"ab\"@x.jp            | \"ab\"@x.jp        | ab",
                "\" ~\"@x.jp            | \" ~\"@x.jp        | § ~§",
                "\"a,b;c:<d>(e)[f]\"@x.jp | \"a,b;c:<d>(e)[f]\"@x.jp | a,b;c:<d>(e)[f]",
                "\"-X /t\"@x.jp         | \"-X /t\"@x.jp     | -X /t",
                "\".a..b.\"@x.jp        | \".a..b.\"@x.jp    | .a..b.",
                "\"日 本\"@x.jp         | \"日 本\"@x.jp     | 日 本",
            })
    void keepsQuotesWithoutNeedlessPairs(String text, String wire, String unquoted) {
        EmailAddress address = EmailAddress.of(text);

        assertThat(address.wire()).isEqualTo(wire);
        assertThat(address.localPart() + "@x.jp").isEqualTo(wire);
        assertThat(address.unquotedLocalPart()).isEqualTo(unquoted);
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            quoteCharacter = '§',
            value = {
                "§§                | the text is empty; one address such as taro@example.jp is expected",
                "a                 | no @ follows the local part; one address such as taro@example.jp is expected",
                "\"a\"             | no @ follows the local part; one address such as taro@example.jp is expected",
                "@x.jp             | the local part is empty (RFC 5321 section 4.1.2)",
                "\"\"@x.jp         | the local part is empty (RFC 5321 section 4.1.2)",
                "@a.jp:c@d.jp      | the local part is empty (RFC 5321 section 4.1.2)",
                "\"a@x.jp          | a quote is not closed",
                "\"a\\             | a quote is not closed",
                "\"a\\\"@x.jp      | a quote is not closed",
                "a\"b@x.jp         | character 1 is not allowed in a local part without quotes (RFC 5321 section 4.1.2)",
                "\"a\"b@x.jp       | character 3 is not allowed in a local part without quotes (RFC 5321 section 4.1.2)",
                "a b@x.jp          | character 1 is not allowed in a local part without quotes (RFC 5321 section 4.1.2)",
                "§ a@x.jp§         | character 0 is not allowed in a local part without quotes (RFC 5321 section 4.1.2)",
                "<a@x.jp>          | character 0 is not allowed in a local part without quotes (RFC 5321 section 4.1.2)",
                "a\\@x.jp          | character 1 is not allowed in a local part without quotes (RFC 5321 section 4.1.2)",
                "a;touch x@x.jp    | SEVERAL",
                "ａ@x.jp           | character 0 is not allowed in a local part without quotes (RFC 5321 section 4.1.2)",
                "！@x.jp           | character 0 is not allowed in a local part without quotes (RFC 5321 section 4.1.2)",
                "～@x.jp           | character 0 is not allowed in a local part without quotes (RFC 5321 section 4.1.2)",
                "a\u3000b@x.jp     | character 1 is not allowed in a local part without quotes (RFC 5321 section 4.1.2)",
                "a\uE000@x.jp      | character 1 is not allowed in a local part without quotes (RFC 5321 section 4.1.2)",
                "a\uFFFF@x.jp      | character 1 is not allowed in a local part without quotes (RFC 5321 section 4.1.2)",
                "\"a\\é\"@x.jp     | character 3 is not allowed between quotes (RFC 5321 section 4.1.2)",
                "\"a\tb\"@x.jp     | character 2 is not allowed between quotes (RFC 5321 section 4.1.2)",
                "\"a\\\tb\"@x.jp   | character 3 is not allowed between quotes (RFC 5321 section 4.1.2)",
                ".a@x.jp           | the dot at character 0 begins, ends or doubles in the local part; put the local part between quotes (RFC 5321 section 4.1.2)",
                ".a..b@x.jp        | the dot at character 0 begins, ends or doubles in the local part; put the local part between quotes (RFC 5321 section 4.1.2)",
                "a.@x.jp           | the dot at character 1 begins, ends or doubles in the local part; put the local part between quotes (RFC 5321 section 4.1.2)",
                "a..b..@x.jp       | the dot at character 2 begins, ends or doubles in the local part; put the local part between quotes (RFC 5321 section 4.1.2)",
                "a@                | the domain has an empty label at character 2",
                "a@.               | the domain has an empty label at character 2",
                "a@.x.jp           | the domain has an empty label at character 2",
                "a@x..jp           | the domain has an empty label at character 4",
                "a@x.jp..          | the domain has an empty label at character 7",
                "a@b               | the domain has one label only; a full name such as example.jp is expected (RFC 5321 section 2.3.5)",
                "a@b.              | the domain has one label only; a full name such as example.jp is expected (RFC 5321 section 2.3.5)",
                "a@192.0.2.1       | the last label of the domain is a number; an IP address stands in brackets (RFC 5321 section 4.1.3)",
                "a@x.9             | the last label of the domain is a number; an IP address stands in brackets (RFC 5321 section 4.1.3)",
                "a@x_y.jp          | character 3 is not allowed in a domain; letters, digits, hyphens and dots are (RFC 5321 section 4.1.2)",
                "a@x.jp> SIZE=1    | character 6 is not allowed in a domain; letters, digits, hyphens and dots are (RFC 5321 section 4.1.2)",
                "a@b@x.jp          | character 3 is not allowed in a domain; letters, digits, hyphens and dots are (RFC 5321 section 4.1.2)",
                "§a@x.jp\t§        | character 6 is not allowed in a domain; letters, digits, hyphens and dots are (RFC 5321 section 4.1.2)",
                "§a@x.jp §         | character 6 is not allowed in a domain; letters, digits, hyphens and dots are (RFC 5321 section 4.1.2)",
                "a@x.[jp]          | character 4 is not allowed in a domain; letters, digits, hyphens and dots are (RFC 5321 section 4.1.2)",
                "a@x/y.jp          | character 3 is not allowed in a domain; letters, digits, hyphens and dots are (RFC 5321 section 4.1.2)",
                "a@x:y.jp          | character 3 is not allowed in a domain; letters, digits, hyphens and dots are (RFC 5321 section 4.1.2)",
                "a@`.jp            | character 2 is not allowed in a domain; letters, digits, hyphens and dots are (RFC 5321 section 4.1.2)",
                "a@~.jp            | character 2 is not allowed in a domain; letters, digits, hyphens and dots are (RFC 5321 section 4.1.2)",
                "a@{.jp            | character 2 is not allowed in a domain; letters, digits, hyphens and dots are (RFC 5321 section 4.1.2)",
                "(c)a@x.jp         | a comment begins at character 0; comments are not read",
                "a(c)@x.jp         | a comment begins at character 1; comments are not read",
                "a@x.jp(c)         | a comment begins at character 6; comments are not read",
                "G: a@x.jp;        | a group begins before the colon at character 1; give its members one by one, or quote a name with a colon",
            })
    void d16RefusesWhatIsNotAnAddress(String text, String finding) {
        String expected = finding.equals("SEVERAL")
                ? "MAIL-0214 several addresses in one text, parted at character 1; give each its own text, and quote a name"
                        + " that holds a comma"
                : "MAIL-0210 " + finding;

        assertThatThrownBy(() -> EmailAddress.of(text))
                .isInstanceOf(InvalidMessage.class)
                .hasMessage(expected);
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {"a@x.jp, b@x.jp | 6", "a@x.jp; b@x.jp | 6", "a,b@x.jp | 1", "a;b@x.jp | 1"})
    void refusesSeveralAddressesInOneText(String text, int offset) {
        assertThatThrownBy(() -> EmailAddress.of(text))
                .hasMessage("MAIL-0214 several addresses in one text, parted at character " + offset
                        + "; give each its own text, and quote a name that holds a comma");
    }

    @ParameterizedTest
    @ValueSource(strings = {"\0", "\r", "\n", "\u001b", "\u007f", "\u000b", "\u0085", "\u009f", "\u2028", "\u2029"})
    void d16RefusesControlsEvenBetweenQuotes(String control) {
        assertThatThrownBy(() -> EmailAddress.of("\"a" + control + " b\"@example.com"))
                .isInstanceOf(InvalidMessage.class)
                .hasMessage("MAIL-0212 control character at 2; it may not travel in an address");
        assertThatThrownBy(() -> EmailAddress.of("a@x.jp" + control))
                .hasMessage("MAIL-0212 control character at 6; it may not travel in an address");
    }

    @ParameterizedTest
    @ValueSource(
            ints = {0x202e, 0x200b, 0xfeff, 0x00ad, 0x2066, 0x200d, 0x200c, 0xfe0f, 0x034f, 0x3164, 0xe0100, 0x061c})
    void refusesInvisibleCharactersInTheLocalPart(int character) {
        assertThatThrownBy(() -> EmailAddress.of("a" + Character.toString(character) + "b@x.jp"))
                .hasMessage("MAIL-0212 character 1 is invisible or turns the direction of writing; an address may not"
                        + " hide it");
    }

    @ParameterizedTest
    @ValueSource(ints = {0x202e, 0x200b, 0xfeff, 0x00ad, 0xfe0f, 0xe0100})
    void refusesInvisibleCharactersInTheDomain(int character) {
        assertThatThrownBy(() -> EmailAddress.of("a@x" + Character.toString(character) + "y.jp"))
                .hasMessage("MAIL-0212 character 3 is invisible or turns the direction of writing; an address may not"
                        + " hide it");
    }

    @ParameterizedTest
    @ValueSource(strings = {"\ud800", "\udc00"})
    void refusesHalvesOfSurrogatePairs(String half) {
        assertThatThrownBy(() -> EmailAddress.of("a" + half + "@x.jp"))
                .hasMessage("MAIL-0210 half of a surrogate pair at character 1");
        assertThatThrownBy(() -> EmailAddress.of("a@" + half + "x.jp"))
                .hasMessage("MAIL-0210 half of a surrogate pair at character 2");
    }

    @Test
    void smtp1CountsTheOctetsOfTheLocalPart() {
        assertThat(EmailAddress.of("x".repeat(64) + "@x.jp").localPart()).hasSize(64);
        assertThat(EmailAddress.of("日".repeat(21) + "a@x.jp").localPart()).hasSize(22);
        assertThatThrownBy(() -> EmailAddress.of("x".repeat(65) + "@x.jp"))
                .hasMessage("MAIL-0211 local part has 65 octets; at most 64 are allowed (RFC 5321 section 4.5.3.1.1)");
        assertThatThrownBy(() -> EmailAddress.of("日".repeat(21) + "ab@x.jp"))
                .hasMessageStartingWith("MAIL-0211 local part has 65 octets");
        assertThat(EmailAddress.of('"' + "x".repeat(62) + "\"@x.jp").localPart())
                .hasSize(64);
        assertThatThrownBy(() -> EmailAddress.of('"' + "x".repeat(63) + "\"@x.jp"))
                .hasMessageStartingWith("MAIL-0211 local part has 65 octets");
    }

    @Test
    void smtp1CountsTheOctetsOfALabel() {
        assertThat(EmailAddress.of("a@" + "x".repeat(63) + ".jp").domain()).hasSize(66);
        assertThatThrownBy(() -> EmailAddress.of("a@" + "x".repeat(64) + ".jp"))
                .hasMessage("MAIL-0211 a label of the domain has 64 octets; at most 63 are allowed"
                        + " (RFC 1035 section 2.3.4)");
        assertThatThrownBy(() -> EmailAddress.of("a@x." + "y".repeat(64)))
                .hasMessageStartingWith("MAIL-0211 a label of the domain has 64 octets");
        assertThatThrownBy(() -> EmailAddress.of("a@" + "é".repeat(60) + ".jp"))
                .hasMessageMatching("MAIL-0211 a label of the domain has \\d+ octets; at most 63 are allowed"
                        + " \\(RFC 1035 section 2.3.4\\)");
    }

    @Test
    void smtp1CountsTheOctetsOfTheDomain() {
        String domain255 = ("x".repeat(49) + ".").repeat(5) + "y".repeat(5);
        assertThat(domain255).hasSize(255);
        assertThatThrownBy(() -> EmailAddress.of("a@" + domain255)).hasMessageStartingWith("MAIL-0211 address has 259");
        assertThatThrownBy(() -> EmailAddress.of("a@" + domain255 + "y"))
                .hasMessage("MAIL-0211 domain has 256 octets; at most 255 are allowed (RFC 5321 section 4.5.3.1.2)");
        assertThatThrownBy(() -> EmailAddress.of("a@" + "例.".repeat(300) + "jp"))
                .hasMessageStartingWith("MAIL-0211 domain has ");
        assertThatThrownBy(() -> EmailAddress.of("a@" + "é.".repeat(499) + "jp"))
                .hasMessageStartingWith("MAIL-0211 domain has 3994 octets");
        assertThatThrownBy(() -> EmailAddress.of("a@" + "é.".repeat(500) + "jp"))
                .hasMessageStartingWith("MAIL-0211 domain has 1002 octets");
    }

    @Test
    void smtp1CountsTheOctetsOfThePath() {
        String domain = ("x".repeat(49) + ".").repeat(4) + "y".repeat(43);
        assertThat(EmailAddress.of("a".repeat(10) + "@" + domain).wire()).hasSize(254);
        assertThatThrownBy(() -> EmailAddress.of("a".repeat(11) + "@" + domain))
                .hasMessage("MAIL-0211 address has 257 octets with its angle brackets; at most 256 are allowed"
                        + " (RFC 5321 section 4.5.3.1.3)");
    }

    @Test
    void d1KeepsLettersThatTruncationWouldTurnIntoOthers() {
        EmailAddress address = EmailAddress.of("\u0161dmin@example.com");

        assertThat(address.wire()).isEqualTo("\u0161dmin@example.com");
        assertThat(address.needsSmtpUtf8()).isTrue();
        assertThat(address).isNotEqualTo(EmailAddress.of("admin@example.com"));
    }

    @Test
    void d4RefusesParametersBehindThePath() {
        assertThatThrownBy(() -> EmailAddress.of("<a@b.example> NOTIFY=SUCCESS ORCPT=rfc822;z"))
                .hasMessageStartingWith("MAIL-0210 character 0 is not allowed");
        assertThatThrownBy(() -> EmailAddress.of("a@b.example> SIZE=1"))
                .hasMessageStartingWith("MAIL-0210 character 11 is not allowed");
    }

    @Test
    void c07KeepsAnglesInsideOfQuotes() {
        EmailAddress address = EmailAddress.of("\"a@evil.example> NOTIFY=NEVER\"@example.com");

        assertThat(address.wire()).isEqualTo("\"a@evil.example> NOTIFY=NEVER\"@example.com");
        assertThat(address.asciiDomain()).isEqualTo("example.com");
    }

    @ParameterizedTest
    @CsvSource({
        "a..b@docomo.ne.jp,'\"a..b\"@docomo.ne.jp',a..b",
        "a.@docomo.ne.jp,'\"a.\"@docomo.ne.jp',a.",
        ".a@EZweb.ne.jp,'\".a\"@ezweb.ne.jp',.a",
        "a..b.@docomo.ne.jp.,'\"a..b.\"@docomo.ne.jp',a..b.",
        "...@docomo.ne.jp,'\"...\"@docomo.ne.jp',...",
        "a.b@docomo.ne.jp,a.b@docomo.ne.jp,a.b",
    })
    void qd75QuotesIrregularAddressesOfCarriers(String text, String wire, String unquoted) {
        EmailAddress address = EmailAddress.of(text);

        assertThat(address.wire()).isEqualTo(wire);
        assertThat(address.unquotedLocalPart()).isEqualTo(unquoted);
    }

    @ParameterizedTest
    @ValueSource(strings = {"a..b@softbank.ne.jp", "a..b@x.docomo.ne.jp", "a..b@docomo.example"})
    void qd75RefusesIrregularDotsElsewhere(String text) {
        assertThatThrownBy(() -> EmailAddress.of(text)).hasMessageStartingWith("MAIL-0210 the dot at character 2");
    }

    @Test
    void c25FindsTheQuotedAndTheBareFormEqual() {
        EmailAddress bare = EmailAddress.of("a..b.@docomo.ne.jp");
        EmailAddress quoted = EmailAddress.of("\"a..b.\"@docomo.ne.jp");

        assertThat(bare).isEqualTo(quoted).hasSameHashCodeAs(quoted);
        assertThat(bare.compareTo(quoted)).isZero();
        assertThat(bare.wire()).isEqualTo(quoted.wire());
    }

    @ParameterizedTest
    @CsvSource({"a@X.jp,a@x.JP,true", "A@x.jp,a@x.jp,false", "a@x.jp,a@y.jp,false", "'\"ab\"@x.jp',ab@x.jp,true"})
    void comparesDomainsWhateverTheirCase(String one, String other, boolean equal) {
        assertThat(EmailAddress.of(one).equals(EmailAddress.of(other))).isEqualTo(equal);
        assertThat(EmailAddress.of(one).compareTo(EmailAddress.of(other)) == 0).isEqualTo(equal);
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            quoteCharacter = '§',
            value = {
                "a@ok.com                      | §§",
                "a%evil.com@ok.com             | \"a\"@evil.com",
                "\"a%EVIL.com.\"@ok.com       | \"a\"@evil.com",
                "evil.com!a@ok.com             | \"a\"@evil.com",
                "\"a@evil.com\"@ok.com         | \"a\"@evil.com",
                "x.com!evil.com!a@ok.com       | \"evil.com!a\"@x.com,\"a\"@evil.com",
                "a%evil.com%x.com@ok.com       | \"a%evil.com\"@x.com,\"a\"@evil.com",
                "b.com!a%c.com@ok.com          | \"b.com!a\"@c.com,\"a\"@b.com",
                "\"a b%evil.com\"@ok.com       | \"a b\"@evil.com",
                "\"a\\\"%evil.com\"@ok.com     | \"a\\\"\"@evil.com",
                "a%b@ok.com                    | §§",
                "b!a@ok.com                    | §§",
                "!evil.com@ok.com              | §§",
                "evil.com!@ok.com              | §§",
                "%evil.com@ok.com              | §§",
                "a%例え.jp@ok.com              | \"a\"@xn--r8jz45g.jp",
            })
    void tellsWhereALocalPartSendsOn(String text, String onward) {
        List<String> expected = onward.isEmpty() ? List.of() : List.of(onward.split(",", -1));

        assertThat(EmailAddress.of(text).onward())
                .extracting(EmailAddress::wire)
                .containsExactlyElementsOf(expected);
        assertThat(EmailAddress.NONE.onward()).isEmpty();
    }

    @Test
    void ordersByDomainThenByLocalPart() {
        assertThat(EmailAddress.of("b@a.jp")).isLessThan(EmailAddress.of("a@b.jp"));
        assertThat(EmailAddress.of("a@b.jp")).isLessThan(EmailAddress.of("b@b.jp"));
    }

    @Test
    void equalsNothingOfAnotherType() {
        assertThat(EmailAddress.of("a@x.jp").equals("a@x.jp")).isFalse();
        assertThat(EmailAddress.of("a@x.jp").hashCode())
                .isNotEqualTo(EmailAddress.of("b@x.jp").hashCode());
    }

    @Test
    void nullSenderIsNoAddressOfAnybody() {
        assertThat(EmailAddress.NONE.isNone()).isTrue();
        assertThat(EmailAddress.NONE.wire()).isEmpty();
        assertThat(EmailAddress.NONE.needsSmtpUtf8()).isFalse();
        assertThat(EmailAddress.of("a@x.jp").isNone()).isFalse();
    }

    @ParameterizedTest
    @CsvSource({"~@x.jp,false", "\u007e@x.jp,false", "\u00a1@x.jp,true", "用户@例子.example,true", "user@例え.jp,false"})
    void ext5NeedsSmtpUtf8ForTheLocalPartAlone(String text, boolean needs) {
        assertThat(EmailAddress.of(text).needsSmtpUtf8()).isEqualTo(needs);
    }
}

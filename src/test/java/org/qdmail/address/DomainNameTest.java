package org.qdmail.address;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;
import org.qdmail.failure.InvalidMessage;

class DomainNameTest {
    @ParameterizedTest
    @CsvSource({
        "faß.de,xn--fa-hia.de,faß.de",
        "βόλος.com,xn--nxasmm1c.com,βόλος.com",
        "نامه‌ای.com,xn--mgba3gch31f060k.com,نامه‌ای.com",
    })
    void d17MapsNoLetterToAnother(String written, String ascii, String shown) {
        assertThat(domain(written)).isEqualTo(new Domain(shown, ascii));
    }

    @ParameterizedTest
    @CsvSource({
        "例え.jp,xn--r8jz45g.jp,例え.jp",
        "XN--R8JZ45G.JP,xn--r8jz45g.jp,例え.jp",
        "ex。ample.com,ex.ample.com,ex.ample.com",
        "ex．ample｡com,ex.ample.com,ex.ample.com",
        "BÜCHER.Example,xn--bcher-kva.example,bücher.example",
        "b\u0075\u0308cher.example,xn--bcher-kva.example,bücher.example",
        "ｅｘ.com,ex.com,ex.com",
        "例え.jp.,xn--r8jz45g.jp,例え.jp",
        "例え.jp。,xn--r8jz45g.jp,例え.jp",
        "xn--fa-hia.de,xn--fa-hia.de,faß.de",
        "sub.xn--r8jz45g.jp,sub.xn--r8jz45g.jp,sub.例え.jp",
        "example.com.,example.com,example.com",
        "ExAmple.Com,example.com,ExAmple.Com",
        "ab-c--d.com,ab-c--d.com,ab-c--d.com",
    })
    void cmp10ConvertsByUts46(String written, String ascii, String shown) {
        assertThat(domain(written)).isEqualTo(new Domain(shown, ascii));
    }

    @ParameterizedTest
    @ValueSource(strings = {"-x.com", "x-.com", "a.-x.com", "ab--c.com", "x.com-", "x.-com"})
    void cmp10RefusesHyphensAtTheEdges(String written) {
        assertThatThrownBy(() -> domain(written))
                .isInstanceOf(InvalidMessage.class)
                .hasMessage("MAIL-0213 the domain is no internationalized domain name: a label begins or ends with a"
                        + " hyphen, or has two at its third place (UTS 46, RFC 5891 section 4)");
    }

    @ParameterizedTest
    @CsvSource({
        "xn--a.com,invalid ace label",
        "xn--a-ä.com,punycode",
        "xn--ab.com,invalid ace label",
        "xn--0000h.com,punycode",
        "xn--fass-.de,invalid ace label",
        "xn--FASS-9999999.de,punycode",
        "xn--.com,invalid ace label",
        "é-.com,trailing hyphen",
        "-é.com,leading hyphen",
        "é1--x.com,hyphen 3 4",
        "éa--x.com,hyphen 3 4",
        "\u0300x.com,leading combining mark",
        "a＠b.com,disallowed",
        "a／b.com,disallowed",
        "℀.com,disallowed",
        "a\u2024b.com,disallowed",
        "☃\uE000.com,disallowed",
        "a\u200db.com,contextj",
        "a\u200cb.com,contextj",
        "אa.com,bidi",
        "a·b.com,contexto punctuation",
        "日本\u00b7.com,contexto punctuation",
    })
    void cmp10RefusesWhatDoesNotConvert(String written, String reason) {
        assertThatThrownBy(() -> domain(written))
                .isInstanceOf(InvalidMessage.class)
                .hasMessageContainingAll(
                        "MAIL-0213 the domain is no internationalized domain name: ", reason, "(UTS 46, RFC 5891");
    }

    @Test
    void cmp10RefusesAsciiBesideLettersDigitsAndHyphens() {
        assertThatThrownBy(() -> domain("é_x.com"))
                .hasMessageStartingWith("MAIL-0210 character 3 is not allowed in a domain");
    }

    @ParameterizedTest
    @ValueSource(strings = {"例..jp", "。jp", "例。。jp", "例.jp。。"})
    void cmp10RefusesEmptyLabels(String written) {
        assertThatThrownBy(() -> domain(written)).hasMessageStartingWith("MAIL-0210 the domain has an empty label");
    }

    @Test
    void cmp10RefusesOneLabel() {
        assertThatThrownBy(() -> domain("例え")).hasMessageStartingWith("MAIL-0210 the domain has one label only");
    }

    @Test
    void cmp10RefusesDigitsOfOtherScriptsInPlaceOfAnIpAddress() {
        assertThatThrownBy(() -> domain("１９２.０.２.１"))
                .hasMessageStartingWith("MAIL-0210 the last label of the domain is a number");
    }

    @ParameterizedTest
    @CsvSource({
        "аpple.com,true",
        "sub.аpple.com,true",
        "аррӏе.com,false",
        "apple.com,false",
        "xn--pple-43d.com,true",
        "日本語ひらカタabc.jp,false",
        "한국漢字abc.kr,false",
        "ㄅ漢字abc.tw,false",
        "ひら한국.jp,true",
        "кириллицаひら.jp,true",
        "пример.com,false",
        "пример1-2.com,false",
        "faß.de,false",
        "αβγa.gr,true",
        "例え.пример,false",
        "ex。ample.com,false",
    })
    void cmp10WarnsOfMixedScripts(String written, boolean mixed) {
        assertThat(EmailAddress.of("a@" + written).mixesScripts()).isEqualTo(mixed);
    }

    @Test
    void cmp10FindsALookalikeDifferent() {
        assertThat(EmailAddress.of("a@аpple.com")).isNotEqualTo(EmailAddress.of("a@apple.com"));
    }

    @Test
    void judgesLongNamesInLinearTime() {
        String label = "é".repeat(100_000);

        assertThatThrownBy(() -> domain(label + ".jp")).hasMessageStartingWith("MAIL-0211 domain has 100003");
    }

    private static Domain domain(String written) {
        EmailAddress address = EmailAddress.of("a@" + written);
        return new Domain(address.domain(), address.asciiDomain());
    }
}

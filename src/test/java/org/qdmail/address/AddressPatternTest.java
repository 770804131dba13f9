package org.qdmail.address;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;
import org.qdmail.failure.InvalidMessage;

class AddressPatternTest {
    @ParameterizedTest
    @CsvSource(
            quoteCharacter = '§',
            value = {
                "evil.com,a@evil.com,true",
                "evil.com,a@EVIL.com,true",
                "evil.com,a@evil.com.,true",
                "EVIL.com,\"x\"@evil.com,true",
                "evil.com,a@sub.evil.com,false",
                "evil.com,a@notevil.com,false",
                "例え.jp,a@xn--r8jz45g.jp,true",
                "xn--r8jz45g.jp,a@例え.jp,true",
                "apple.com,a@аpple.com,false",
                "bob@example.com,bob@Example.com,true",
                "bob@example.com,BOB@example.com,true",
                "Bob@example.com,\"bob\"@example.com,true",
                "bob@example.com,alice@example.com,false",
                "bob@example.com,bob@example.org,false",
                "/.*@qa\\.example/,a@QA.example,true",
                "/.*@QA\\.example/,\"a b\"@qa.example,true",
                "/.*@qa\\.example/,a@qa.example.org,false",
                "/qa/,qa@qa.example,false",
                "/bob@x.jp/,\"Bob\"@x.jp,true",
                "/.*@xn--r8jz45g\\.jp/,a@例え.jp,true",
            })
    void s22ComparesWhatIsSent(String pattern, String address, boolean matches) {
        assertThat(AddressPattern.of(pattern).matches(EmailAddress.of(address))).isEqualTo(matches);
    }

    @Test
    void matchesNoRouteOfALocalPart() {
        assertThat(AddressPattern.of("evil.com").matches(EmailAddress.of("a%evil.com@ok.com")))
                .isFalse();
    }

    @Test
    void neverMatchesTheNullSender() {
        assertThat(AddressPattern.of("/.*/").matches(EmailAddress.NONE)).isFalse();
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "localhost", "a@b", "-x.com", "/(/", "//", "/", "*", "*.example.com", "a b.com"})
    void refusesWhatIsNoPattern(String pattern) {
        assertThatThrownBy(() -> AddressPattern.of(pattern)).isInstanceOf(InvalidMessage.class);
    }

    @Test
    void tellsTheThreeFormsOfAPattern() {
        assertThatThrownBy(() -> AddressPattern.of("/(/"))
                .hasMessage("MAIL-0210 not a pattern: a domain, an address or /regular expression/ is expected");
    }

    @Test
    void par3StopsAnExpressionThatGoesBackAndForth() {
        AddressPattern costly = AddressPattern.of("/(a+)+(a+)+(a+)+b@x\\.jp/");

        assertThatThrownBy(() -> costly.matches(EmailAddress.of("a".repeat(60) + "@x.jp")))
                .isInstanceOf(InvalidMessage.class)
                .hasMessage("MAIL-0210 a /regular expression/ takes too many steps to judge this address; simplify it");
    }

    @Test
    void judgesTheLongestAddressBySoundExpressions() {
        AddressPattern sound = AddressPattern.of("/.*(dev|qa|test).*@.*\\.example/");

        assertThat(sound.matches(EmailAddress.of("x".repeat(64) + "@" + "y".repeat(63) + ".qa.example")))
                .isFalse();
        assertThat(sound.matches(EmailAddress.of("x".repeat(60) + ".qa@" + "y".repeat(63) + ".example")))
                .isTrue();
    }

    @Test
    void writesThePatternAsGiven() {
        assertThat(AddressPattern.of("Evil.com")).hasToString("Evil.com");
        assertThat(AddressPattern.of("/.*@Qa/")).hasToString("/.*@Qa/");
    }
}

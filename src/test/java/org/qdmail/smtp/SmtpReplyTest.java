package org.qdmail.smtp;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class SmtpReplyTest {
    @Test
    void ext11TellsTheEnhancedCodeApart() {
        assertThat(reply(550, "5.1.1 no such user").shown())
                .hasToString("550 5.1.1 no such user")
                .extracting(shown -> shown.enhancedStatus().orElseThrow())
                .isEqualTo("5.1.1");
    }

    @Test
    void ext11TakesTheEnhancedCodeFromEachLine() {
        assertThat(reply(550, "5.7.1 go", "5.7.1 away").shown().text()).isEqualTo("go away");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {"4.1.1 x", "5.1 x", "5.1.1.1 x", "5.1.x", "5.1234.1 x", ".5.1 x", "55.1.1 x", "5..1 x", "x"})
    void ext11LeavesTheTextWhereThereIsNoneOfTheClass(String text) {
        assertThat(reply(550, text).shown().enhancedStatus()).isEmpty();
        assertThat(reply(550, text).shown().text()).isEqualTo(text);
    }

    @Test
    void ext11TakesThreeDigitsInEachPart() {
        assertThat(reply(450, "4.123.999").shown().enhancedStatus()).contains("4.123.999");
        assertThat(reply(450, "4.0.0").shown().enhancedStatus()).contains("4.0.0");
    }

    @Test
    void aChallengeOverSeveralLinesIsOneText() {
        assertThat(reply(334, "dXNl", "cg==").text()).isEqualTo("dXNl cg==");
    }

    @Test
    void secT7RemovesControlsFromWhatIsShown() {
        assertThat(reply(250, "a\u001b[31mb\u0000c\u0085d\u2028e").shown().text())
                .isEqualTo("a[31mbcde");
    }

    @Test
    void secT7CutsWhatIsShown() {
        assertThat(reply(250, "x".repeat(2000)).shown().text()).hasSize(513).endsWith("…");
    }

    @Test
    void only421IsAGoodbye() {
        assertThat(reply(421, "bye").isGoodbye()).isTrue();
        assertThat(reply(420, "no").isGoodbye()).isFalse();
    }

    @Test
    void firstDigitDecides() {
        assertThat(List.of(reply(299, ""), reply(399, ""), reply(499, ""), reply(599, "")))
                .extracting(
                        SmtpReply::isPositive,
                        SmtpReply::isIntermediate,
                        SmtpReply::isTransient,
                        SmtpReply::isPermanent)
                .containsExactly(
                        org.assertj.core.groups.Tuple.tuple(true, false, false, false),
                        org.assertj.core.groups.Tuple.tuple(false, true, false, false),
                        org.assertj.core.groups.Tuple.tuple(false, false, true, false),
                        org.assertj.core.groups.Tuple.tuple(false, false, false, true));
    }

    private static SmtpReply reply(int code, String... lines) {
        return new SmtpReply(code, List.of(lines));
    }
}

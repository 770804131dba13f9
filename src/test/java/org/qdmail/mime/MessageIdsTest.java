package org.qdmail.mime;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Optional;
import java.util.SplittableRandom;
import java.util.random.RandomGenerator;
import java.util.stream.LongStream;
import org.junit.jupiter.api.Test;
import org.qdmail.address.EmailAddress;

class MessageIdsTest {
    private static final EmailAddress FROM = EmailAddress.of("shop@example.com");

    @Test
    void cmp11WritesRandomBitsAtTheDomainOfFrom() {
        assertThat(ids(Optional.empty()).next(FROM)).matches("<[a-z2-7]{26}@example\\.com>");
    }

    @Test
    void cmp11PrefersTheConfiguredDomain() {
        assertThat(ids(Optional.of("mail.example")).next(FROM)).endsWith("@mail.example>");
    }

    @Test
    void d23RepeatsNoneOfAMillion() {
        MessageIds ids = ids(Optional.empty());

        assertThat(LongStream.range(0, 1_000_000)
                        .map(n -> bits(ids.next(FROM)))
                        .distinct()
                        .count())
                .isEqualTo(1_000_000);
    }

    /** The first 60 random bits, so that a million fit into little memory. */
    private static long bits(String id) {
        long bits = 0;
        for (int at = 1; at <= 12; at++) {
            char digit = id.charAt(at);
            bits = bits << 5 | (digit >= 'a' ? digit - 'a' : digit - '2' + 26);
        }
        return bits;
    }

    @Test
    void d23UsesAllBitsOfTheRandomSource() {
        assertThat(new MessageIds(Optional.empty(), (RandomGenerator) () -> -1L).next(FROM))
                .isEqualTo("<777777777777p777777777777p@example.com>");
        assertThat(new MessageIds(Optional.empty(), (RandomGenerator) () -> 1L << 60).next(FROM))
                .isEqualTo("<aaaaaaaaaaaabaaaaaaaaaaaab@example.com>");
        assertThat(new MessageIds(Optional.empty(), (RandomGenerator) () -> 1L).next(FROM))
                .isEqualTo("<baaaaaaaaaaaabaaaaaaaaaaaa@example.com>");
    }

    @Test
    void c17UsesTheALabelsOfFrom() {
        EmailAddress from = EmailAddress.of("shop@例え.example");

        assertThat(ids(Optional.empty()).next(from))
                .endsWith('@' + from.asciiDomain() + '>')
                .doesNotContain("localhost");
    }

    @Test
    void cmp11IsNeverLongerThan250() {
        String domain = "a".repeat(63) + '.' + "b".repeat(63) + '.' + "c".repeat(63) + '.' + "d".repeat(57);

        assertThat(ids(Optional.empty()).next(EmailAddress.of("x@" + domain)))
                .endsWith("@" + domain.substring(64) + '>')
                .hasSizeLessThanOrEqualTo(250);
        assertThat(ids(Optional.of("e".repeat(28) + '.' + domain.substring(64))).next(FROM))
                .endsWith("@" + "e".repeat(28) + '.' + domain.substring(64) + '>');
        String longest = "e".repeat(34) + '.' + domain.substring(64);
        assertThat(ids(Optional.of(longest + 'x')).next(FROM)).hasSize(250);
    }

    @Test
    void boundariesCannotOccurInEncodedParts() {
        Boundaries boundaries = new Boundaries(new SplittableRandom(5));
        String first = boundaries.next();

        assertThat(first).matches("=_[a-z2-7]{26}");
        assertThat(boundaries.next()).hasSameSizeAs(first).isNotEqualTo(first);
    }

    private static MessageIds ids(Optional<String> domain) {
        return new MessageIds(domain, new SplittableRandom(11));
    }
}

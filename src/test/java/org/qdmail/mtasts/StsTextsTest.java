package org.qdmail.mtasts;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;
import org.qdmail.mtasts.StsPolicy.Mode;

/** Good and bad records and policies (RFC 8461 sections 3.1 and 3.2), and how long they count. */
class StsTextsTest {
    private static final String GOOD =
            "version: STSv1\r\nmode: enforce\r\nmx: mail.example.com\r\nmx: *.example.net\r\n"
                    + "mx: backupmx.example.com\r\nmax_age: 604800\r\n";

    private static StsPolicy policy(String text) throws IOException {
        return StsPolicy.of(text.getBytes(StandardCharsets.UTF_8));
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "v=STSv1; id=20160831085700Z; | 20160831085700Z", // the sample of section 3.1
                "v=STSv1;id=1 | 1",
                "v=STSv1 ; id=1; further=yes; | 1",
                "v=STSv1; further=yes; id=1 | 1",
                "v=STSv1; id=12345678901234567890123456789012 | 12345678901234567890123456789012",
            })
    void ext17RecordsAreRead(String text, String id) {
        assertThat(StsRecord.id(List.of(text))).contains(id);
        assertThat(StsRecord.id(List.of("v=spf1 -all", text, ""))).contains(id);
        assertThat(StsRecord.id(List.of(text, text))).isEmpty();
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "",
                "v=STSv1",
                "v=STSv1;",
                "v=STSv1; id=",
                "v=STSv1; id=;",
                "v=STSv1; id=123456789012345678901234567890123;",
                "v=STSv1; id=a-b;",
                "v=STSv1; id=a b;",
                "v=stsv1; id=1;",
                "V=STSv1; id=1;",
                "v=STSv10; id=1;",
                " v=STSv1; id=1;",
                "id=1; v=STSv1;",
                "v=STSv1; id=1; ; further",
                "v=STSv2; id=1;"
            })
    void ext17OtherTextsAreNoRecord(String text) {
        assertThat(StsRecord.id(List.of(text))).isEmpty();
    }

    @ParameterizedTest
    @ValueSource(strings = {"\r\n", "\n"})
    void ext17SampleOfTheStandardIsRead(String end) throws IOException {
        StsPolicy policy = policy(GOOD.replace("\r\n", end));

        assertThat(policy.mode()).isEqualTo(Mode.ENFORCE);
        assertThat(policy.servers()).containsExactly("mail.example.com", "*.example.net", "backupmx.example.com");
        assertThat(policy.lifetime()).isEqualTo(Duration.ofDays(7));
    }

    @Test
    void ext17WhatIsNotKnownOrRepeatedIsPassedOver() throws IOException {
        StsPolicy policy = policy("x: y\n" + GOOD.replace("\r\n", " \r\n") + "mode: none\nmax_age: 1\n\n");

        assertThat(policy.mode()).isEqualTo(Mode.ENFORCE);
        assertThat(policy.lifetime()).isEqualTo(Duration.ofDays(7));
        assertThat(policy("version: STSv1\nmode: none\nmax_age: 9999999999").lifetime())
                .isEqualTo(Duration.ofSeconds(31_557_600));
    }

    @ParameterizedTest
    @CsvSource({
        "version: STSv1, version: STSv2, version",
        "version: STSv1, x: y, version",
        "mode: enforce, mode: force, mode",
        "mode: enforce, x: y, mode",
        "max_age: 604800, max_age: -1, max_age",
        "max_age: 604800, max_age: 12345678901, max_age",
        "max_age: 604800, x: y, max_age",
        "mx: mail.example.com, mx: *, no name",
        "mx: mail.example.com, mx: *.*.example.com, no name",
        "mx: mail.example.com, mx: mail.*.com, no name",
        "mx: mail.example.com, mx: mail.example.com., no name",
        "mx: mail.example.com, a line, colon"
    })
    void ext17OtherTextsAreNoPolicy(String line, String other, String words) {
        assertThatThrownBy(() -> policy(GOOD.replace(line, other)))
                .isInstanceOf(IOException.class)
                .hasMessageContaining(words);
    }

    @Test
    void ext17PolicyWithoutServersIsOneOfNone() throws IOException {
        String none = GOOD.replaceAll("mx: .*\r\n", "");
        assertThatThrownBy(() -> policy(none)).hasMessageContaining("no server");
        assertThat(policy(none.replace("enforce", "none")).servers()).isEmpty();
    }

    @ParameterizedTest
    @CsvSource({
        "mail.example.com, true",
        "backupmx.example.com, true",
        "a.example.net, true",
        "example.net, false",
        "a.b.example.net, false",
        "b.example.com, false",
        "localhost, false"
    })
    void ext17StarIsOneLabel(String host, boolean isNamed) throws IOException {
        assertThat(policy(GOOD.toUpperCase()
                                .replace("VERSION: STSV1", "version: STSv1")
                                .replace("MODE: ENFORCE", "mode: enforce")
                                .replace("MX:", "mx:")
                                .replace("MAX_AGE", "max_age"))
                        .names(host))
                .isEqualTo(isNamed);
    }

    @Test
    void ext17PoliciesCountAsLongAsTheySayAndFailuresHaveAPause() throws IOException {
        KnownPolicies known = new KnownPolicies();
        StsPolicy policy = policy(GOOD);
        long week = Duration.ofDays(7).toNanos();
        long start = Long.MAX_VALUE - week / 2; // such a clock may pass its largest number
        assertThat(known.isToBeFetched("a", "1", start)).isTrue();

        known.put("a", "1", policy, start);
        assertThat(known.valid("a", start + week - 1)).isEqualTo(Optional.of(policy));
        assertThat(known.isToBeFetched("a", "1", start + week - 1)).isFalse();
        assertThat(known.isToBeFetched("a", "2", start + 1)).isTrue();
        known.leaveAlone("a", start + 100);
        assertThat(known.isToBeFetched("a", "2", start + 99)).isFalse();
        assertThat(known.valid("a", start + 99)).isPresent();
        assertThat(known.isToBeFetched("a", "2", start + 100)).isTrue();
        assertThat(known.valid("a", start + week)).isEmpty();
        assertThat(known.isToBeFetched("a", "1", start + week)).isTrue();

        known.leaveAlone("b", start + 100);
        assertThat(known.isToBeFetched("b", "1", start + 99)).isFalse();
        assertThat(known.valid("b", start)).isEmpty();
        assertThat(known.isToBeFetched("b", "1", start + 100)).isTrue();
    }
}

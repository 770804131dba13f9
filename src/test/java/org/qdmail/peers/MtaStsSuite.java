package org.qdmail.peers;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;
import org.qdmail.SendResult;
import org.qdmail.StandaloneMailService;
import org.qdmail.failure.DeliveryFailed;
import org.qdmail.message.MailMessage;

/** Policies (RFC 8461) that nginx holds, about Postfix servers. See {@code src/test/peers/published}. */
class MtaStsSuite {
    private static MailMessage to(String domain) {
        return MailMessage.to("dave@" + domain).subject("policy").text("text").build();
    }

    @ParameterizedTest
    @ValueSource(strings = {"enforced", "wildcard", "tested"})
    void ext17ServerThatThePolicyPermitsHasTheMail(String name) throws Exception {
        String domain = name + ".example.org";
        try (StandaloneMailService mail = Lab.direct("direct")) {
            for (int sent = 0; sent < 2; sent++) {
                SendResult result = mail.send(to(domain));

                assertThat(result.outcomes().get(0).host()).contains("mx.example.org");
                assertThat(result.outcomes().get(0).tls())
                        .hasValueSatisfying(version -> assertThat(version).startsWith("TLSv1."));
                assertThat(Lab.fetch("dave", result.messageId())).isNotEmpty();
            }
            assertThat(Lab.policyHostsAsked()).containsOnlyOnce("mta-sts." + domain);
        }
    }

    @ParameterizedTest
    @CsvSource({
        "elsewhere.example.org, MAIL-0708",
        "misnaming.example.org, MAIL-0603",
        "plaintext.example.org, MAIL-0602"
    })
    void ext17ServerThatDoesNotConformGetsNothing(String domain, String number) throws Exception {
        try (StandaloneMailService mail = Lab.direct("direct")) {
            DeliveryFailed failed = catchThrowableOfType(DeliveryFailed.class, () -> mail.send(to(domain)));

            assertThat(failed.number()).isEqualTo(number);
            assertThat(failed.isRetryable()).isTrue();
            assertThat(Lab.policyHostsAsked()).contains("mta-sts." + domain);
        }
    }

    /** Its certificate names other hosts. */
    @Test
    void ext17PolicyOfAHostThatDoesNotProveItselfIsNone() throws Exception {
        try (StandaloneMailService mail = Lab.direct("direct")) {
            assertThat(mail.send(to("unproven.example.org")).isAllAccepted()).isTrue();
            assertThat(Lab.policyHostsAsked()).doesNotContain("mta-sts.unproven.example.org");
        }
    }
}

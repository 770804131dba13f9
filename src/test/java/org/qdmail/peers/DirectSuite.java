package org.qdmail.peers;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import java.io.ByteArrayOutputStream;
import java.nio.charset.StandardCharsets;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.qdmail.RenderedMail;
import org.qdmail.SendResult;
import org.qdmail.StandaloneMailService;
import org.qdmail.envelope.Outcome;
import org.qdmail.failure.DeliveryFailed;
import org.qdmail.message.MailMessage;
import org.qdmail.message.ReceiptKind;

/** Direct delivery to Postfix servers that NSD names, see the zone in {@code src/test/peers/run}. */
class DirectSuite {
    private static StandaloneMailService thenRelay() {
        return Lab.direct("direct-then-relay", "qdmail.smtp.host", "127.0.0.1", "qdmail.smtp.port", "2525");
    }

    private static MailMessage to(String... recipients) {
        return MailMessage.to(recipients)
                .subject("件名 direct")
                .text(".\n..\ntext\n")
                .build();
    }

    /** Numbers of those that were not accepted, hosts of the others. */
    private static String shown(Outcome outcome) {
        return outcome.state() + " " + outcome.number().or(outcome::host).orElseThrow();
    }

    @Test
    void qd43TheDomainsOwnServerHasTheMail() throws Exception {
        try (StandaloneMailService mail = Lab.direct("direct");
                RenderedMail rendered = mail.render(to("dave@example.org"))) {
            SendResult result = mail.send(rendered);

            Outcome outcome = result.outcomes().get(0);
            assertThat(shown(outcome)).isEqualTo("ACCEPTED mx.example.org");
            assertThat(outcome.way()).contains(Outcome.Way.DIRECT);
            assertThat(outcome.tls())
                    .hasValueSatisfying(version -> assertThat(version).startsWith("TLSv1."));
            assertThat(result.warnings()).isEmpty();
            ByteArrayOutputStream octets = new ByteArrayOutputStream();
            rendered.writeTo(octets);
            assertThat(new String(Lab.fetch("dave", rendered.messageId()), StandardCharsets.ISO_8859_1))
                    .isEqualTo(octets.toString(StandardCharsets.ISO_8859_1));
        }
    }

    @Test
    void qd63TheReportOfTheRecipientsOwnServerComesBack() throws Exception {
        try (StandaloneMailService mail = Lab.direct("direct")) {
            SendResult result = mail.send(MailMessage.to("dave@example.org")
                    .subject("receipt")
                    .text("text")
                    .receipt(ReceiptKind.DELIVERY)
                    .build());

            assertThat(result.outcomes().get(0).receipt()).isEqualTo(Outcome.ReceiptRequest.REQUESTED);
            assertThat(Lab.report(result.messageId()))
                    .contains("Reporting-MTA: dns; mx.example.org", "Action: delivered", result.messageId());
        }
    }

    @ParameterizedTest
    @CsvSource({
        "first.example.org, ACCEPTED mx.example.org",
        "slow.example.org, ACCEPTED sloth.example.org",
        "aonly.example.org, ACCEPTED aonly.example.org",
        "scored.example.org, ACCEPTED mx_1.example.org",
        "plain.example.org, ACCEPTED bare.example.org"
    })
    void whoCannotTakeItIsStoodInForAndWhoIsSlowIsWaitedFor(String domain, String expected) throws Exception {
        try (StandaloneMailService mail = Lab.direct("direct")) {
            SendResult result = mail.send(to("dave@" + domain));

            assertThat(shown(result.outcomes().get(0))).isEqualTo(expected);
            assertThat(result.outcomes().get(0).tls().isPresent()).isEqualTo(!domain.startsWith("plain"));
            assertThat(result.warnings()).hasSize(domain.startsWith("plain") ? 1 : 0);
            assertThat(Lab.fetch("dave", result.messageId())).isNotEmpty();
        }
    }

    @ParameterizedTest
    @CsvSource({
        "dave@none.example.org, MAIL-0702, false",
        "dave@missing.example.org, MAIL-0701, false",
        "dave@nobody.example.org, MAIL-0601, true",
        "dave@turned.example.org, MAIL-0616, false",
        "refused@example.org, MAIL-0607, false",
        "later@example.org, MAIL-0607, true"
    })
    void whatCannotBeDeliveredSaysWhy(String recipient, String number, boolean isRetryable) {
        try (StandaloneMailService mail = Lab.direct("direct")) {
            DeliveryFailed failed = catchThrowableOfType(DeliveryFailed.class, () -> mail.send(to(recipient)));

            assertThat(failed.number()).isEqualTo(number);
            assertThat(failed.isRetryable()).isEqualTo(isRetryable);
        }
    }

    @Test
    void qd62VerifiedTlsWantsACertificateForTheServer() {
        try (StandaloneMailService mail = Lab.direct("direct", "qdmail.route.direct.tls", "starttls-verified")) {
            assertThat(mail.send(to("dave@example.org")).isAllAccepted()).isTrue();

            // its certificate names mx.example.org, not the domain that has no MX
            assertThat(catchThrowableOfType(DeliveryFailed.class, () -> mail.send(to("dave@aonly.example.org")))
                            .number())
                    .isEqualTo("MAIL-0603");
            assertThat(catchThrowableOfType(DeliveryFailed.class, () -> mail.send(to("dave@plain.example.org")))
                            .number())
                    .isEqualTo("MAIL-0602");
        }
    }

    @Test
    void qd64RelayGetsWhatTheServersCouldNotTakeAndNothingElse() {
        try (StandaloneMailService mail = thenRelay()) {
            SendResult result = mail.send(to(
                    "dave@example.org",
                    "refused@example.org",
                    "later@example.org",
                    "dave@nobody.example.org",
                    "dave@none.example.org",
                    "dave@missing.example.org"));

            assertThat(result.outcomes().stream().map(DirectSuite::shown).toList())
                    .isEqualTo(List.of(
                            "ACCEPTED mx.example.org",
                            "REFUSED MAIL-0607",
                            "ACCEPTED 127.0.0.1",
                            "ACCEPTED 127.0.0.1",
                            "REFUSED MAIL-0702",
                            "REFUSED MAIL-0701"));
            assertThat(result.outcomes().stream()
                            .map(outcome -> outcome.way().orElseThrow())
                            .toList())
                    .isEqualTo(List.of(
                            Outcome.Way.DIRECT,
                            Outcome.Way.DIRECT,
                            Outcome.Way.RELAY,
                            Outcome.Way.RELAY,
                            Outcome.Way.DIRECT,
                            Outcome.Way.DIRECT));
        }
    }
}

package org.qdmail.peers;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;
import org.qdmail.SendResult;
import org.qdmail.StandaloneMailService;
import org.qdmail.envelope.Outcome;
import org.qdmail.failure.DeliveryFailed;
import org.qdmail.message.MailMessage;

/**
 * Certificates that are published in DNS (RFC 7672): of Postfix servers, in a zone that ldns has signed, of which Unbound
 * says whether it is valid. See {@code src/test/peers/published}.
 */
class DaneSuite {
    private static final String VALIDATING = "127.0.0.1:5354";
    private static final String NOT_VALIDATING = "127.0.0.1:5353";

    private static StandaloneMailService service(String resolver) {
        return Lab.direct("direct", "qdmail.route.direct.resolvers", resolver);
    }

    private static MailMessage to(String domain) {
        return MailMessage.to("dave@" + domain).subject("dane").text("text").build();
    }

    private static void assertDelivered(String resolver, String domain, String server) throws Exception {
        try (StandaloneMailService mail = service(resolver)) {
            SendResult result = mail.send(to(domain));

            Outcome outcome = result.outcomes().get(0);
            assertThat(outcome.host()).contains(server);
            assertThat(outcome.tls())
                    .hasValueSatisfying(version -> assertThat(version).startsWith("TLSv1."));
            assertThat(Lab.fetch("dave", result.messageId())).isNotEmpty();
        }
    }

    /** What the tests below rest on, as drill sees it: its first line has the code, its flags say whether it is validated. */
    @ParameterizedTest
    @CsvSource({
        "5354, MX, right.example.net, NOERROR, true",
        "5354, TLSA, _25._tcp.mx.example.net, NOERROR, true",
        "5354, TLSA, _25._tcp.silent.example.net, NXDOMAIN, true",
        "5354, TLSA, _25._tcp.mx.unsigned.example.net, NOERROR, false",
        "5354, MX, edited-mx.example.net, SERVFAIL, false",
        "5354, A, forged-a.example.net, SERVFAIL, false",
        "5354, TLSA, _25._tcp.forged-tlsa.example.net, SERVFAIL, false",
        "5353, TLSA, _25._tcp.other.example.net, NOERROR, false",
        "5353, MX, edited-mx.example.net, NOERROR, false"
    })
    void nameServersSayWhatIsValid(String port, String type, String name, String code, boolean isValidated)
            throws Exception {
        String said = Lab.run(new byte[0], "drill", "-D", "-p", port, name, "@127.0.0.1", type);

        assertThat(said.lines().toList())
                .anyMatch(line -> line.contains("opcode: QUERY, rcode: " + code + ","))
                .anyMatch(line -> line.matches(";; flags: [a-z ]+;.*") && line.matches(".* ad[ ;].*") == isValidated);
    }

    @ParameterizedTest
    @CsvSource({
        "right.example.net, mx.example.net",
        "next.example.net, mx.example.net",
        "authority.example.net, listed.example.net",
        "relisted.example.net, another.example.net",
        "none.example.net, silent.example.net"
    })
    void ext18ServerWhoseCertificateIsPublishedHasTheMail(String domain, String server) throws Exception {
        assertDelivered(VALIDATING, domain, server);
    }

    private static void assertGetsNothing(String domain, String number) {
        try (StandaloneMailService mail = service(VALIDATING)) {
            DeliveryFailed failed = catchThrowableOfType(DeliveryFailed.class, () -> mail.send(to(domain)));

            assertThat(failed.number()).isEqualTo(number);
            assertThat(failed.isRetryable()).isTrue();
        }
    }

    @ParameterizedTest
    @CsvSource({
        "wrong.example.net, MAIL-0603",
        "aliased.example.net, MAIL-0603",
        "misnaming.example.net, MAIL-0603",
        "hosted.example.net, MAIL-0603",
        "plain.example.net, MAIL-0602"
    })
    void ext18ServerThatIsNotAsPublishedGetsNothing(String domain, String number) {
        assertGetsNothing(domain, number);
    }

    @ParameterizedTest
    @ValueSource(strings = {"edited-mx.example.net", "edited-a.example.net", "edited-tlsa.example.net"})
    void ext18DomainThatSomebodyHasEditedGetsNothing(String domain) throws Exception {
        assertGetsNothing(domain, "MAIL-0703");
    }

    @ParameterizedTest
    @CsvSource({"unsigned.example.net, mx.unsigned.example.net", "outside.example.net, mx.unsigned.example.net"})
    void ext18WhatNobodyHasSignedDoesNotCount(String domain, String server) throws Exception {
        assertDelivered(VALIDATING, domain, server);
    }

    @ParameterizedTest
    @CsvSource({
        "wrong.example.net, other.example.net",
        "edited-mx.example.net, mx.example.net",
        "edited-a.example.net, forged-a.example.net",
        "edited-tlsa.example.net, forged-tlsa.example.net"
    })
    void ext18WhatTheNameServerDoesNotValidateDoesNotCount(String domain, String server) throws Exception {
        assertDelivered(NOT_VALIDATING, domain, server);
    }
}

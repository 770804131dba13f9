package org.qdmail.pipeline;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import java.util.HashMap;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.qdmail.MailService;
import org.qdmail.SendResult;
import org.qdmail.StandaloneMailService;
import org.qdmail.envelope.Outcome;
import org.qdmail.failure.DeliveryFailed;
import org.qdmail.failure.Refusal;
import org.qdmail.message.MailMessage;
import org.qdmail.smtp.peer.ScriptedPeer;

/** Which recipients mail may leave for, seen from the server: a blocked one costs no connection. */
class GuardTest {
    private static final String NOBODY_COMES = "send 220 mx.example ESMTP\nehlo\nserve\n";

    @ParameterizedTest
    @ValueSource(
            strings = {
                "x@evil.com",
                "x@EVIL.com",
                "x@evil.com.",
                "\"x\"@evil.com",
                "\"a b\"@evil.com",
                "a%evil.com@ok.com",
                "a%EVIL.com@ok.com",
                "a%evil.com%between.com@ok.com",
                "\"a%evil.com\"@ok.com",
                "evil.com!a@ok.com",
                "EVIL.com!a@ok.com",
                "between.com!evil.com!a@ok.com",
                "evil.com!a%between.com@ok.com",
                "\"a@evil.com\"@ok.com"
            })
    void s22NoSpellingOfABlockedDomainReachesTheServer(String recipient) {
        try (ScriptedPeer peer = ScriptedPeer.playing(NOBODY_COMES);
                StandaloneMailService mail = service(peer, "qdmail.safety.deny", "evil.com")) {
            assertBlocked(mail, recipient);
            assertThat(peer.connections()).isZero();
        }
    }

    @ParameterizedTest
    @ValueSource(strings = {"x@evil.com", "a%evil.com@ok.com", "evil.com!a@ok.com", "x@sub.ok.com"})
    void s22OnlyAllowedDomainsReachTheServer(String recipient) {
        try (ScriptedPeer peer = ScriptedPeer.playing(NOBODY_COMES);
                StandaloneMailService mail = service(peer, "qdmail.safety.allow", "ok.com")) {
            assertBlocked(mail, recipient);
            assertThat(peer.connections()).isZero();
        }
    }

    @ParameterizedTest
    @ValueSource(strings = {"a%evil.com@ok.com", "evil.com!a@ok.com", "\"x\"@evil.com", "x@EVIL.com"})
    void s22BlockedRecipientIsNotPutToTheServerBesideOthers(String recipient) {
        try (ScriptedPeer peer = ScriptedPeer.playing(
                        """
                        send 220 mx.example ESMTP
                        ehlo
                        want MAIL FROM:<shop@example.com>* | send 250 ok
                        want RCPT TO:<b@ok.com> | send 250 ok
                        want DATA | send 354 go on
                        body to-dot | send 250 ok
                        """);
                StandaloneMailService mail = service(peer, "qdmail.safety.deny", "evil.com")) {
            SendResult result = mail.send(
                    MailMessage.to(recipient, "b@ok.com").subject("x").text("y").build());

            assertThat(result.outcomes())
                    .extracting(Outcome::state)
                    .containsExactly(Outcome.State.NOT_ATTEMPTED, Outcome.State.ACCEPTED);
            assertThat(result.outcomes().get(0).number()).contains("MAIL-0704");
        }
    }

    @Test
    void s22RedirectedMailIsJudgedBefore() {
        try (ScriptedPeer peer = ScriptedPeer.playing(NOBODY_COMES);
                StandaloneMailService mail = service(
                        peer, "qdmail.safety.deny", "evil.com", "qdmail.safety.redirect-to", "qa@example.com")) {
            assertBlocked(mail, "a%evil.com@ok.com");
            assertThat(peer.connections()).isZero();
        }
    }

    private static void assertBlocked(MailService mail, String recipient) {
        MailMessage message = MailMessage.to(recipient).subject("x").text("y").build();
        DeliveryFailed failed = catchThrowableOfType(
                DeliveryFailed.class, () -> assertThat(mail.send(message)).isNull());
        assertThat(failed).isNotNull();
        assertThat(failed.number()).isEqualTo("MAIL-0704");
        assertThat(failed.isRetryable()).isFalse();
        assertThat(failed.refusals()).extracting(Refusal::number).containsExactly("MAIL-0704");
    }

    private static StandaloneMailService service(ScriptedPeer peer, String... keysAndValues) {
        Map<String, String> keys = new HashMap<>(Map.of(
                "qdmail.smtp.host",
                "127.0.0.1",
                "qdmail.smtp.port",
                String.valueOf(peer.port()),
                "qdmail.defaults.from",
                "shop@example.com"));
        for (int at = 0; at < keysAndValues.length; at += 2) keys.put(keysAndValues[at], keysAndValues[at + 1]);
        return MailService.open(keys);
    }
}

package org.qdmail.pipeline;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.qdmail.pipeline.OnTheWire.fields;

import java.io.ByteArrayOutputStream;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;
import org.qdmail.RenderedMail;
import org.qdmail.RouteStatus;
import org.qdmail.SendResult;
import org.qdmail.envelope.Outcome;
import org.qdmail.failure.DeliveryFailed;
import org.qdmail.failure.Fault;
import org.qdmail.failure.InvalidMessage;
import org.qdmail.failure.QueueUnavailable;
import org.qdmail.message.Level;
import org.qdmail.message.MailMessage;

class SendingTest {
    @Test
    void qd70ThreeTextsAreOneMailFromTheDefaultSender() {
        try (OnTheWire wire = new OnTheWire()) {
            SendResult result = wire.mail.send("bob@example.net", "Order 42", "Thank you.");

            assertThat(result.isAllAccepted()).isTrue();
            assertThat(result.outcomes().get(0).host()).contains("127.0.0.1");
            assertThat(wire.one().mailCommand()).startsWith("MAIL FROM:<shop@example.com>");
            assertThat(wire.header()).contains("From: shop@example.com", "To: bob@example.net", "Subject: Order 42");
            assertThat(OnTheWire.text(wire.one())).endsWith("\r\n\r\nThank you.\r\n");
        }
    }

    @Test
    void c16ResultAndWireHaveOneMessageId() {
        try (OnTheWire wire = new OnTheWire()) {
            SendResult result = wire.mail.send("bob@example.net", "Order", "text");

            assertThat(fields(wire.one(), "Message-ID")).containsExactly("Message-ID: " + result.messageId());
            assertThat(result.messageId()).endsWith("@example.com>");
        }
    }

    @Test
    void idsAscend() {
        try (OnTheWire wire = new OnTheWire()) {
            List<String> ids = new ArrayList<>();
            for (int at = 0; at < 5; at++)
                ids.add(wire.mail.send("bob@example.net", "Order", "text").id());

            assertThat(ids).doesNotHaveDuplicates().allMatch(id -> id.matches("[0-9a-v]{26}"));
        }
    }

    @Test
    void qd106WithoutAnySenderNothingLeaves() {
        try (OnTheWire wire = new OnTheWire("qdmail.defaults.from", "")) {
            assertThatThrownBy(() -> discard(wire.mail.send("bob@example.net", "Order", "text")))
                    .isInstanceOfSatisfying(InvalidMessage.class, failure -> assertThat(failure.number())
                            .isEqualTo("MAIL-0201"));
            wire.mailbox.assertEmpty();
        }
    }

    @Test
    void everyFaultOfTheEnvelopeIsToldAtOnce() {
        try (OnTheWire wire = new OnTheWire("qdmail.defaults.from", "", "qdmail.limits.recipients", "2")) {
            MailMessage nobody = MailMessage.builder().subject("x").text("y").build();
            assertThat(faultsOf(wire, nobody)).containsExactly("MAIL-0201", "MAIL-0202");

            MailMessage three = MailMessage.to("a@example.net", "b@example.net", "c@example.net")
                    .subject("x")
                    .text("y")
                    .build();
            assertThat(faultsOf(wire, three)).containsExactly("MAIL-0201", "MAIL-0203");
        }
    }

    @Test
    void qd72TheSameAddressTwiceIsOneRecipient() {
        try (OnTheWire wire = new OnTheWire()) {
            SendResult result = wire.mail.send(MailMessage.to("bob@example.net", "eve@example.net")
                    .cc("bob@EXAMPLE.net")
                    .bcc("eve@example.net")
                    .subject("x")
                    .text("y")
                    .build());

            assertThat(result.outcomes()).hasSize(2);
            assertThat(wire.one().recipients()).containsExactly("bob@example.net", "eve@example.net");
        }
    }

    @Test
    void smtp15BccIsARecipientAndInNoField() {
        try (OnTheWire wire = new OnTheWire()) {
            SendResult result = wire.mail.send(MailMessage.to("bob@example.net")
                    .bcc("secret@example.org")
                    .subject("x")
                    .text("y")
                    .build());

            assertThat(result.isAllAccepted()).isTrue();
            assertThat(wire.one().recipients()).containsExactly("bob@example.net", "secret@example.org");
            assertThat(OnTheWire.text(wire.one()))
                    .doesNotContainIgnoringCase("bcc")
                    .doesNotContain("secret");
        }
    }

    @Test
    void qd73AlwaysBccGetsACopyWithoutAField() {
        try (OnTheWire wire = new OnTheWire(
                "qdmail.defaults.always-bcc", "archive@example.com", "qdmail.enforce.bcc", "audit@example.com")) {
            SendResult result = wire.mail.send("bob@example.net", "x", "y");

            assertThat(result.isAllAccepted()).isTrue();
            assertThat(wire.one().recipients())
                    .containsExactlyInAnyOrder("bob@example.net", "archive@example.com", "audit@example.com");
            assertThat(OnTheWire.text(wire.one())).doesNotContain("archive").doesNotContain("audit@");
        }
    }

    @Test
    void defaultsFillWhatTheMessageLeavesOpen() {
        try (OnTheWire wire = new OnTheWire(
                "qdmail.defaults.reply-to", "desk@example.com",
                "qdmail.defaults.return-path", "bounces@example.com",
                "qdmail.defaults.header.X-App", "shop",
                "qdmail.defaults.priority", "low")) {
            SendResult result = wire.mail.send("bob@example.net", "x", "y");

            assertThat(result.isAllAccepted()).isTrue();
            assertThat(wire.one().mailCommand()).startsWith("MAIL FROM:<bounces@example.com>");
            assertThat(wire.header())
                    .contains("Reply-To: desk@example.com", "X-App: shop", "X-Priority: 5", "From: shop@example.com");
        }
    }

    @Test
    void messageBeatsDefaultsAndEnforcementBeatsTheMessage() {
        try (OnTheWire wire = new OnTheWire(
                "qdmail.defaults.priority", "low",
                "qdmail.enforce.header.X-App", "enforced",
                "qdmail.enforce.from", "house@example.com")) {
            SendResult result = wire.mail.send(MailMessage.to("bob@example.net")
                    .from("me@example.org")
                    .header("X-App", "mine")
                    .priority(Level.HIGH)
                    .subject("x")
                    .text("y")
                    .build());

            assertThat(result.isAllAccepted()).isTrue();
            assertThat(fields(wire.one(), "X-Priority")).containsExactly("X-Priority: 1");
            assertThat(fields(wire.one(), "X-App")).containsExactly("X-App: enforced");
            assertThat(fields(wire.one(), "From")).containsExactly("From: house@example.com");
        }
    }

    @Test
    void enforcedPriorityBeatsAnExplicitOne() {
        try (OnTheWire wire = new OnTheWire("qdmail.enforce.priority", "normal")) {
            SendResult result = wire.mail.send(MailMessage.to("bob@example.net")
                    .noPriority()
                    .subject("x")
                    .text("y")
                    .build());

            assertThat(result.isAllAccepted()).isTrue();
            assertThat(fields(wire.one(), "Importance")).containsExactly("Importance: Normal");
        }
    }

    @Test
    void qd87OneOfThreeRefusedIsAResult() {
        try (OnTheWire wire = new OnTheWire()) {
            wire.mailbox.script("RCPT", "550 5.1.1 no such user").occurrence(2);
            SendResult result = wire.mail.send(MailMessage.to("a@example.net", "b@example.net", "c@example.net")
                    .subject("x")
                    .text("y")
                    .build());

            assertThat(result.outcomes())
                    .extracting(Outcome::state)
                    .containsExactly(Outcome.State.ACCEPTED, Outcome.State.REFUSED, Outcome.State.ACCEPTED);
            assertThat(wire.one().recipients()).containsExactly("a@example.net", "c@example.net");
            assertThatThrownBy(result::requireAllAccepted).isInstanceOfSatisfying(DeliveryFailed.class, failure -> {
                assertThat(failure.refusals()).hasSize(1);
                assertThat(failure.refusals().get(0).recipient()).isEqualTo("b@example.net");
                assertThat(failure.isRetryable()).isFalse();
            });
        }
    }

    @Test
    void qd101EveryRecipientRefusedIsAnException() {
        try (OnTheWire wire = new OnTheWire()) {
            wire.mailbox.script("RCPT", "550 5.1.1 no such user");

            assertThatThrownBy(() -> discard(wire.mail.send("bob@example.net", "x", "y")))
                    .isInstanceOfSatisfying(DeliveryFailed.class, failure -> {
                        assertThat(failure.number()).isEqualTo("MAIL-0607");
                        assertThat(failure.isRetryable()).isFalse();
                        assertThat(failure.reply().orElseThrow().code()).isEqualTo(550);
                    });
            wire.mailbox.assertEmpty();
        }
    }

    @Test
    void qd90RenderedThenSentAreTheSameOctets() throws Exception {
        try (OnTheWire wire = new OnTheWire();
                RenderedMail rendered = wire.mail.render(MailMessage.to("bob@example.net")
                        .subject("件名")
                        .text(".dot\n..\nFrom here \n")
                        .build())) {
            ByteArrayOutputStream octets = new ByteArrayOutputStream();
            rendered.writeTo(octets);
            wire.mailbox.assertEmpty();

            assertThat(wire.mail.send(rendered).messageId()).isEqualTo(rendered.messageId());
            assertThat(wire.one().octets()).isEqualTo(octets.toByteArray());
            assertThat(rendered.size()).isEqualTo(octets.size());
        }
    }

    @Test
    void checkFindsWhatSendWouldFindAndSendsNothing() {
        try (OnTheWire wire = new OnTheWire("qdmail.limits.message-size", "4K")) {
            wire.mail.check(
                    MailMessage.to("bob@example.net").subject("x").text("y").build());
            assertThatThrownBy(() -> wire.mail.check(MailMessage.to("bob@example.net")
                            .subject("x")
                            .text("y".repeat(9000))
                            .build()))
                    .hasMessageStartingWith("MAIL-0303");
            assertThat(wire.mailbox.received()).isEmpty();
        }
    }

    @Test
    void probeSendsNothing() {
        try (OnTheWire wire = new OnTheWire()) {
            RouteStatus status = wire.mail.probe();

            assertThat(status.offersReceipts()).isTrue();
            assertThat(status.capabilities()).contains("PIPELINING");
            wire.mailbox.assertEmpty();
        }
    }

    @Test
    void resultTellsOfAnAttachedMessageThatIsSentAsAFile() {
        byte[] eightBit = "Subject: x\r\n\r\n\u00e9\r\n".getBytes(StandardCharsets.UTF_8);
        try (OnTheWire wire = new OnTheWire()) {
            SendResult result = wire.mail.send(MailMessage.to("bob@example.net")
                    .subject("Order")
                    .text("text")
                    .attach("m.eml", eightBit, "message/rfc822")
                    .build());

            assertThat(OnTheWire.text(wire.one())).contains("application/octet-stream");
            assertThat(result.warnings()).singleElement().asString().contains("it is sent as a file");
        }
    }

    @Test
    void d05StageThatNobodyLooksAtIsSent() {
        try (OnTheWire wire = new OnTheWire()) {
            wire.mail.sendAsync(
                    MailMessage.to("bob@example.net").subject("x").text("y").build());

            assertThat(wire.one().recipients()).containsExactly("bob@example.net");
        }
    }

    @Test
    void stageFailsWithTheExceptionOfSend() {
        try (OnTheWire wire = new OnTheWire("qdmail.defaults.from", "")) {
            var stage = wire.mail
                    .sendAsync(MailMessage.to("bob@example.net")
                            .subject("x")
                            .text("y")
                            .build())
                    .toCompletableFuture();

            assertThatThrownBy(() -> stage.get(5, TimeUnit.SECONDS)).hasCauseInstanceOf(InvalidMessage.class);
        }
    }

    @Test
    void w5ClosedServiceTakesNothing() {
        OnTheWire wire = new OnTheWire();
        wire.mail.close();
        MailMessage message =
                MailMessage.to("bob@example.net").subject("x").text("y").build();

        assertThatThrownBy(() -> discard(wire.mail.send(message)))
                .isInstanceOfSatisfying(QueueUnavailable.class, failure -> assertThat(failure.number())
                        .isEqualTo("MAIL-0004"));
        assertThatThrownBy(
                        () -> wire.mail.sendAsync(message).toCompletableFuture().get(5, TimeUnit.SECONDS))
                .hasCauseInstanceOf(QueueUnavailable.class)
                .hasMessageContaining("MAIL-0004");
        wire.close();
    }

    @Test
    void w5ClosingLeavesNoThread() {
        Set<Thread> before = Thread.getAllStackTraces().keySet();
        try (OnTheWire wire = new OnTheWire()) {
            wire.mail.sendAsync(
                    MailMessage.to("bob@example.net").subject("x").text("y").build());
            assertThat(wire.one()).isNotNull();
        }
        org.assertj.core.api.Assertions.assertThat(waitForThreads(before)).isEmpty();
    }

    @Test
    void qd122NothingOfTheFirstMailIsInTheSecond() {
        try (OnTheWire wire = new OnTheWire()) {
            SendResult first = wire.mail.send(MailMessage.to("a@example.net")
                    .header("X-First", "1")
                    .priority(Level.HIGH)
                    .subject("first")
                    .text("one")
                    .build());
            assertThat(first.isAllAccepted()).isTrue();
            wire.mailbox.clear();
            SendResult second = wire.mail.send("b@example.net", "second", "two");

            assertThat(second.messageId()).isNotEqualTo(first.messageId());
            assertThat(OnTheWire.text(wire.one()))
                    .doesNotContain("first")
                    .doesNotContain("X-First")
                    .doesNotContain("X-Priority")
                    .doesNotContain("a@example.net");
        }
    }

    @Test
    void s22GuardJudgesTheAddressOnTheWire() {
        try (OnTheWire wire = new OnTheWire("qdmail.safety.deny", "evil.example")) {
            SendResult result = wire.mail.send(MailMessage.to("ok@example.net", "x@EVIL.example", "\"y\"@evil.example")
                    .subject("x")
                    .text("y")
                    .build());

            assertThat(result.outcomes())
                    .extracting(Outcome::state)
                    .containsExactly(Outcome.State.ACCEPTED, Outcome.State.NOT_ATTEMPTED, Outcome.State.NOT_ATTEMPTED);
            assertThat(wire.one().recipients()).containsExactly("ok@example.net");
            assertThatThrownBy(() -> discard(wire.mail.send("x@evil.example", "x", "y")))
                    .isInstanceOfSatisfying(DeliveryFailed.class, failure -> assertThat(failure.number())
                            .isEqualTo("MAIL-0704"));
        }
    }

    @Test
    void redirectedMailReachesOneAddressAlone() {
        try (OnTheWire wire = new OnTheWire(
                "qdmail.safety.redirect-to", "qa@example.com", "qdmail.safety.subject-prefix", "[staging] ")) {
            SendResult result = wire.mail.send(MailMessage.to("a@example.net", "b@example.net")
                    .subject("Order")
                    .text("y")
                    .build());

            assertThat(result.outcomes())
                    .extracting(outcome -> outcome.recipient().toString())
                    .containsExactly("a@example.net", "b@example.net");
            assertThat(wire.one().recipients()).containsExactly("qa@example.com");
            assertThat(wire.header()).contains("Subject: [staging] Order");
        }
    }

    private static Set<String> waitForThreads(Set<Thread> before) {
        long end = System.nanoTime() + TimeUnit.SECONDS.toNanos(5);
        Set<String> left;
        do {
            left = Thread.getAllStackTraces().keySet().stream()
                    .filter(thread ->
                            !before.contains(thread) && thread.getName().startsWith("qdmail"))
                    .map(Thread::getName)
                    .collect(java.util.stream.Collectors.toSet());
            if (left.isEmpty()) return left;
            java.util.concurrent.locks.LockSupport.parkNanos(TimeUnit.MILLISECONDS.toNanos(20));
        } while (System.nanoTime() < end);
        return left;
    }

    private static List<String> faultsOf(OnTheWire wire, MailMessage message) {
        try {
            discard(wire.mail.send(message));
            return List.of();
        } catch (InvalidMessage failure) {
            return failure.faults().stream().map(Fault::number).toList();
        }
    }

    private static void discard(SendResult result) {
        assertThat(result).isNotNull();
    }
}

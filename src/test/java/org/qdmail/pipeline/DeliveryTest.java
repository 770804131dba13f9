package org.qdmail.pipeline;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.qdmail.SendResult;
import org.qdmail.address.EmailAddress;
import org.qdmail.envelope.Envelope;
import org.qdmail.envelope.Outcome;
import org.qdmail.failure.DeliveryFailed;
import org.qdmail.failure.Refusal;
import org.qdmail.octets.FrozenMail;
import org.qdmail.octets.FrozenMailWriter;
import org.qdmail.octets.SpoolSettings;
import org.qdmail.route.RelayRoute;
import org.qdmail.smtp.SmtpRelay;
import org.qdmail.smtp.SmtpSettings;
import org.qdmail.smtp.peer.ManualTime;
import org.qdmail.smtp.peer.ScriptedPeer;
import org.qdmail.wire.HostNames;

class DeliveryTest {
    @TempDir
    Path folder;

    @Test
    void k7AllCopiesOfOneSendHaveOneDeadline() throws Exception {
        ManualTime time = new ManualTime();
        try (ScriptedPeer peer = ScriptedPeer.playing(
                        """
                        send 220 mx.example ESMTP
                        ehlo
                        want MAIL * | stall
                        """);
                RelayRoute route =
                        new RelayRoute(new SmtpRelay(SmtpSettings.loopback(peer.port()), time, HostNames.ofSystem()))) {
            CompletableFuture<SendResult> result =
                    CompletableFuture.supplyAsync(() -> deliver(route, "a@example.net", "b@example.net"));
            peer.awaitStalled();
            time.advance(Duration.ofMinutes(2));

            assertThat(result)
                    .failsWithin(Duration.ofSeconds(5))
                    .withThrowableOfType(ExecutionException.class)
                    .havingCause()
                    .isInstanceOfSatisfying(DeliveryFailed.class, failed -> assertThat(failed.refusals())
                            .extracting(Refusal::number)
                            .containsExactly("MAIL-0609", "MAIL-0609"));
            assertThat(peer.connections()).isEqualTo(1);
        }
    }

    @Test
    void w5WhoeverHasACopyIsToldWhenTheServiceIsClosedBeforeTheNext() throws Exception {
        ManualTime time = new ManualTime();
        try (ScriptedPeer peer = ScriptedPeer.playing(
                """
                send 220 mx.example ESMTP
                ehlo
                want MAIL * | send 250 ok
                want RCPT * | send 250 ok
                want DATA | send 354 go on
                body to-dot | stall
                send 250 ok
                """)) {
            RelayRoute route =
                    new RelayRoute(new SmtpRelay(SmtpSettings.loopback(peer.port()), time, HostNames.ofSystem()));
            CompletableFuture<SendResult> result =
                    CompletableFuture.supplyAsync(() -> deliver(route, "a@example.net", "b@example.net"));
            peer.awaitStalled();
            Thread closing = new Thread(route::close, "closing");
            closing.start();
            while (closing.getState() != Thread.State.WAITING) Thread.onSpinWait();
            peer.release();
            List<Outcome> outcomes = result.get(5, TimeUnit.SECONDS).outcomes();

            assertThat(outcomes)
                    .extracting(Outcome::state)
                    .containsExactly(Outcome.State.ACCEPTED, Outcome.State.NOT_ATTEMPTED);
            assertThat(outcomes.get(1).number()).contains("MAIL-0617");
            assertThat(outcomes.get(1).isRetryable()).isTrue();
            closing.join();
        }
    }

    @Test
    void whoeverHasACopyIsToldWhenSomethingIsWrongWithUsAtTheNext() {
        try (ScriptedPeer peer = ScriptedPeer.playing("send 220 mx.example ESMTP\nehlo\nserve\n");
                RelayRoute route = new RelayRoute(new SmtpRelay(SmtpSettings.loopback(peer.port())));
                FrozenMail closed = mail()) {
            closed.close();
            List<Outcome> outcomes = deliver(
                            route,
                            Envelope.plain(
                                    EmailAddress.of("shop@example.com"),
                                    List.of(EmailAddress.of("a@example.net"), EmailAddress.of("b@example.net"))),
                            List.of(mail(), closed))
                    .outcomes();

            assertThat(outcomes)
                    .extracting(Outcome::state)
                    .containsExactly(Outcome.State.ACCEPTED, Outcome.State.UNKNOWN);
            assertThat(outcomes.get(1).number()).contains("MAIL-0618");
            assertThat(outcomes.get(1).isRetryable()).isFalse();
        }
    }

    private SendResult deliver(RelayRoute route, String first, String second) {
        return deliver(
                route,
                Envelope.plain(
                        EmailAddress.of("shop@example.com"), List.of(EmailAddress.of(first), EmailAddress.of(second))),
                List.of(mail(), mail()));
    }

    private static SendResult deliver(RelayRoute route, Envelope envelope, List<FrozenMail> mails) {
        List<FrozenCopy> copies = new ArrayList<>();
        for (FrozenMail mail : mails) {
            copies.add(new FrozenCopy(List.of(envelope.recipients().get(copies.size())), false, mail));
        }
        try (PipelineMail mail =
                new PipelineMail("1", "<1@example.com>", envelope, copies, List.of(), Optional.empty())) {
            return new Delivery(route).deliver(mail);
        }
    }

    private FrozenMail mail() {
        byte[] octets = "Subject: hello\r\n\r\nhello\r\n".getBytes(StandardCharsets.US_ASCII);
        try (FrozenMailWriter writer = FrozenMailWriter.create(new SpoolSettings(folder, 1024, 4096))) {
            writer.write(octets, 0, octets.length);
            return writer.freeze();
        }
    }
}

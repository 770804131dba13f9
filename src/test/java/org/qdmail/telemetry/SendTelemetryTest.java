// SPDX-License-Identifier: Apache-2.0
package org.qdmail.telemetry;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.opentelemetry.api.common.Attributes;
import io.opentelemetry.api.trace.Span;
import io.opentelemetry.api.trace.SpanKind;
import io.opentelemetry.api.trace.StatusCode;
import io.opentelemetry.context.Scope;
import io.opentelemetry.sdk.metrics.data.HistogramPointData;
import io.opentelemetry.sdk.metrics.data.LongPointData;
import io.opentelemetry.sdk.metrics.data.MetricData;
import io.opentelemetry.sdk.testing.junit5.OpenTelemetryExtension;
import io.opentelemetry.sdk.trace.data.SpanData;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ArrayBlockingQueue;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.RejectedExecutionException;
import java.util.concurrent.ThreadPoolExecutor;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.qdmail.MailService;
import org.qdmail.SendResult;
import org.qdmail.config.Configuration;
import org.qdmail.config.Sessions;
import org.qdmail.config.UsedNames;
import org.qdmail.failure.DeliveryFailed;
import org.qdmail.failure.InvalidMessage;
import org.qdmail.mailbox.EmbeddedMailbox;
import org.qdmail.message.MailMessage;
import org.qdmail.pipeline.Events;
import org.qdmail.pipeline.Mailers;
import org.qdmail.settings.QdmailSettings;

/** What OpenTelemetry's own SDK got to see of real sends. */
class SendTelemetryTest {
    @RegisterExtension
    static final OpenTelemetryExtension SEEN = OpenTelemetryExtension.create();

    private final EmbeddedMailbox mailbox = EmbeddedMailbox.start();
    private final ExecutorService executor =
            new ThreadPoolExecutor(1, 1, 1, TimeUnit.SECONDS, new ArrayBlockingQueue<>(10));
    private Mailers mailers;

    private Mailers start(QdmailSettings.Telemetry settings) {
        Map<String, String> keys = Map.of(
                "qdmail.smtp.host", "127.0.0.1",
                "qdmail.smtp.port", String.valueOf(mailbox.smtpPort()),
                "qdmail.defaults.from", "shop@example.com");
        return Mailers.start(
                Configuration.of(keys).read(UsedNames.STANDALONE, Sessions.NONE),
                Events.NONE,
                new OpenTelemetryLink(SEEN.getOpenTelemetry(), settings),
                executor);
    }

    /** After the extension has forgotten the instruments of the test before. */
    @BeforeEach
    void open() {
        mailers = start(new QdmailSettings.Telemetry(true, true));
    }

    @AfterEach
    void close() {
        mailers.close();
        executor.shutdown();
        mailbox.close();
    }

    private MailService mail() {
        return mailers.named("").orElseThrow();
    }

    private static MailMessage order(String... to) {
        return MailMessage.to(to)
                .subject("Order 42")
                .text("Thank you.")
                .tag("orders")
                .build();
    }

    private static List<HistogramPointData> durations() {
        return List.copyOf(metric("qdmail.send.duration").getHistogramData().getPoints());
    }

    private static MetricData metric(String name) {
        return SEEN.getMetrics().stream()
                .filter(each -> each.getName().equals(name))
                .findFirst()
                .orElseThrow(() -> new AssertionError(name + " was not measured"));
    }

    private static List<String> recipients() {
        return metric("qdmail.recipients").getLongSumData().getPoints().stream()
                .map(SendTelemetryTest::described)
                .sorted()
                .toList();
    }

    private static String described(LongPointData point) {
        return point.getValue() + " " + described(point.getAttributes());
    }

    private static String described(Attributes attributes) {
        StringBuilder text = new StringBuilder();
        attributes.forEach((key, value) ->
                text.append(key.getKey()).append('=').append(value).append(' '));
        return text.toString().strip();
    }

    private static SpanData span(String name) {
        return SEEN.getSpans().stream()
                .filter(each -> each.getName().equals(name))
                .findFirst()
                .orElseThrow(() -> new AssertionError("no span " + name));
    }

    @Test
    void acceptedMailIsMeasured() {
        assertThat(mail().send(order("a@example.jp", "b@example.jp")).isAllAccepted())
                .isTrue();

        assertThat(durations()).singleElement().satisfies(point -> {
            assertThat(described(point.getAttributes()))
                    .isEqualTo("qdmail.mailer=default qdmail.outcome=accepted qdmail.tag=orders");
            assertThat(point.getCount()).isEqualTo(1);
            assertThat(point.getSum()).isPositive().isLessThan(60);
        });
        assertThat(metric("qdmail.send.duration").getUnit()).isEqualTo("s");
        assertThat(recipients()).containsExactly("2 qdmail.mailer=default qdmail.state=accepted qdmail.tag=orders");
        assertThat(metric("qdmail.mail.size").getHistogramData().getPoints())
                .singleElement()
                .satisfies(point ->
                        assertThat(point.getSum()).isEqualTo(mailbox.awaitOne().octets().length));
        assertThat(metric("qdmail.send.step.duration").getHistogramData().getPoints())
                .extracting(point -> described(point.getAttributes()))
                .containsExactlyInAnyOrder(
                        "qdmail.mailer=default qdmail.step=render qdmail.tag=orders",
                        "qdmail.mailer=default qdmail.step=deliver qdmail.tag=orders");
    }

    @Test
    void sendIsASpanBelowThatOfItsCaller() {
        Span caller = SEEN.getOpenTelemetry()
                .getTracer("test")
                .spanBuilder("checkout")
                .startSpan();
        SendResult result;
        try (Scope scope = caller.makeCurrent()) {
            result = mail().send(order("a@example.jp"));
        } finally {
            caller.end();
        }

        SpanData send = span("qdmail.send");
        assertThat(send.getParentSpanId()).isEqualTo(caller.getSpanContext().getSpanId());
        assertThat(send.getAttributes().get(Names.MAIL_ID)).isEqualTo(result.id());
        assertThat(send.getAttributes().get(Names.OUTCOME)).isEqualTo("accepted");
        assertThat(send.getAttributes().get(Names.SIZE))
                .isEqualTo(mailbox.awaitOne().octets().length);
        assertThat(span("qdmail.render").getParentSpanId()).isEqualTo(send.getSpanId());
        assertThat(span("qdmail.deliver").getParentSpanId()).isEqualTo(send.getSpanId());
        assertThat(span("qdmail.deliver").getKind()).isEqualTo(SpanKind.CLIENT);
        assertThat(Span.current().getSpanContext().isValid()).isFalse();
    }

    @Test
    void asynchronousSendIsBelowItsCallerToo() throws Exception {
        Span caller = SEEN.getOpenTelemetry()
                .getTracer("test")
                .spanBuilder("checkout")
                .startSpan();
        try (Scope scope = caller.makeCurrent()) {
            mail().sendAsync(order("a@example.jp")).toCompletableFuture().get(20, TimeUnit.SECONDS);
        } finally {
            caller.end();
        }

        assertThat(span("qdmail.send").getParentSpanId())
                .isEqualTo(caller.getSpanContext().getSpanId());
        assertThat(span("qdmail.send").getTraceId())
                .isEqualTo(caller.getSpanContext().getTraceId());
    }

    @Test
    void oneRefusedRecipientIsCountedWithNumberAndPhase() {
        mailbox.script("RCPT", "550 5.1.1 no such user").occurrence(2);

        assertThat(mail().send(order("a@example.jp", "b@example.jp")).isAllAccepted())
                .isFalse();

        assertThat(recipients())
                .containsExactly(
                        "1 error.type=MAIL-0607 qdmail.mailer=default qdmail.phase=rcpt qdmail.state=refused"
                                + " qdmail.tag=orders",
                        "1 qdmail.mailer=default qdmail.state=accepted qdmail.tag=orders");
        assertThat(durations()).singleElement().satisfies(point -> assertThat(described(point.getAttributes()))
                .contains("qdmail.outcome=partial"));
    }

    @Test
    void mailInDoubtIsUnknown() {
        mailbox.script("END", "close");

        assertThat(mail().send(order("a@example.jp")).isAllAccepted()).isFalse();

        assertThat(durations()).singleElement().satisfies(point -> assertThat(described(point.getAttributes()))
                .contains("qdmail.outcome=unknown"));
        assertThat(span("qdmail.send").getAttributes().get(Names.OUTCOME)).isEqualTo("unknown");
    }

    @Test
    void mailThatNobodyTookIsAnError() {
        mailbox.script("RCPT", "550 5.1.1 <a@example.jp>: no such user");

        assertThatThrownBy(() -> sent(order("a@example.jp"))).isInstanceOf(DeliveryFailed.class);

        assertThat(durations()).singleElement().satisfies(point -> assertThat(described(point.getAttributes()))
                .isEqualTo("error.type=MAIL-0607 qdmail.mailer=default qdmail.outcome=failed"
                        + " qdmail.phase=rcpt qdmail.tag=orders"));
        assertThat(span("qdmail.send").getStatus().getStatusCode()).isEqualTo(StatusCode.ERROR);
        assertThat(span("qdmail.deliver").getStatus().getDescription()).isEqualTo("MAIL-0607");
        assertThat(recipients())
                .containsExactly("1 error.type=MAIL-0607 qdmail.mailer=default qdmail.phase=rcpt qdmail.state=failed"
                        + " qdmail.tag=orders");
    }

    @Test
    void faultOfTheMessageIsAnErrorWithoutDelivery() {
        MailMessage nobody = MailMessage.builder().subject("x").text("y").build();

        assertThatThrownBy(() -> sent(nobody)).isInstanceOf(InvalidMessage.class);

        assertThat(SEEN.getSpans()).extracting(SpanData::getName).containsExactly("qdmail.render", "qdmail.send");
        assertThat(durations()).singleElement().satisfies(point -> assertThat(described(point.getAttributes()))
                .isEqualTo("error.type=MAIL-0202 qdmail.mailer=default qdmail.outcome=failed"));
    }

    @Test
    void mailThatNoThreadTookUpIsCounted() {
        mailers.close();
        executor.shutdown();
        mailers = start(new QdmailSettings.Telemetry(true, true));

        assertThat(mail().sendAsync(order("a@example.jp")).toCompletableFuture())
                .failsWithin(10, TimeUnit.SECONDS)
                .withThrowableThat()
                .havingRootCause()
                .isInstanceOf(RejectedExecutionException.class);

        assertThat(durations()).singleElement().satisfies(point -> assertThat(described(point.getAttributes()))
                .contains("error.type=MAIL-0005")
                .contains("qdmail.outcome=failed"));
        assertThat(span("qdmail.send").getStatus().getStatusCode()).isEqualTo(StatusCode.ERROR);
    }

    @Test
    void noAddressHostOrWordOfAServerIsInAnyAttribute() {
        mailbox.script("RCPT", "550 5.1.1 <b@example.jp>: no such user").occurrence(2);
        assertThat(mail().send(order("a@example.jp", "b@example.jp")).isAllAccepted())
                .isFalse();
        mailbox.script("RCPT", "550 5.1.1 <c@example.jp>: no such user");
        assertThatThrownBy(() -> sent(MailMessage.to("c@example.jp")
                        .text("y")
                        .header("X-A", "b")
                        .build()))
                .isInstanceOf(DeliveryFailed.class);

        String all = SEEN.getSpans().toString() + SEEN.getMetrics();
        assertThat(all).contains("MAIL-0607").doesNotContain("@example", "no such user", "127.0.0.1", "Order 42");
    }

    @Test
    void nothingIsSeenWhenItIsOff() {
        mailers.close();
        mailers = start(new QdmailSettings.Telemetry(false, false));

        assertThat(mail().send(order("a@example.jp")).isAllAccepted()).isTrue();

        assertThat(SEEN.getSpans()).isEmpty();
        assertThat(SEEN.getMetrics()).isEmpty();
    }

    private void sent(MailMessage message) {
        assertThat(mail().send(message)).isNotNull();
    }
}

package org.qdmail.telemetry;

import io.opentelemetry.api.common.Attributes;
import io.opentelemetry.api.common.AttributesBuilder;
import io.opentelemetry.api.metrics.DoubleHistogram;
import io.opentelemetry.api.metrics.DoubleHistogramBuilder;
import io.opentelemetry.api.metrics.LongCounter;
import io.opentelemetry.api.metrics.LongHistogram;
import io.opentelemetry.api.metrics.LongHistogramBuilder;
import io.opentelemetry.api.metrics.Meter;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.function.UnaryOperator;
import org.qdmail.SendResult;
import org.qdmail.envelope.Outcome;
import org.qdmail.failure.DeliveryFailed;
import org.qdmail.failure.MailException;
import org.qdmail.failure.Phase;
import org.qdmail.pipeline.SendWatch;
import org.qdmail.pipeline.WatchedSend;

/** Measures sends: how many, how long, how large, and what became of their recipients. */
final class SendMetrics implements SendWatch {
    private static final double NANOS = 1e9;
    private static final List<Double> SECONDS =
            List.of(0.001, 0.0025, 0.005, 0.01, 0.025, 0.05, 0.1, 0.25, 0.5, 1.0, 2.5, 5.0, 10.0, 30.0, 60.0, 120.0);
    private static final List<Long> OCTETS =
            List.of(1_024L, 4_096L, 16_384L, 65_536L, 262_144L, 1_048_576L, 4_194_304L, 16_777_216L, 67_108_864L);

    private final DoubleHistogram duration;
    private final DoubleHistogram stepDuration;
    private final LongHistogram size;
    private final LongCounter recipients;

    SendMetrics(Meter meter) {
        DoubleHistogramBuilder durations = meter.histogramBuilder(Names.SEND_DURATION)
                .setUnit("s")
                .setDescription("One send, from the call to the last reply; without the wait of an asynchronous one");
        duration = advised(durations, builder -> builder.setExplicitBucketBoundariesAdvice(SECONDS))
                .build();
        DoubleHistogramBuilder stepDurations = meter.histogramBuilder(Names.STEP_DURATION)
                .setUnit("s")
                .setDescription("One step of a send: composing and signing, or the hand-over to the next server");
        stepDuration = advised(stepDurations, builder -> builder.setExplicitBucketBoundariesAdvice(SECONDS))
                .build();
        LongHistogramBuilder sizes = meter.histogramBuilder(Names.MAIL_SIZE)
                .ofLongs()
                .setUnit("By")
                .setDescription(
                        "The octets of a mail as handed over; of the largest, when recipients get different ones");
        size = advised(sizes, builder -> builder.setExplicitBucketBoundariesAdvice(OCTETS))
                .build();
        recipients = meter.counterBuilder(Names.RECIPIENTS)
                .setUnit("{recipient}")
                .setDescription("Recipients by what became of them")
                .build();
    }

    /** The limits of buckets are a hint, which OpenTelemetry before 1.32 does not take: that of Payara 6 is 1.29. */
    private static <B> B advised(B builder, UnaryOperator<B> hint) {
        try {
            return hint.apply(builder);
        } catch (NoSuchMethodError older) {
            return builder; // the buckets are those of the server then
        }
    }

    @Override
    public WatchedSend asked(String mailer) {
        return new Measured(Attributes.of(Names.MAILER, Names.orUnnamed(mailer)));
    }

    private static String word(Enum<?> value) {
        return value.name().toLowerCase(Locale.ROOT);
    }

    private final class Measured implements WatchedSend {
        private final Attributes mailer;
        private Attributes common;
        private long begun;
        private long rendered;

        Measured(Attributes mailer) {
            this.mailer = mailer;
            this.common = mailer;
        }

        @Override
        public void began(Optional<String> tag) {
            begun = SystemClock.nanoseconds();
            tag.ifPresent(
                    name -> common = mailer.toBuilder().put(Names.TAG, name).build());
        }

        @Override
        public void rendered(int copies, long octets) {
            rendered = SystemClock.nanoseconds();
            step("render", rendered - begun);
            size.record(octets, common);
        }

        @Override
        public void ended(SendResult result) {
            long end = SystemClock.nanoseconds();
            step("deliver", end - rendered);
            AttributesBuilder attributes = common.toBuilder()
                    .put(Names.OUTCOME, SendOutcome.of(result.outcomes()).word());
            duration.record((end - begun) / NANOS, attributes.build());
            for (Outcome outcome : result.outcomes()) count(word(outcome.state()), outcome.number(), outcome.phase());
        }

        @Override
        public void failed(Throwable failure) {
            long end = SystemClock.nanoseconds();
            if (rendered != 0) step("deliver", end - rendered);
            AttributesBuilder attributes = common.toBuilder()
                    .put(Names.OUTCOME, SendOutcome.FAILED.word())
                    .put(Names.ERROR, errorType(failure));
            if (failure instanceof DeliveryFailed refused) attributes.put(Names.PHASE, word(refused.phase()));
            duration.record(begun == 0 ? 0 : (end - begun) / NANOS, attributes.build());
            if (failure instanceof DeliveryFailed refused)
                refused.refusals()
                        .forEach(one -> count("failed", Optional.of(one.number()), Optional.of(refused.phase())));
        }

        private void step(String name, long nanos) {
            stepDuration.record(
                    nanos / NANOS, common.toBuilder().put(Names.STEP, name).build());
        }

        private void count(String state, Optional<String> number, Optional<Phase> phase) {
            AttributesBuilder attributes = common.toBuilder().put(Names.STATE, state);
            number.ifPresent(value -> attributes.put(Names.ERROR, value));
            phase.ifPresent(value -> attributes.put(Names.PHASE, word(value)));
            recipients.add(1, attributes.build());
        }
    }

    static String errorType(Throwable failure) {
        return failure instanceof MailException known
                ? known.number()
                : failure.getClass().getName();
    }
}

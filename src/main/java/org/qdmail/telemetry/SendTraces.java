package org.qdmail.telemetry;

import io.opentelemetry.api.trace.Span;
import io.opentelemetry.api.trace.SpanKind;
import io.opentelemetry.api.trace.StatusCode;
import io.opentelemetry.api.trace.Tracer;
import io.opentelemetry.context.Context;
import io.opentelemetry.context.Scope;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.qdmail.SendResult;
import org.qdmail.pipeline.SendWatch;
import org.qdmail.pipeline.WatchedSend;

/**
 * Traces sends: a span for each, below the one of whoever asked for it, also when another thread sends; below it one
 * for each step.
 */
final class SendTraces implements SendWatch {
    private final Tracer tracer;

    SendTraces(Tracer tracer) {
        this.tracer = tracer;
    }

    @Override
    public WatchedSend asked(String mailer) {
        return new Traced(Names.orUnnamed(mailer), Context.current());
    }

    private final class Traced implements WatchedSend {
        private final String mailer;
        private final Context caller;
        private @Nullable Span send;
        private @Nullable Span step;
        private @Nullable Scope scope;

        Traced(String mailer, Context caller) {
            this.mailer = mailer;
            this.caller = caller;
        }

        @Override
        @SuppressWarnings("MustBeClosedChecker") // closed in end(), on the same thread
        public void began(Optional<String> tag) {
            Span span = tracer.spanBuilder("qdmail.send")
                    .setParent(caller)
                    .setAttribute(Names.MAILER, mailer)
                    .startSpan();
            tag.ifPresent(name -> span.setAttribute(Names.TAG, name));
            send = span;
            scope = caller.with(span).makeCurrent();
            step = tracer.spanBuilder("qdmail.render").startSpan();
        }

        @Override
        public void rendered(int copies, long octets) {
            endStep();
            if (send != null) send.setAttribute(Names.COPIES, (long) copies).setAttribute(Names.SIZE, octets);
            step = tracer.spanBuilder("qdmail.deliver")
                    .setSpanKind(SpanKind.CLIENT)
                    .startSpan();
        }

        @Override
        public void ended(SendResult result) {
            endStep();
            if (send != null) {
                send.setAttribute(Names.MAIL_ID, result.id())
                        .setAttribute(
                                Names.RECIPIENT_COUNT, (long) result.outcomes().size())
                        .setAttribute(
                                Names.OUTCOME, SendOutcome.of(result.outcomes()).word());
            }
            end();
        }

        /** No text of the failure: it may name an address. */
        @Override
        public void failed(Throwable failure) {
            if (send == null) began(Optional.empty());
            String type = SendMetrics.errorType(failure);
            if (step != null) step.setStatus(StatusCode.ERROR, type);
            endStep();
            if (send != null) {
                send.setAttribute(Names.OUTCOME, SendOutcome.FAILED.word())
                        .setAttribute(Names.ERROR, type)
                        .setStatus(StatusCode.ERROR, type);
            }
            end();
        }

        private void endStep() {
            if (step != null) step.end();
            step = null;
        }

        private void end() {
            if (scope != null) scope.close();
            if (send != null) send.end();
        }
    }
}

package org.qdmail.telemetry;

import io.opentelemetry.api.OpenTelemetry;
import jakarta.enterprise.inject.Instance;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.qdmail.SendResult;
import org.qdmail.pipeline.Inventory;
import org.qdmail.pipeline.SendWatch;
import org.qdmail.pipeline.WatchedSend;
import org.qdmail.settings.QdmailSettings;

/** What is wanted of OpenTelemetry, for one application. */
final class OpenTelemetryLink implements TelemetryLink {
    private final OpenTelemetry api;
    private final QdmailSettings.Telemetry settings;
    private final SendWatch traces;
    private final SendWatch metrics;
    private @Nullable StateMetrics state;

    OpenTelemetryLink(OpenTelemetry api, QdmailSettings.Telemetry settings) {
        this.api = api;
        this.settings = settings;
        this.traces = settings.traces() ? new SendTraces(api.getTracer(Names.SCOPE)) : SendWatch.NONE;
        this.metrics = settings.metrics() ? new SendMetrics(api.getMeter(Names.SCOPE)) : SendWatch.NONE;
    }

    /** By the bean that MicroProfile Telemetry gives an application; none without it. */
    static TelemetryLink find(Instance<Object> beans, QdmailSettings.Telemetry settings) {
        Instance<OpenTelemetry> found = beans.select(OpenTelemetry.class);
        return found.isResolvable() ? new OpenTelemetryLink(found.get(), settings) : NONE;
    }

    @Override
    public void watch(Inventory inventory) {
        if (settings.metrics()) state = new StateMetrics(api.getMeter(Names.SCOPE), inventory, SystemClock.dates());
    }

    @Override
    public WatchedSend asked(String mailer) {
        return new Both(traces.asked(mailer), metrics.asked(mailer));
    }

    @Override
    public void close() {
        if (state != null) state.close();
    }

    /** What is measured inside of the span can be found by it. */
    private record Both(WatchedSend span, WatchedSend measured) implements WatchedSend {
        @Override
        public void began(Optional<String> tag) {
            span.began(tag);
            measured.began(tag);
        }

        @Override
        public void rendered(int copies, long octets) {
            measured.rendered(copies, octets);
            span.rendered(copies, octets);
        }

        @Override
        public void ended(SendResult result) {
            measured.ended(result);
            span.ended(result);
        }

        @Override
        public void failed(Throwable failure) {
            measured.failed(failure);
            span.failed(failure);
        }
    }
}

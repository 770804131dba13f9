package org.qdmail.container;

import io.opentelemetry.sdk.autoconfigure.spi.ConfigProperties;
import io.opentelemetry.sdk.autoconfigure.spi.metrics.ConfigurableMetricExporterProvider;
import io.opentelemetry.sdk.autoconfigure.spi.traces.ConfigurableSpanExporterProvider;
import io.opentelemetry.sdk.common.CompletableResultCode;
import io.opentelemetry.sdk.metrics.InstrumentType;
import io.opentelemetry.sdk.metrics.data.AggregationTemporality;
import io.opentelemetry.sdk.metrics.data.MetricData;
import io.opentelemetry.sdk.metrics.export.MetricExporter;
import io.opentelemetry.sdk.trace.data.SpanData;
import io.opentelemetry.sdk.trace.export.SpanExporter;
import jakarta.servlet.annotation.WebServlet;
import jakarta.servlet.http.HttpServlet;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;
import java.util.Collection;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;

/** Shows the names of what the server exports: an exporter that the server finds, and a servlet. */
@WebServlet("/seen")
@SuppressWarnings("serial")
public class SeenByTelemetry extends HttpServlet {
    static final String EXPORTER = "seen";
    static final Set<String> NAMES = ConcurrentHashMap.newKeySet();

    @Override
    protected void doGet(HttpServletRequest request, HttpServletResponse response) throws IOException {
        response.setContentType("text/plain");
        response.getWriter().print(NAMES);
    }

    /** What all exporters do alike; they keep nothing back. */
    private abstract static class Exporter {
        public String getName() {
            return EXPORTER;
        }

        public CompletableResultCode flush() {
            return CompletableResultCode.ofSuccess();
        }

        public CompletableResultCode shutdown() {
            return CompletableResultCode.ofSuccess();
        }
    }

    /** Found by its name in {@code META-INF/services}. */
    public static final class Spans extends Exporter implements ConfigurableSpanExporterProvider, SpanExporter {
        @Override
        public SpanExporter createExporter(ConfigProperties config) {
            return this;
        }

        @Override
        public CompletableResultCode export(Collection<SpanData> spans) {
            spans.forEach(span -> NAMES.add("span " + span.getName()));
            return CompletableResultCode.ofSuccess();
        }
    }

    /** Found by its name in {@code META-INF/services}. */
    public static final class Metrics extends Exporter implements ConfigurableMetricExporterProvider, MetricExporter {
        @Override
        public MetricExporter createExporter(ConfigProperties config) {
            return this;
        }

        @Override
        public CompletableResultCode export(Collection<MetricData> metrics) {
            metrics.forEach(metric -> NAMES.add("metric " + metric.getName()));
            return CompletableResultCode.ofSuccess();
        }

        @Override
        public AggregationTemporality getAggregationTemporality(InstrumentType type) {
            return AggregationTemporality.CUMULATIVE;
        }
    }
}

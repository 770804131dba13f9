package org.qdmail.houseplan.bad.smtp;

import io.opentelemetry.api.trace.Span;

final class UsesOpenTelemetry {
    Class<?> span = Span.class;
}

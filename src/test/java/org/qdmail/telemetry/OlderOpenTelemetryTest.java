// SPDX-License-Identifier: Apache-2.0
package org.qdmail.telemetry;

import static org.assertj.core.api.Assertions.assertThat;

import io.opentelemetry.api.metrics.Meter;
import io.opentelemetry.sdk.testing.junit5.OpenTelemetryExtension;
import java.lang.reflect.Method;
import java.lang.reflect.Proxy;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.qdmail.pipeline.WatchedSend;

/** Servers have older releases of the API: that of Payara 6 is 1.29, without hints for the limits of buckets. */
class OlderOpenTelemetryTest {
    @RegisterExtension
    static final OpenTelemetryExtension SEEN = OpenTelemetryExtension.create();

    @Test
    void sendsAreMeasuredWithoutTheHintsThatAnOlderReleaseDoesNotKnow() {
        Meter meter = SEEN.getOpenTelemetry().getMeter(Names.SCOPE);
        WatchedSend send = new SendMetrics(withoutHints(Meter.class, meter)).asked("");

        send.began(Optional.empty());
        send.failed(new IllegalStateException("broken"));

        assertThat(SEEN.getMetrics()).extracting(metric -> metric.getName()).contains(Names.SEND_DURATION);
    }

    /** The same object, as it would be linked against an older release. */
    private static <T> T withoutHints(Class<T> type, Object real) {
        return type.cast(Proxy.newProxyInstance(
                OlderOpenTelemetryTest.class.getClassLoader(), new Class<?>[] {type}, (proxy, method, arguments) -> {
                    if (method.getName().equals("setExplicitBucketBoundariesAdvice")) {
                        throw new NoSuchMethodError(method.toString());
                    }
                    Object result = method.invoke(real, arguments);
                    return isBuilder(method) ? withoutHints(method.getReturnType(), result) : result;
                }));
    }

    private static boolean isBuilder(Method method) {
        return method.getReturnType().getSimpleName().endsWith("Builder");
    }
}

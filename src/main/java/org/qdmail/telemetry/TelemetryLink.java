package org.qdmail.telemetry;

import org.qdmail.pipeline.Inventory;
import org.qdmail.pipeline.SendWatch;
import org.qdmail.pipeline.WatchedSend;

/** A telemetry that an application has. No type of OpenTelemetry stands here: see {@link ApplicationTelemetry}. */
interface TelemetryLink extends SendWatch, AutoCloseable {
    /** None. */
    TelemetryLink NONE = new TelemetryLink() {
        @Override
        public WatchedSend asked(String mailer) {
            return WatchedSend.NONE;
        }

        @Override
        public void watch(Inventory inventory) {}

        @Override
        public void close() {}
    };

    /** Measures connections and certificates until the end. */
    void watch(Inventory inventory);

    @Override
    void close();
}

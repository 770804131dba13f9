package org.qdmail.mailbox;

import java.time.Instant;
import java.util.Locale;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.qdmail.reports.DeliveryReport;

/**
 * A report that was sent about a caught mail.
 *
 * @param recipient in whose place
 * @param status the enhanced status code; empty for a read receipt
 * @param to where the report went
 */
record Answer(Instant at, Kind kind, String recipient, Optional<String> status, String to) {
    /** What servers and readers answer. */
    enum Kind {
        DELIVERED(DeliveryReport.Action.DELIVERED),
        DELAYED(DeliveryReport.Action.DELAYED),
        FAILED(DeliveryReport.Action.FAILED),
        RELAYED(DeliveryReport.Action.RELAYED),
        /** The reader's program: a read receipt. */
        OPENED(null);

        private final DeliveryReport.@Nullable Action action;

        Kind(DeliveryReport.@Nullable Action action) {
            this.action = action;
        }

        /** What the server says; empty for a reader. */
        Optional<DeliveryReport.Action> action() {
            return Optional.ofNullable(action);
        }

        String word() {
            return name().toLowerCase(Locale.ROOT);
        }
    }
}

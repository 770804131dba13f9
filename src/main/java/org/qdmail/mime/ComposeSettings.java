package org.qdmail.mime;

import java.time.ZoneId;
import java.util.List;
import java.util.Optional;
import org.qdmail.message.CharsetPolicy;

/**
 * How mails are composed.
 *
 * @param messageIdDomain right side of Message-IDs; empty for the domain of From
 * @param autoSubmitted what Auto-Submitted says
 * @param zone zone of the Date field
 * @param priorityFields the fields written for a priority, in this order
 * @param charset how text that is not ASCII is encoded
 */
public record ComposeSettings(
        Optional<String> messageIdDomain,
        AutoSubmitted autoSubmitted,
        ZoneId zone,
        List<PriorityField> priorityFields,
        CharsetPolicy charset) {
    public ComposeSettings {
        priorityFields = List.copyOf(priorityFields);
    }

    /** The settings of an empty configuration, but with a fixed zone. */
    public static ComposeSettings defaults(ZoneId zone) {
        return new ComposeSettings(
                Optional.empty(),
                AutoSubmitted.AUTO_GENERATED,
                zone,
                List.of(PriorityField.values()),
                CharsetPolicy.UTF_8);
    }
}

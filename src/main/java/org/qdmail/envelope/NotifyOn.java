package org.qdmail.envelope;

import java.util.Arrays;
import java.util.EnumSet;
import java.util.Set;
import java.util.stream.Collectors;
import org.qdmail.failure.EnvelopeFaults;
import org.qdmail.failure.InvalidMessage;

/**
 * The words of one NOTIFY parameter (RFC 3461 section 4.1). No word at all means no parameter, which leaves the
 * server's default; that is not the same as FAILURE, since a NOTIFY without DELAY forbids delay reports.
 *
 * @param events the events to report; NEVER only alone (MAIL-0250)
 */
public record NotifyOn(Set<Notify> events) {
    /** No parameter. */
    public static final NotifyOn DEFAULT = new NotifyOn(Set.of());

    public NotifyOn {
        events = Set.copyOf(events);
        if (events.contains(Notify.NEVER) && events.size() > 1) throw InvalidMessage.of(EnvelopeFaults.neverNotAlone());
    }

    public static NotifyOn of(Notify... events) {
        return new NotifyOn(Set.copyOf(Arrays.asList(events)));
    }

    public boolean isDefault() {
        return events.isEmpty();
    }

    public boolean isNever() {
        return events.contains(Notify.NEVER);
    }

    /** The value of the parameter in canonical order, {@code SUCCESS,FAILURE,DELAY}; empty for none. */
    public String toWire() {
        if (events.isEmpty()) return "";
        return EnumSet.copyOf(events).stream().map(Notify::name).collect(Collectors.joining(","));
    }
}

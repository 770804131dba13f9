package org.qdmail.failure;

import java.util.List;
import java.util.stream.Collectors;

/** The message, an address or another value is not fit to be sent (0003, 02xx, 03xx, 05xx); nothing was sent. Correct it. */
public final class InvalidMessage extends MailException {
    private static final long serialVersionUID = 1L;

    private final transient List<Fault> faults;

    /** All findings at once; at least one. */
    public InvalidMessage(List<Fault> faults) {
        super(first(faults).number(), text(faults), null);
        this.faults = List.copyOf(faults);
    }

    public static InvalidMessage of(Fault fault) {
        return new InvalidMessage(List.of(fault));
    }

    /** Every finding, in the order of the places. */
    public List<Fault> faults() {
        return faults;
    }

    /** False: the same input would be refused again. */
    @Override
    public boolean isRetryable() {
        return false;
    }

    private static Fault first(List<Fault> faults) {
        if (faults.isEmpty()) throw new IllegalArgumentException("no fault given");
        return faults.get(0);
    }

    private static String text(List<Fault> faults) {
        return faults.stream().map(Fault::toString).collect(Collectors.joining("\n"));
    }
}

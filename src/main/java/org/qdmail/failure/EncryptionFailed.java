package org.qdmail.failure;

import java.util.List;
import java.util.stream.Collectors;

/**
 * The mail could not be encrypted as wished (0408, 0410 to 0412); nothing was sent, to nobody. Get the certificates of the
 * recipients that it names.
 */
public final class EncryptionFailed extends MailException {
    private static final long serialVersionUID = 1L;

    private final transient List<Fault> faults;
    private final boolean retryable;

    /** All findings at once; at least one. */
    public EncryptionFailed(List<Fault> faults) {
        super(faults.get(0).number(), text(faults), null);
        this.faults = List.copyOf(faults);
        this.retryable = false;
    }

    private EncryptionFailed(Fault fault, Throwable cause, boolean retryable) {
        super(fault.number(), fault.toString(), cause);
        this.faults = List.of(fault);
        this.retryable = retryable;
    }

    /** A finding that the cause explains. */
    public static EncryptionFailed of(Fault fault, Throwable cause) {
        return new EncryptionFailed(fault, cause, false);
    }

    /** A finding that may be gone the next time, such as a directory service that did not answer. */
    public static EncryptionFailed forNow(Fault fault, Throwable cause) {
        return new EncryptionFailed(fault, cause, true);
    }

    /** Every finding; the place is the address of the recipient. */
    public List<Fault> faults() {
        return faults;
    }

    /** Whether asking for the certificates failed; false: certificates have to be got first. */
    @Override
    public boolean isRetryable() {
        return retryable;
    }

    private static String text(List<Fault> faults) {
        return faults.stream().map(Fault::toString).collect(Collectors.joining("\n"));
    }
}

package org.qdmail.failure;

/** The mail could not be signed as wished (04xx); nothing was sent. Renew or repair key or certificate. */
public final class SigningFailed extends MailException {
    private static final long serialVersionUID = 1L;

    private final transient Fault fault;

    public SigningFailed(Fault fault) {
        super(fault.number(), fault.toString(), null);
        this.fault = fault;
    }

    public SigningFailed(Fault fault, Throwable cause) {
        super(fault.number(), fault.toString(), cause);
        this.fault = fault;
    }

    /** The finding, so that a start can report it with others. */
    public Fault fault() {
        return fault;
    }

    /** False: a key or certificate has to be changed first. */
    @Override
    public boolean isRetryable() {
        return false;
    }
}

package org.qdmail.failure;

/** An observer of {@code BeforeSend} stopped the mail (MAIL-0001) or failed itself (MAIL-0007); nothing was sent. */
public final class SendVetoed extends MailException {
    private static final long serialVersionUID = 1L;

    public SendVetoed(Fault fault) {
        super(fault.number(), fault.toString(), null);
    }

    public SendVetoed(Fault fault, Throwable cause) {
        super(fault.number(), fault.toString(), cause);
    }

    /** False: the same observer would decide alike. */
    @Override
    public boolean isRetryable() {
        return false;
    }
}

package org.qdmail.failure;

/** An attachment or another content could not be read (MAIL-0240); no connection was opened. Provide the content. */
public final class ContentUnreadable extends MailException {
    private static final long serialVersionUID = 1L;

    public ContentUnreadable(Fault fault) {
        super(fault.number(), fault.toString(), null);
    }

    public ContentUnreadable(Fault fault, Throwable cause) {
        super(fault.number(), fault.toString(), cause);
    }

    /** True: the file or store may be readable later. */
    @Override
    public boolean isRetryable() {
        return true;
    }
}

package org.qdmail.mailbox;

import org.qdmail.route.CaptureMailbox;

/** Gives the mailer of an application the mailbox of the same application; found as a service. */
public final class ApplicationMailbox implements CaptureMailbox {
    /** For {@link java.util.ServiceLoader}. */
    public ApplicationMailbox() {}

    @Override
    public int smtpPort() {
        return SharedMailbox.ofApplication().smtpPort();
    }
}

package org.qdmail.route;

import java.util.Optional;
import java.util.ServiceLoader;

/**
 * The embedded development mailbox, as far as a route has to know it: an SMTP server on loopback that captures every
 * mail. Found with the class loader of this interface; absent unless the jar {@code mailbox} is there.
 */
public interface CaptureMailbox {
    /** The port that it listens to on 127.0.0.1; starts it when it is not running yet. */
    int smtpPort();

    /** The mailbox of this application, if its jar is there. */
    static Optional<CaptureMailbox> find() {
        return ServiceLoader.load(CaptureMailbox.class, CaptureMailbox.class.getClassLoader())
                .findFirst();
    }
}

package org.qdmail.rest;

import java.util.Optional;

/**
 * The desk of the application; none while the service is off.
 *
 * @param desk where requests are taken
 */
record OpenDesk(Optional<MailDesk> desk) {
    boolean isOpen() {
        return desk.isPresent();
    }

    /** The desk, behind the guard who has seen that there is one. */
    MailDesk get() {
        return desk.orElseThrow();
    }
}

package org.qdmail.pipeline;

import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.qdmail.smtp.PoolUse;

/** What the mailers of an application rest on, for those who watch it. Asking opens no connection. */
public interface Inventory {
    /** The connections of each mailer by its name; the unnamed one has the empty name. */
    Map<String, PoolUse> pools();

    /** The signing identities by name; the unnamed one has the empty name. */
    Map<String, Identity> identities();

    /** What somebody should look at in configuration and identities, as it was logged at the start; no secrets. */
    List<String> warnings();

    /**
     * A signing identity.
     *
     * @param subject the subject of its certificate, to be shown
     * @param addresses the addresses that the certificate carries
     * @param notAfter the end of its certificate
     * @param renewFrom from then on somebody should renew it
     */
    record Identity(String subject, Set<String> addresses, Instant notAfter, Instant renewFrom) {
        public Identity {
            addresses = Set.copyOf(addresses);
        }
    }
}

package org.qdmail.dns;

import org.qdmail.failure.MisconfiguredMail;
import org.qdmail.failure.RouteFaults;

/** Looks whether dnsjava is there before any class that needs it is linked. */
public final class DnsLibrary {
    private DnsLibrary() {}

    /**
     * Fails when it is not there.
     *
     * @throws MisconfiguredMail MAIL-0707
     */
    public static void require() {
        try {
            Class.forName("org.xbill.DNS.lookup.LookupSession", false, DnsLibrary.class.getClassLoader());
        } catch (ClassNotFoundException | LinkageError missing) {
            MisconfiguredMail failure = MisconfiguredMail.of(RouteFaults.libraryMissing());
            failure.addSuppressed(missing);
            throw failure;
        }
    }
}

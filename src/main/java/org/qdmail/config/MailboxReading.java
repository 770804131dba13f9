package org.qdmail.config;

import java.net.InetAddress;
import org.qdmail.failure.ConfigFaults;

/** Reads the embedded mailbox. */
final class MailboxReading {
    private final KeyReader reader;

    MailboxReading(KeyReader reader) {
        this.reader = reader;
    }

    MailboxSettings read() {
        Entry<Boolean> page = reader.read(Keys.MAILBOX_PAGE, Owner.UNNAMED);
        if (page.value().filter(Boolean::booleanValue).isPresent()
                && !reader.profile().isDevelopment()) {
            reader.record(ConfigFaults.mailboxPageInProduction(page.place()));
        }
        return new MailboxSettings(
                reader.read(Keys.MAILBOX_BIND, Owner.UNNAMED).orStandIn(InetAddress.getLoopbackAddress()),
                reader.read(Keys.MAILBOX_PORT, Owner.UNNAMED).orStandIn(0),
                reader.read(Keys.MAILBOX_MESSAGES, Owner.UNNAMED).orStandIn(1),
                reader.read(Keys.MAILBOX_SIZE, Owner.UNNAMED).orStandIn(1L),
                page.orStandIn(false));
    }
}

package org.qdmail.message;

import org.qdmail.address.Mailbox;
import org.qdmail.failure.Fault;
import org.qdmail.failure.InvalidMessage;
import org.qdmail.failure.MessageFaults;

/** Reads the address of read receipts: a list would be a list of readers, which has its own number. */
final class ReadAddress {
    private static final String SEVERAL = "MAIL-0214";

    private ReadAddress() {}

    static Mailbox of(String text) {
        try {
            return Mailbox.parse(text);
        } catch (InvalidMessage invalid) {
            if (invalid.faults().stream().map(Fault::number).noneMatch(SEVERAL::equals)) throw invalid;
            throw InvalidMessage.of(MessageFaults.severalReadAddresses().at(""));
        }
    }
}

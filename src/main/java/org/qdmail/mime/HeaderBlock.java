package org.qdmail.mime;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.function.BiConsumer;
import org.qdmail.address.Mailbox;
import org.qdmail.failure.Fault;
import org.qdmail.failure.InvalidMessage;
import org.qdmail.failure.MimeFaults;

/** Collects the fields of one header in their order, then hands out its octets, checked once more by the gate. */
final class HeaderBlock {
    /** Own limit; what comes near is an attack or a mistake. */
    static final int MAX_OCTETS = 256 * 1024;

    private final FieldLines lines = new FieldLines();
    private final List<String> names = new ArrayList<>(8);
    private final List<String> utf8Names = new ArrayList<>();
    private final List<Fault> faults = new ArrayList<>();

    HeaderBlock freeText(String name, String value) {
        return field(name, value, FreeText::write);
    }

    HeaderBlock structured(String name, String value) {
        return field(name, value, FreeText::writeStructured);
    }

    HeaderBlock mailboxes(String name, List<Mailbox> mailboxes) {
        boolean utf8 = false;
        for (Mailbox mailbox : mailboxes) utf8 |= mailbox.address().needsSmtpUtf8();
        if (utf8) utf8Names.add(name);
        return field(name, mailboxes, MailboxText::write);
    }

    HeaderBlock parameters(String name, String value, Parameters parameters) {
        return field(name, value, (to, text) -> parameters.write(to, text));
    }

    private <V> HeaderBlock field(String name, V value, BiConsumer<FieldLines, V> writing) {
        names.add(name);
        lines.begin(name);
        try {
            writing.accept(lines, value);
            lines.end();
        } catch (InvalidMessage refusal) {
            for (Fault fault : refusal.faults()) faults.add(fault.at(name));
        }
        return this;
    }

    /**
     * The lines of the header, without the empty line behind it.
     *
     * @throws InvalidMessage with every fault of every field (MAIL-0301, 0302), for a header over 256 KiB (0303), or
     *     when the gate finds what was not intended (0304)
     */
    byte[] toOctets() {
        FieldLines checked = checked();
        return Arrays.copyOf(checked.octets(), checked.length());
    }

    /** The same without a copy: its fields are complete, and nothing more may be written. */
    FieldLines checked() {
        if (!faults.isEmpty()) throw new InvalidMessage(faults);
        if (lines.length() > MAX_OCTETS) {
            throw InvalidMessage.of(MimeFaults.headerTooLarge(lines.length(), MAX_OCTETS));
        }
        HeaderGate.check(lines.octets(), lines.length(), names, utf8Names);
        return lines;
    }
}

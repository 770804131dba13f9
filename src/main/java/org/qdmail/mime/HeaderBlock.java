package org.qdmail.mime;

import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Consumer;
import org.qdmail.address.Mailbox;
import org.qdmail.failure.Fault;
import org.qdmail.failure.InvalidMessage;
import org.qdmail.failure.MimeFaults;

/** Collects the fields of one header in their order, then hands out its octets, checked once more by the gate. */
final class HeaderBlock {
    /** Own limit; what comes near is an attack or a mistake. */
    static final int MAX_OCTETS = 256 * 1024;

    private final StringBuilder text = new StringBuilder(256);
    private final List<IntendedField> intended = new ArrayList<>();
    private final List<Fault> faults = new ArrayList<>();
    private final FieldLines lines = new FieldLines(text);

    HeaderBlock freeText(String name, String value) {
        return field(name, false, lines -> FreeText.write(lines, value));
    }

    HeaderBlock structured(String name, String value) {
        return field(name, false, lines -> FreeText.writeStructured(lines, value));
    }

    HeaderBlock mailboxes(String name, List<Mailbox> mailboxes) {
        boolean utf8 = false;
        for (Mailbox mailbox : mailboxes) utf8 |= mailbox.address().needsSmtpUtf8();
        return field(name, utf8, lines -> MailboxText.write(lines, mailboxes));
    }

    HeaderBlock parameters(String name, String value, Parameters parameters) {
        return field(name, false, lines -> parameters.write(lines, value));
    }

    private HeaderBlock field(String name, boolean utf8, Consumer<FieldLines> value) {
        intended.add(new IntendedField(name, utf8));
        lines.begin(name);
        try {
            value.accept(lines);
            lines.end();
        } catch (InvalidMessage refusal) {
            refusal.faults().forEach(fault -> faults.add(fault.at(name)));
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
        if (!faults.isEmpty()) throw new InvalidMessage(faults);
        byte[] octets = octets(text);
        if (octets.length > MAX_OCTETS) {
            throw InvalidMessage.of(MimeFaults.headerTooLarge(octets.length, MAX_OCTETS));
        }
        HeaderGate.check(octets, intended);
        return octets;
    }

    private static byte[] octets(StringBuilder text) {
        byte[] octets = new byte[text.length()];
        for (int at = 0; at < octets.length; at++) {
            char character = text.charAt(at);
            if (character >= 0x80) return text.toString().getBytes(StandardCharsets.UTF_8);
            octets[at] = (byte) character;
        }
        return octets;
    }
}

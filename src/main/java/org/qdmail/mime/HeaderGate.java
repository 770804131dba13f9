package org.qdmail.mime;

import java.util.List;
import org.qdmail.failure.Fault;
import org.qdmail.failure.InvalidMessage;
import org.qdmail.failure.MimeFaults;

/**
 * Reads a finished header as a stranger would, and refuses it when that stranger would see other fields than the
 * intended ones: the second check after the constructors of the values.
 */
final class HeaderGate {
    private final byte[] octets;
    private final List<IntendedField> intended;
    private int at;
    private int found;

    private HeaderGate(byte[] octets, List<IntendedField> intended) {
        this.octets = octets;
        this.intended = intended;
    }

    /** Throws MAIL-0304 unless the header consists of exactly these fields. */
    static void check(byte[] octets, List<IntendedField> intended) {
        new HeaderGate(octets, intended).run();
    }

    private void run() {
        while (at < octets.length) {
            int start = at;
            boolean continued = octets[at] == ' ' || octets[at] == '\t';
            if (continued && found == 0) throw refused(MimeFaults.headerLine(start));
            if (!continued) readName();
            boolean blank = readValue(start);
            if (continued && blank) throw refused(MimeFaults.headerLine(start));
        }
        if (found != intended.size()) throw refused(MimeFaults.headerFields(found, intended.size()));
    }

    private void readName() {
        int start = at;
        while (at < octets.length && octets[at] > ' ' && octets[at] < 0x7f && octets[at] != ':') at++;
        if (at == start || at == octets.length || octets[at] != ':') throw refused(MimeFaults.headerLine(start));
        if (found == intended.size() || !isNamed(intended.get(found).name(), start)) {
            throw refused(MimeFaults.headerFields(found + 1, intended.size()));
        }
        found++;
        at++;
    }

    private boolean isNamed(String name, int start) {
        if (name.length() != at - start) return false;
        for (int index = 0; index < name.length(); index++) {
            if (octets[start + index] != name.charAt(index)) return false;
        }
        return true;
    }

    /** Reads to behind the line end; true if there was nothing but blanks. */
    private boolean readValue(int start) {
        boolean blank = true;
        boolean utf8 = intended.get(found - 1).utf8();
        while (at < octets.length && octets[at] != '\r') {
            byte octet = octets[at];
            boolean allowed = octet < 0 ? utf8 : octet >= ' ' && octet < 0x7f || octet == '\t';
            if (!allowed) throw refused(MimeFaults.headerOctet(octet & 0xff, at));
            blank = blank && (octet == ' ' || octet == '\t');
            at++;
        }
        int length = at - start;
        if (at + 1 >= octets.length || octets[at + 1] != '\n') throw refused(MimeFaults.bareCarriageReturn(at));
        at += 2;
        if (length > FieldLines.MAX) throw refused(MimeFaults.lineTooLong(at, length));
        return blank;
    }

    private static InvalidMessage refused(Fault fault) {
        return InvalidMessage.of(fault);
    }
}

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
    private final int end;
    private final List<String> names;
    private final List<String> utf8Names;
    private int at;
    private int found;

    private HeaderGate(byte[] octets, int end, List<String> names, List<String> utf8Names) {
        this.octets = octets;
        this.end = end;
        this.names = names;
        this.utf8Names = utf8Names;
    }

    /**
     * Throws MAIL-0304 unless the header consists of exactly these fields.
     *
     * @param length how many of the octets belong to it
     * @param names of all fields in their order
     * @param utf8Names of those that hold an address which needs raw UTF-8 (RFC 6532)
     */
    static void check(byte[] octets, int length, List<String> names, List<String> utf8Names) {
        new HeaderGate(octets, length, names, utf8Names).run();
    }

    private void run() {
        while (at < end) {
            int start = at;
            boolean continued = octets[at] == ' ' || octets[at] == '\t';
            if (continued && found == 0) throw refused(MimeFaults.headerLine(start));
            if (!continued) readName();
            boolean blank = readValue(start);
            if (continued && blank) throw refused(MimeFaults.headerLine(start));
        }
        if (found != names.size()) throw refused(MimeFaults.headerFields(found, names.size()));
    }

    private void readName() {
        int start = at;
        while (at < end && octets[at] > ' ' && octets[at] < 0x7f && octets[at] != ':') at++;
        if (at == start || at == end || octets[at] != ':') throw refused(MimeFaults.headerLine(start));
        if (found == names.size() || !isNamed(names.get(found), start)) {
            throw refused(MimeFaults.headerFields(found + 1, names.size()));
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
        boolean utf8 = utf8Names.contains(names.get(found - 1));
        while (at < end && octets[at] != '\r') {
            byte octet = octets[at];
            boolean allowed = octet < 0 ? utf8 : octet >= ' ' && octet < 0x7f || octet == '\t';
            if (!allowed) throw refused(MimeFaults.headerOctet(octet & 0xff, at));
            blank = blank && (octet == ' ' || octet == '\t');
            at++;
        }
        int length = at - start;
        if (at + 1 >= end || octets[at + 1] != '\n') throw refused(MimeFaults.bareCarriageReturn(at));
        at += 2;
        if (length > FieldLines.MAX) throw refused(MimeFaults.lineTooLong(at, length));
        return blank;
    }

    private static InvalidMessage refused(Fault fault) {
        return InvalidMessage.of(fault);
    }
}

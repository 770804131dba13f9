package org.qdmail.pop;

import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import org.qdmail.wire.Wire;

/** Reads one line that a POP3 server answers (RFC 1939 section 3), within limits; its end is CRLF and nothing else. */
final class PopReply implements Wire.Receiver<PopReply.Broken> {
    /** Four times what RFC 2449 section 4 allows. */
    static final int LINE_OCTETS = 2048;

    private static final String OK = "+OK";
    private static final String ERR = "-ERR";
    private static final int FIRST_CAPACITY = 128;

    private byte[] line = new byte[FIRST_CAPACITY];
    private int length;
    private boolean complete;
    private boolean positive;
    private String text = "";

    /** What came is no reply. */
    static final class Broken extends Exception {
        private static final long serialVersionUID = 1L;

        /** @param found what was found, in our words and without any octet of the peer's */
        Broken(String found) {
            super(found);
        }

        String found() {
            return String.valueOf(getMessage());
        }
    }

    @Override
    public int accept(byte[] buffer, int from, int to) throws Broken {
        int at = from;
        while (at < to && !complete) accept(buffer[at++]);
        return at;
    }

    private void accept(byte octet) throws Broken {
        boolean afterReturn = length > 0 && line[length - 1] == '\r';
        if (afterReturn != (octet == '\n')) throw new Broken("a line end that is not CRLF");
        if (length == LINE_OCTETS) throw new Broken("a line over " + LINE_OCTETS + " octets");
        if (afterReturn) {
            end();
            return;
        }
        if (length == line.length) line = Arrays.copyOf(line, 2 * length);
        line[length++] = octet;
    }

    private void end() throws Broken {
        String all = new String(line, 0, length - 1, StandardCharsets.UTF_8);
        positive = begins(all, OK);
        if (!positive && !begins(all, ERR)) throw new Broken("a line that begins with neither +OK nor -ERR");
        text = all.substring(positive ? OK.length() : ERR.length()).strip();
        complete = true;
    }

    private static boolean begins(String all, String status) {
        return all.equals(status) || all.startsWith(status + " ");
    }

    @Override
    public boolean isComplete() {
        return complete;
    }

    boolean isPositive() {
        return positive;
    }

    /** What stands behind the status. */
    String text() {
        return text;
    }

    /** Whether a refusal may pass by itself: RFC 2449 section 8.1.1 and RFC 3206 section 4 say so. */
    boolean mayPass() {
        return text.startsWith("[SYS/TEMP]") || text.startsWith("[IN-USE]") || text.startsWith("[LOGIN-DELAY]");
    }
}

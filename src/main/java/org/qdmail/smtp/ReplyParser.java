package org.qdmail.smtp;

import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.qdmail.wire.Wire;

/**
 * Reads one reply, octet by octet, within limits: the same three digits on each line, then a blank on the last line or
 * a hyphen on those before it (RFC 5321 section 4.2). Ends of lines are CRLF; nothing else is taken for one.
 */
final class ReplyParser implements Wire.Receiver<ReplyParser.Broken> {
    /** Four times what RFC 5321 section 4.5.3.1.5 allows. */
    static final int LINE_OCTETS = 2048;

    /** Also for the challenges of a login, whose lines may be longer than others. */
    static final int REPLY_OCTETS = 64 * 1024;

    private static final int LINES = 100;
    private static final int CODE_LENGTH = 3;
    private static final int FIRST_CAPACITY = 128;

    private int maxLineOctets;
    private final List<String> texts = new ArrayList<>();
    private final Known known = new Known();
    private @Nullable SmtpReply reply;
    private byte[] line = new byte[FIRST_CAPACITY];
    private int length;
    private int total;
    private int code;
    private boolean afterReturn;

    /** What came is no reply (RFC 5321 section 4.2). */
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

    ReplyParser() {
        this(LINE_OCTETS);
    }

    /** @param maxLineOctets the longest line with its CRLF: challenges of a login may be longer than other replies */
    ReplyParser(int maxLineOctets) {
        this.maxLineOctets = maxLineOctets;
    }

    /** Forgets the reply that was read, or broken off, and begins with the next. */
    void begin(int longestLine) {
        maxLineOctets = longestLine;
        texts.clear();
        reply = null;
        length = 0;
        total = 0;
        code = 0;
        afterReturn = false;
        if (line.length > FIRST_CAPACITY) line = new byte[FIRST_CAPACITY]; // no connection keeps what was long once
    }

    /** Takes octets until the reply is complete; returns the index behind the last one taken. */
    @Override
    public int accept(byte[] buffer, int from, int to) throws Broken {
        int at = from;
        while (at < to && reply == null) accept(buffer[at++]);
        return at;
    }

    @Override
    public boolean isComplete() {
        return reply != null;
    }

    SmtpReply reply() {
        if (reply == null) throw new IllegalStateException("reply not complete after " + total + " octets");
        return reply;
    }

    private void accept(byte octet) throws Broken {
        if (++total > REPLY_OCTETS) throw new Broken("a reply over " + REPLY_OCTETS + " octets");
        if (afterReturn) {
            if (octet != '\n') throw new Broken("CR without LF in a reply");
            afterReturn = false;
            endLine();
        } else if (octet == '\r') {
            afterReturn = true;
        } else if (octet == '\n') {
            throw new Broken("LF without CR in a reply");
        } else {
            append(octet);
        }
    }

    private void append(byte octet) throws Broken {
        if (length + 2 >= maxLineOctets) throw new Broken("a reply line over " + maxLineOctets + " octets");
        if (length == line.length) line = Arrays.copyOf(line, 2 * length);
        line[length++] = octet;
    }

    private void endLine() throws Broken {
        int found = code();
        if (!texts.isEmpty() && found != code) throw new Broken("a reply whose lines differ in code");
        code = found;
        boolean last = isLast();
        if (!last && texts.size() + 1 == LINES) throw new Broken("a reply over " + LINES + " lines");
        if (last && texts.isEmpty()) {
            reply = known.reply(code, line, length);
        } else {
            texts.add(text(line, length));
            if (last) reply = new SmtpReply(code, texts);
        }
        length = 0;
    }

    private static String text(byte[] line, int length) {
        int start = Math.min(CODE_LENGTH + 1, length);
        return new String(line, start, length - start, StandardCharsets.UTF_8);
    }

    private int code() throws Broken {
        if (length < CODE_LENGTH) throw new Broken("a line without a reply code");
        int value = 0;
        for (int at = 0; at < CODE_LENGTH; at++) {
            int digit = line[at] - '0';
            if (digit < 0 || digit > 9) throw new Broken("a line without a reply code");
            value = 10 * value + digit;
        }
        if (value < 200 || value > 599) throw new Broken("the reply code " + value);
        return value;
    }

    private boolean isLast() throws Broken {
        if (length == CODE_LENGTH) return true; // no text and no blank: RFC 5321 section 4.2 asks clients to take it
        byte separator = line[CODE_LENGTH];
        if (separator == ' ') return true;
        if (separator == '-') return false;
        throw new Broken("neither blank nor hyphen behind a reply code");
    }

    /** Replies of one line that come with mail after mail, each made once. */
    private static final class Known {
        private static final int PLACES = 16;
        private static final int GO_ON = 354;

        private final byte[][] lines = new byte[PLACES][];
        private final SmtpReply[] replies = new SmtpReply[PLACES];

        SmtpReply reply(int code, byte[] line, int length) {
            boolean mayComeAgain = (code / 100 == 2 || code == GO_ON) && length <= FIRST_CAPACITY;
            if (!mayComeAgain) return new SmtpReply(code, List.of(text(line, length)));
            int place = hash(line, length) & PLACES - 1;
            byte[] kept = lines[place];
            if (kept == null || !Arrays.equals(kept, 0, kept.length, line, 0, length)) {
                lines[place] = Arrays.copyOf(line, length);
                replies[place] = new SmtpReply(code, List.of(text(line, length)));
            }
            return replies[place];
        }

        private static int hash(byte[] line, int length) {
            int hash = 0;
            for (int at = 0; at < length; at++) hash = 31 * hash + line[at];
            return hash ^ hash >>> 16;
        }
    }
}

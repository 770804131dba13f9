package org.qdmail.pipeline;

import java.io.BufferedOutputStream;
import java.io.IOException;
import java.io.OutputStream;

/**
 * Makes each line end a CRLF, the last one included. Jakarta Mail leaves texts as the application wrote them, and its
 * own transport does this while it sends.
 */
final class CrlfLines extends OutputStream {
    private final OutputStream out;
    private int last = '\n';

    CrlfLines(OutputStream out) {
        this.out = new BufferedOutputStream(out);
    }

    @Override
    public void write(int octet) throws IOException {
        int given = octet & 0xff;
        boolean endsReturn = last == '\r';
        if (endsReturn && given != '\n') out.write('\n');
        if (!endsReturn && given == '\n') out.write('\r');
        out.write(given);
        last = given;
    }

    /** Ends the last line; nothing may be written afterwards. */
    void end() throws IOException {
        if (last == '\r') {
            out.write('\n');
        } else if (last != '\n') {
            out.write('\r');
            out.write('\n');
        }
        out.flush();
    }
}

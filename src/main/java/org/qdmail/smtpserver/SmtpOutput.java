package org.qdmail.smtpserver;

import java.io.BufferedOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import java.util.List;

/** Writes replies; they leave together when the server has to wait for the client (RFC 2920 section 3.2). */
final class SmtpOutput {
    private final OutputStream out;
    private final DialogueLog log;

    SmtpOutput(OutputStream out, DialogueLog log) {
        this.out = new BufferedOutputStream(out, 8 * 1024);
        this.log = log;
    }

    /** Writes a reply, whose lines LF separates. */
    void reply(String reply) throws IOException {
        log.server(reply);
        for (String line : reply.lines().toList()) {
            out.write(line.getBytes(StandardCharsets.UTF_8));
            out.write('\r');
            out.write('\n');
        }
    }

    /** The reply of several lines with the same code. */
    static String ofLines(String code, List<String> texts) {
        StringBuilder reply = new StringBuilder();
        for (int at = 0; at < texts.size(); at++) {
            boolean isLast = at == texts.size() - 1;
            reply.append(code).append(isLast ? ' ' : '-').append(texts.get(at)).append(isLast ? "" : "\n");
        }
        return reply.toString();
    }

    void flush() throws IOException {
        out.flush();
    }
}

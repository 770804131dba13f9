package org.qdmail.smtpserver;

import java.time.InstantSource;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.qdmail.failure.Texts;
import org.qdmail.smtpserver.DialogueLine.Speaker;

/** Writes one connection's dialogue down: its opening, then the lines of one mail after the other. For one thread. */
final class DialogueLog {
    private static final int MAX_LINES = 4_000;
    private static final int MAX_CHARACTERS = 2_000;

    private final InstantSource clock;
    private final List<DialogueLine> opening = new ArrayList<>();
    private final List<DialogueLine> mail = new ArrayList<>();
    private boolean opened;
    private @Nullable String written;
    private int flight;

    DialogueLog(InstantSource clock) {
        this.clock = clock;
    }

    void client(String line) {
        add(Speaker.CLIENT, line);
    }

    void server(String reply) {
        if (reply.equals(written)) {
            written = null;
            return;
        }
        reply.lines().forEach(line -> add(Speaker.SERVER, line));
    }

    void note(String remark) {
        add(Speaker.NOTE, remark);
    }

    private void add(Speaker speaker, String text) {
        List<DialogueLine> lines = opened ? mail : opening;
        if (lines.size() >= MAX_LINES) return;
        lines.add(new DialogueLine(clock.instant(), speaker, Texts.shown(text, MAX_CHARACTERS), flight));
    }

    /** The server waits for the client. */
    void waits() {
        flight++;
    }

    /** What has come since the last mail, and comes before the next one, belongs to the opening of the connection. */
    void beginTls() {
        opening.addAll(mail);
        mail.clear();
        opened = false;
    }

    /** What comes now belongs to a mail, no longer to the opening of the connection. */
    void beginMail() {
        opened = true;
        if (mail.size() > MAX_LINES / 2) mail.clear(); // refused attempts before it; the mail itself must find room
    }

    /**
     * The opening and everything since the last mail.
     *
     * @param reply the last line of this mail, which is about to be sent; null when nothing will be
     */
    List<DialogueLine> takeMail(@Nullable String reply) {
        if (reply != null) server(reply);
        List<DialogueLine> lines = new ArrayList<>(opening);
        lines.addAll(mail);
        mail.clear();
        written = reply; // the next mail's lines begin behind it
        return List.copyOf(lines);
    }
}

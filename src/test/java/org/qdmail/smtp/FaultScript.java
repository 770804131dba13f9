package org.qdmail.smtp;

import java.util.ArrayList;
import java.util.List;

/** Writes the script of a cell's peer: a dialogue in which all goes well but for the one step. */
final class FaultScript {
    static final String WARM_UP = "warm@example.net";
    static final String FOLLOW_UP = "next@example.net";
    private static final String OFFERS = "PIPELINING, CHUNKING, SIZE 100000000";

    private final FaultCell cell;
    private final FaultRow row;
    private final StringBuilder script = new StringBuilder();

    /**
     * A step of the dialogue.
     *
     * @param takes how the peer reads what comes; empty where it speaks first
     */
    private record Step(String name, String takes, String answer) {
        String playedWith(String reply) {
            return takes.isEmpty() ? reply : takes + " | " + reply;
        }

        String played() {
            return playedWith(answer);
        }
    }

    private FaultScript(FaultCell cell) {
        this.cell = cell;
        this.row = cell.row();
    }

    static String of(FaultCell cell) {
        FaultScript writer = new FaultScript(cell);
        writer.write();
        return writer.script.toString();
    }

    private void write() {
        if (opening().stream().anyMatch(step -> step.name().equals(row.at()))) {
            play(opening(), List.of());
        } else if (row.at().equals("NEXT")) {
            open();
            if (cell.kept()) line("serve 1");
            line("serve 1");
            line(row.fault());
        } else {
            open();
            if (cell.kept()) line("serve 1");
            play(transaction(), firstFlight());
        }
        follow();
    }

    private void follow() {
        if (row.has("close")) return;
        switch (row.end()) {
            case KEPT -> {
                line("want RSET | send 250 ok");
                line("serve");
            }
            case QUIT, CLOSED, REPLACED -> {
                line("next");
                open();
                line("serve");
            }
        }
    }

    private void open() {
        opening().forEach(step -> line(step.played()));
    }

    /** All goes well up to the step; then the fault, and what the row says about the rest. */
    private void play(List<Step> all, List<Step> flight) {
        int at = indexOf(all, row.at().equals("ALL") ? "RCPT-BEFORE" : row.at());
        if (at < 0) at = indexOf(all, "RCPT");
        all.subList(0, at).forEach(step -> line(answered(step)));
        Step hit = all.get(at);
        List<Step> behind = all.subList(at + 1, all.size());
        List<Step> unread = cell.pipelining() == Pipelining.OFF || !flight.contains(hit)
                ? List.of()
                : flight.subList(flight.indexOf(hit) + 1, flight.size());
        if (row.at().equals("ALL")) {
            line(hit.playedWith(row.fault()));
            behind.stream()
                    .filter(step -> step.name().startsWith("RCPT"))
                    .forEach(step -> line(step.playedWith(row.fault())));
            rest(row.rest());
        } else if (row.rest().equals("-")) {
            if (!hit.takes().isEmpty()) line(hit.takes());
            unread.forEach(step -> line(step.takes()));
            line(row.fault());
        } else {
            line(hit.playedWith(row.fault()));
            answerRest(behind, unread);
        }
    }

    private String answered(Step step) {
        return step.name().equals("RCPT-BEFORE") && row.has("before-550")
                ? step.playedWith("send 550 5.1.1 no")
                : step.played();
    }

    private void answerRest(List<Step> behind, List<Step> unread) {
        boolean nobodyIsLeft = row.at().equals("RCPT") && cell.recipients() == 1;
        if (row.rest().equals("503") || row.rest().equals("ok") && nobodyIsLeft) {
            unread.forEach(step -> line(step.playedWith("send 503 5.5.1 no")));
        } else if (row.rest().equals("ok")) {
            behind.forEach(step -> line(step.played()));
        } else {
            rest(row.rest());
        }
    }

    private void rest(String steps) {
        line(steps);
    }

    private static int indexOf(List<Step> steps, String name) {
        for (int at = 0; at < steps.size(); at++) {
            if (steps.get(at).name().equals(name)) return at;
        }
        return -1;
    }

    private void line(String text) {
        if (!text.equals("-")) script.append(text).append('\n');
    }

    private List<Step> opening() {
        List<Step> steps = new ArrayList<>();
        Step handshake = new Step("TLS", "", "tls good");
        Step greeting = new Step("GREETING", "", "send 220 mx.example ESMTP");
        if (cell.tls() == TlsMode.IMPLICIT) steps.add(handshake);
        steps.add(greeting);
        if (cell.tls() == TlsMode.STARTTLS_REQUIRED) {
            steps.add(ehlo("EHLO", OFFERS + ", STARTTLS"));
            steps.add(new Step("STARTTLS", "want STARTTLS", "send 220 go ahead"));
            steps.add(handshake);
            steps.add(ehlo("EHLO-IN-TLS", offers()));
        } else {
            steps.add(ehlo("EHLO", offers()));
        }
        if (row.has("login")) {
            steps.add(new Step("AUTH", "want AUTH LOGIN", "send 334 VXNlcm5hbWU6"));
            steps.add(new Step("USER", "want dGlt", "send 334 UGFzc3dvcmQ6"));
            steps.add(new Step("PASSWORD", "want UzNDUjNULWxvZ2lu", "send 235 2.7.0 welcome"));
        }
        return steps;
    }

    private String offers() {
        return row.has("login") ? OFFERS + ", AUTH LOGIN" : OFFERS;
    }

    private static Step ehlo(String name, String offers) {
        String first = "send 250-" + String.join(" | send 250-", List.of(("peer.example, " + offers).split(", ", -1)));
        int last = first.lastIndexOf("send 250-");
        return new Step(name, "want EHLO *", first.substring(0, last) + "send 250 " + first.substring(last + 9));
    }

    private List<Step> transaction() {
        List<Step> steps = envelope();
        boolean large = row.has("large");
        if (!cell.pipelining().trustsRelay()) {
            steps.add(new Step("DATA", "want DATA", "send 354 go on"));
            if (row.at().equals("BLOCK")) steps.add(new Step("BLOCK", "", "-"));
            steps.add(new Step("END", "body to-dot", "send 250 2.0.0 taken"));
            return steps;
        }
        if (row.at().equals("BLOCK")) steps.add(new Step("BLOCK", "want BDAT *", "-"));
        if (large) steps.add(new Step("CHUNK", "body chunk", "send 250 ok"));
        if (large) steps.add(new Step("CHUNK-2", "body chunk", "send 250 ok"));
        steps.add(new Step("END", "body chunk", "send 250 2.0.0 taken"));
        return steps;
    }

    private List<Step> envelope() {
        List<Step> steps = new ArrayList<>();
        if (cell.kept()) steps.add(new Step("RSET", "want RSET", "send 250 ok"));
        steps.add(new Step("MAIL", "want MAIL FROM:<shop@example.com>*", "send 250 ok"));
        if (cell.recipients() == 3) steps.add(rcpt("RCPT-BEFORE", "a"));
        steps.add(rcpt("RCPT", "b"));
        if (cell.recipients() == 3) steps.add(rcpt("RCPT-AFTER", "c"));
        return steps;
    }

    private static Step rcpt(String name, String who) {
        return new Step(name, "want RCPT TO:<" + who + "@example.net>", "send 250 2.1.5 ok");
    }

    /** What the client writes before it reads, where commands travel together. */
    private List<Step> firstFlight() {
        List<Step> all = transaction();
        int last = cell.pipelining().trustsRelay() ? envelope().size() : indexOf(all, "DATA");
        return all.subList(0, last + 1);
    }
}

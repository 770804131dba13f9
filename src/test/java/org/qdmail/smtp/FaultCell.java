package org.qdmail.smtp;

import java.util.List;

/**
 * A row of the table of faults under one of the circumstances that it has to hold in.
 *
 * @param kept whether the mail travels over a connection that has carried another one
 * @param recipients one, or three of which the one in the middle is hit
 */
public record FaultCell(FaultRow row, TlsMode tls, Pipelining pipelining, boolean kept, int recipients) {
    List<String> dimensions() {
        return List.of(
                switch (tls) {
                    case NONE -> "plain";
                    case IMPLICIT -> "implicit";
                    default -> "starttls";
                },
                switch (pipelining) {
                    case OFF -> "off";
                    case ENVELOPE -> "envelope";
                    case BDAT -> "bdat";
                    case WINDOW -> "window bdat"; // one caller alone meets what BDAT does
                },
                kept ? "kept" : "new",
                Integer.toString(recipients));
    }

    public String[] addresses() {
        return recipients == 1
                ? new String[] {"b@example.net"}
                : new String[] {"a@example.net", "b@example.net", "c@example.net"};
    }

    /** The state and number of each recipient, as {@link Play#states} tells them. */
    public List<String> expected() {
        List<String> all = row.expected().get(pipelining);
        if (all == null) throw new AssertionError(this + " is played but has no expectation");
        if (all.size() == 1) return java.util.Collections.nCopies(recipients, all.get(0));
        return recipients == 1 ? all.subList(1, 2) : all;
    }

    @Override
    public String toString() {
        return row.name() + " " + String.join(" ", dimensions());
    }
}

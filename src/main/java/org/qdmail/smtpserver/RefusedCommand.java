package org.qdmail.smtpserver;

/** A command that the server answers with an error; the text is the reply. */
final class RefusedCommand extends Exception {
    private static final long serialVersionUID = 1L;

    RefusedCommand(String reply) {
        super(reply, null, false, false); // a reply, not a fault of the program: no stack trace needed
    }

    String reply() {
        return String.valueOf(getMessage());
    }
}

package org.qdmail.failure;

/** The texts of the embedded mailbox: number 1201. */
public final class MailboxFaults {
    private MailboxFaults() {}

    public static Fault portNotFree(String address, int port) {
        return new Fault(
                "MAIL-1201",
                "qdmail.mailbox.smtp-port",
                "port " + port + " of " + address + " is taken or may not be opened; choose another one,"
                        + " or 0 for any free port");
    }
}

package org.qdmail.mailbox;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.List;

/** A mail that has arrived, with assertions about it. Immutable; safe for any number of threads. */
public final class ReceivedMail {
    private final StoredMail mail;

    private ReceivedMail(StoredMail mail) {
        this.mail = mail;
    }

    static ReceivedMail of(StoredMail mail) {
        return new ReceivedMail(mail);
    }

    /** Sortable by arrival; the name of the mail in the page and in the JSON resource. */
    public String id() {
        return mail.id();
    }

    /** The octets on the wire, with the dots unstuffed: nothing is added, not even a Received field. */
    public byte[] octets() {
        try {
            return mail.content().first(Integer.MAX_VALUE - 64);
        } catch (IOException removed) {
            throw new UncheckedIOException(removed);
        }
    }

    /** The MAIL command exactly as it was sent. */
    public String mailCommand() {
        return mail.mail().line();
    }

    /** The accepted RCPT commands exactly as they were sent. */
    public List<String> recipientCommands() {
        return mail.recipients().stream().map(EnvelopeCommand::line).toList();
    }

    /** The addresses of the accepted RCPT commands. */
    public List<String> recipients() {
        return mail.recipients().stream().map(EnvelopeCommand::address).toList();
    }

    /** The SMTP dialogue: the opening of the connection and the lines about this mail, logins blanked. */
    public List<String> dialogue() {
        return mail.dialogue().stream()
                .map(line -> line.speaker().mark() + ' ' + line.text())
                .toList();
    }

    /** Id, sender, recipients and size: what an error may show. */
    @Override
    public String toString() {
        return "mail " + id() + " from <" + mail.mail().address() + "> to " + recipients() + ", "
                + mail.content().sizeOctets() + " octets";
    }
}

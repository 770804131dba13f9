package org.qdmail;

import jakarta.mail.MessagingException;
import jakarta.mail.Session;
import jakarta.mail.internet.MimeMessage;
import java.io.IOException;
import java.io.OutputStream;
import org.qdmail.envelope.Envelope;

/**
 * A mail as it will be on the wire: Date, Message-ID, boundaries and signature are fixed. Holds heap or a spool file
 * until it is closed; may be sent more than once.
 */
public interface RenderedMail extends AutoCloseable {
    /** The Message-ID field with its angle brackets. */
    String messageId();

    /** Who it goes to, with the reports asked for. */
    Envelope envelope();

    /** The number of octets, with CRLF line ends; of the first copy, where recipients get different ones. */
    long size();

    /** Writes the exact octets; those of the first copy, where recipients get different ones. */
    void writeTo(OutputStream out) throws IOException;

    /** A Jakarta Mail message with the octets of {@link #writeTo}, for an application that needs one. */
    MimeMessage toMimeMessage(Session session) throws MessagingException;

    @Override
    void close();

    /**
     * The octets of a Jakarta Mail message, without Bcc and Return-Receipt-To, checked like our own. Recipients are
     * those of To, Cc and Bcc; the return path is Sender, else the first From.
     *
     * @throws org.qdmail.failure.InvalidMessage for octets that may not travel, or without sender or recipient
     */
    static RenderedMail of(MimeMessage message) {
        return MailServiceProvider.get().rendered(message);
    }
}

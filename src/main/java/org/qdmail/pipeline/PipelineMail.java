package org.qdmail.pipeline;

import jakarta.mail.MessagingException;
import jakarta.mail.Session;
import jakarta.mail.internet.MimeMessage;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.util.List;
import java.util.Optional;
import org.qdmail.RenderedMail;
import org.qdmail.envelope.Envelope;
import org.qdmail.message.MailMessage;
import org.qdmail.octets.FrozenMail;

/** A rendered mail: the whole envelope, and the frozen octets of each copy. */
final class PipelineMail implements RenderedMail {
    private final String id;
    private final String messageId;
    private final Envelope envelope;
    private final List<FrozenCopy> copies;
    private final List<String> warnings;
    private final Optional<MailMessage> message;

    PipelineMail(
            String id,
            String messageId,
            Envelope envelope,
            List<FrozenCopy> copies,
            List<String> warnings,
            Optional<MailMessage> message) {
        this.id = id;
        this.messageId = messageId;
        this.envelope = envelope;
        this.copies = List.copyOf(copies);
        this.warnings = List.copyOf(warnings);
        this.message = message;
    }

    String id() {
        return id;
    }

    List<FrozenCopy> copies() {
        return copies;
    }

    List<String> warnings() {
        return warnings;
    }

    /** The message it was made from; empty for an imported one. */
    Optional<MailMessage> message() {
        return message;
    }

    @Override
    public String messageId() {
        return messageId;
    }

    @Override
    public Envelope envelope() {
        return envelope;
    }

    @Override
    public long size() {
        return first().sizeOctets();
    }

    @Override
    public void writeTo(OutputStream out) throws IOException {
        first().writeTo(out);
    }

    @Override
    public MimeMessage toMimeMessage(Session session) throws MessagingException {
        try (InputStream octets = first().newInputStream()) {
            return new MimeMessage(session, octets);
        } catch (IOException impossible) {
            throw new AssertionError("frozen octets throw their own exceptions", impossible);
        }
    }

    /** The octets of the largest copy. */
    long largest() {
        long largest = 0;
        for (FrozenCopy copy : copies) largest = Math.max(largest, copy.mail().sizeOctets());
        return largest;
    }

    private FrozenMail first() {
        return copies.get(0).mail();
    }

    @Override
    public void close() {
        copies.forEach(copy -> copy.mail().close());
    }
}

package org.qdmail.smtpserver;

import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** One mail transaction (RFC 5321 section 3.3): sender, recipients, content, in this order. For one thread. */
final class MailTransaction implements AutoCloseable {
    private final ServerLimits limits;
    private final EnvelopeCommand mail;
    private final List<EnvelopeCommand> recipients = new ArrayList<>();
    private @Nullable MailWriter chunks;
    private boolean failed;

    MailTransaction(ServerLimits limits, EnvelopeCommand mail) {
        this.limits = limits;
        this.mail = mail;
    }

    EnvelopeCommand mail() {
        return mail;
    }

    List<EnvelopeCommand> recipients() {
        return recipients;
    }

    void addRecipient(EnvelopeCommand recipient) throws RefusedCommand {
        EnvelopeParameters.checkRecipient(recipient, mail.has("SMTPUTF8"));
        if (chunks != null) throw new RefusedCommand("503 5.5.1 the content has begun; a recipient comes before it");
        if (recipients.size() >= limits.maxRecipients()) {
            throw new RefusedCommand("452 4.5.3 more than " + limits.maxRecipients() + " recipients");
        }
        recipients.add(recipient);
    }

    /** Refuses DATA where it may not come. */
    void requireReadyForData() throws RefusedCommand {
        if (chunks != null) throw new RefusedCommand("503 5.5.1 DATA after BDAT (RFC 3030 section 2)");
        requireRecipient();
    }

    private void requireRecipient() throws RefusedCommand {
        if (recipients.isEmpty()) throw new RefusedCommand("554 5.5.1 no valid recipient");
    }

    /** Where the next chunk goes; refused where none may come. The chunk's octets follow in any case. */
    MailWriter chunks() throws RefusedCommand {
        if (failed) throw new RefusedCommand("503 5.5.1 an earlier BDAT has failed; RSET is due (RFC 3030 section 2)");
        requireRecipient();
        MailWriter writer = chunks;
        if (writer == null) {
            writer = new MailWriter(limits);
            chunks = writer;
        }
        return writer;
    }

    /** No chunk may follow any more. */
    void fail() {
        failed = true;
    }

    @Override
    public void close() {
        if (chunks != null) chunks.close();
    }
}

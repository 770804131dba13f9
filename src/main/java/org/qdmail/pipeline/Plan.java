package org.qdmail.pipeline;

import java.util.List;
import org.qdmail.envelope.Envelope;
import org.qdmail.message.MailMessage;

/**
 * What shall be sent: a complete message, its whole envelope, and the copies it needs.
 *
 * @param id ours
 * @param message complete, with all wishes decided
 * @param envelope every recipient
 * @param copies at least one; together they reach every recipient once
 * @param warnings what was tolerated so far
 */
record Plan(String id, MailMessage message, Envelope envelope, List<Copy> copies, List<String> warnings) {
    Plan {
        copies = List.copyOf(copies);
        warnings = List.copyOf(warnings);
    }
}

package org.qdmail.rest;

import java.time.Instant;
import java.util.List;
import org.qdmail.SendResult;
import org.qdmail.address.EmailAddress;
import org.qdmail.failure.MailException;
import org.qdmail.rest.PostedMessage.Named;

/** What became of a request to send, before it is put into words for its reader. */
sealed interface Answer {
    /**
     * At least one recipient was accepted, or may have been.
     *
     * @param caller who sent it
     */
    record Sent(String caller, Instant at, SendResult result) implements Answer {}

    /**
     * Nobody was accepted.
     *
     * @param recipients where each recipient stands in the request
     */
    record NotSent(MailException failure, List<Named<EmailAddress>> recipients) implements Answer {
        public NotSent {
            recipients = List.copyOf(recipients);
        }

        /** Whether repeating the request makes no other attempt. */
        boolean isFinal() {
            return !failure.isRetryable();
        }
    }
}

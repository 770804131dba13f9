package org.qdmail.envelope;

import java.util.Optional;
import org.qdmail.address.EmailAddress;
import org.qdmail.failure.Fault;
import org.qdmail.failure.Phase;
import org.qdmail.failure.ServerReply;

/**
 * What became of one recipient.
 *
 * @param recipient the address of the RCPT command
 * @param state what is known
 * @param receipt what became of the wish for a delivery report
 * @param fault why it was not accepted, with number and reason; empty when accepted
 * @param phase how far the dialogue went for this recipient; empty when accepted
 * @param isRetryable whether the same mail may be accepted later
 * @param reply the server's words that decided
 * @param host who answered, or would have been asked
 * @param tls the TLS version of the connection, such as {@code TLSv1.3}; empty in the clear
 * @param way by which the mail went, or was to go; empty when the recipient was kept back before
 */
public record Outcome(
        EmailAddress recipient,
        State state,
        ReceiptRequest receipt,
        Optional<Fault> fault,
        Optional<Phase> phase,
        boolean isRetryable,
        Optional<ServerReply> reply,
        Optional<String> host,
        Optional<String> tls,
        Optional<Way> way) {

    /** The number of the reason, such as {@code MAIL-0607}; empty when accepted. */
    public Optional<String> number() {
        return fault.map(Fault::number);
    }

    /** A recipient that was kept back before any dialogue. */
    public static Outcome notAttempted(EmailAddress recipient, Fault reason) {
        return notAttempted(recipient, reason, Optional.empty(), false);
    }

    /** A recipient that was not put to a server, since the dialogue did not get there. */
    public static Outcome notAttempted(EmailAddress recipient, Fault reason, Phase phase, boolean isRetryable) {
        return notAttempted(recipient, reason, Optional.of(phase), isRetryable);
    }

    private static Outcome notAttempted(
            EmailAddress recipient, Fault reason, Optional<Phase> phase, boolean isRetryable) {
        return new Outcome(
                recipient,
                State.NOT_ATTEMPTED,
                ReceiptRequest.NOT_ASKED,
                Optional.of(reason),
                phase,
                isRetryable,
                Optional.empty(),
                Optional.empty(),
                Optional.empty(),
                Optional.empty());
    }

    /** A recipient whose mail may have arrived. */
    public static Outcome unknown(EmailAddress recipient, Fault reason) {
        return new Outcome(
                recipient,
                State.UNKNOWN,
                ReceiptRequest.NOT_ASKED,
                Optional.of(reason),
                Optional.of(Phase.END),
                false,
                Optional.empty(),
                Optional.empty(),
                Optional.empty(),
                Optional.empty());
    }

    /** The same outcome for another recipient, whom the mail stood for. */
    public Outcome forRecipient(EmailAddress other) {
        return new Outcome(other, state, receipt, fault, phase, isRetryable, reply, host, tls, way);
    }

    /** The same outcome, of this way. */
    public Outcome by(Way taken) {
        return new Outcome(recipient, state, receipt, fault, phase, isRetryable, reply, host, tls, Optional.of(taken));
    }

    /** What is known of a recipient after a hand-off. */
    public enum State {
        /** The next server took the mail over (RFC 5321 section 4.2.5); that says nothing about delivery. */
        ACCEPTED,
        /** Refused for good: 5yz. */
        REFUSED,
        /** Refused for now: 4yz, or the connection broke before the content's end. */
        DEFERRED,
        /** The recipient was not put to the server. */
        NOT_ATTEMPTED,
        /**
         * The connection was lost between the last octet and the reply: the mail may have arrived. Never sent again by
         * itself.
         */
        UNKNOWN
    }

    /** How a mail leaves ({@code qdmail.transport}). */
    public enum Way {
        /** To a relay, which delivers it. */
        RELAY,
        /** To a server of the recipient's domain. */
        DIRECT,
        /** To the sendmail program of this machine. */
        SENDMAIL,
        /** To the embedded mailbox, and no farther. */
        MAILBOX
    }

    /** What became of the wish for a delivery report. */
    public enum ReceiptRequest {
        /** NOTIFY was sent and the server offers DSN. */
        REQUESTED,
        /** Wished, but the server does not offer DSN: no report will come. */
        UNSUPPORTED,
        /** Nobody wished one. */
        NOT_ASKED
    }
}

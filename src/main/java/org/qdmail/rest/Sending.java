package org.qdmail.rest;

import jakarta.ws.rs.core.Response;
import java.util.Optional;
import java.util.function.Function;
import org.qdmail.failure.Fault;
import org.qdmail.failure.RestFaults;
import org.qdmail.message.MailMessage;
import org.qdmail.rest.Answer.NotSent;
import org.qdmail.rest.Answer.Sent;
import org.qdmail.rest.KeyTable.Meeting;
import org.qdmail.rest.Problem.Kind;

/** One request to send: once for each idempotency key. */
final class Sending {
    static final String KEY = "Idempotency-Key";
    private static final String REPLAYED = "Idempotency-Replayed";
    private static final int SHORTEST_KEY = 8;
    private static final int LONGEST_KEY = 128;
    private static final int BUSY_SECONDS = 1;

    private final MailDesk desk;
    private final Caller caller;

    Sending(MailDesk desk, Caller caller) {
        this.desk = desk;
        this.caller = caller;
    }

    /**
     * The end of a request to send.
     *
     * @param isReplayed whether it is the answer of an earlier one
     */
    record Outcome(Answer answer, boolean isReplayed) {
        Response toResponse(Function<Answer, Response.ResponseBuilder> words) {
            Response.ResponseBuilder response = words.apply(answer);
            return (isReplayed ? response.header(REPLAYED, true) : response).build();
        }
    }

    Outcome send(Optional<String> key, RequestReading request) throws UnreadableRequest {
        MailMessage message = desk.checked(request, caller);
        if (key.isEmpty()) {
            if (desk.settings().keys().required()) throw refused(Kind.UNREADABLE, RestFaults.keyMissing());
            return new Outcome(desk.send(message, request, caller), false);
        }
        if (!isKey(key.get())) throw refused(Kind.UNREADABLE, RestFaults.unfitKey());
        return once(key.get(), message, request);
    }

    private static UnreadableRequest refused(Kind kind, Fault fault) {
        return UnreadableRequest.of(kind, fault);
    }

    private static boolean isKey(String text) {
        return text.length() >= SHORTEST_KEY
                && text.length() <= LONGEST_KEY
                && text.chars().allMatch(character -> character > ' ' && character < 0x7f);
    }

    private Outcome once(String key, MailMessage message, RequestReading request) throws UnreadableRequest {
        Meeting meeting = desk.keys().begin(caller.name(), key, request.digest());
        if (meeting instanceof Meeting.Known known) return new Outcome(known.answer(), true);
        if (meeting instanceof Meeting.Reused) throw refused(Kind.KEY_REUSED, RestFaults.idempotencyKeyReused());
        if (meeting instanceof Meeting.Busy) {
            throw new UnreadableRequest(
                    Problem.of(Kind.KEY_BUSY, RestFaults.keyBusy()).retryAfter(BUSY_SECONDS));
        }
        if (meeting instanceof Meeting.Full) {
            throw new UnreadableRequest(
                    Problem.of(Kind.UNAVAILABLE, RestFaults.tooManyKeysBusy()).retryAfter(BUSY_SECONDS));
        }
        Optional<Answer> kept = Optional.empty();
        try {
            Answer answer = desk.send(message, request, caller);
            if (isKept(answer)) kept = Optional.of(answer);
            return new Outcome(answer, false);
        } finally {
            desk.keys().finish(caller.name(), key, kept);
        }
    }

    /** What may change when it is tried again is not kept. */
    private static boolean isKept(Answer answer) {
        return answer instanceof Sent || answer instanceof NotSent notSent && notSent.isFinal();
    }
}

package org.qdmail.rest;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import org.qdmail.failure.ContentUnreadable;
import org.qdmail.failure.DeliveryFailed;
import org.qdmail.failure.EncryptionFailed;
import org.qdmail.failure.Fault;
import org.qdmail.failure.InvalidMessage;
import org.qdmail.failure.MailException;
import org.qdmail.failure.MisconfiguredMail;
import org.qdmail.failure.QueueUnavailable;
import org.qdmail.failure.Refusal;
import org.qdmail.failure.RestFaults;
import org.qdmail.failure.SendVetoed;
import org.qdmail.failure.SigningFailed;
import org.qdmail.rest.Answer.NotSent;
import org.qdmail.rest.Problem.Kind;

/** Puts a failure into words that its caller may see: servers, files and hosts are named to administrators alone. */
final class FailureAnswers {
    /** When a busy service or relay is worth another try. */
    private static final int RETRY_SECONDS = 60;

    private static final String ALL_BLOCKED = "MAIL-0704";

    private final boolean forAdmin;

    FailureAnswers(boolean forAdmin) {
        this.forAdmin = forAdmin;
    }

    Problem of(NotSent answer) {
        MailException failure = answer.failure();
        if (failure instanceof DeliveryFailed delivery) return delivery(delivery, answer);
        if (failure instanceof InvalidMessage invalid) {
            return Problem.of(Kind.INVALID_MESSAGE, pointed(invalid.faults()));
        }
        if (failure instanceof SendVetoed) return Problem.of(Kind.VETOED, told(failure, "the application stopped it"));
        if (failure instanceof QueueUnavailable) {
            return Problem.of(Kind.UNAVAILABLE, told(failure, "the service takes no mail for now"))
                    .retryAfter(RETRY_SECONDS);
        }
        return Problem.of(Kind.FAILED, told(failure, reason(failure)));
    }

    private static String reason(MailException failure) {
        if (failure instanceof SigningFailed) return "the mail could not be signed";
        if (failure instanceof EncryptionFailed) return "the mail could not be encrypted";
        if (failure instanceof ContentUnreadable) return "a content could not be read";
        if (failure instanceof MisconfiguredMail) return "the service is not set up for it";
        throw new AssertionError("no kind of its own: " + failure.getClass());
    }

    private Fault told(MailException failure, String plain) {
        String text = forAdmin ? String.valueOf(failure.getMessage()) : plain;
        return new Fault(failure.number(), "", text);
    }

    private Problem delivery(DeliveryFailed failure, NotSent answer) {
        if (failure.number().equals(ALL_BLOCKED)) {
            List<Fault> faults = answer.recipients().stream()
                    .map(recipient -> RestFaults.notAllowed(recipient.pointer()))
                    .toList();
            return Problem.of(Kind.NOT_ALLOWED, faults);
        }
        List<Fault> faults = new ArrayList<>();
        faults.add(told(failure, plain(failure)));
        Map<String, String> pointers = answer.recipients().stream()
                .collect(Collectors.toMap(
                        named -> named.value().toString(), PostedMessage.Named::pointer, (first, again) -> first));
        failure.refusals().forEach(refusal -> faults.add(refused(refusal, pointers)));
        return failure.isRetryable()
                ? Problem.of(Kind.DELIVERY_DEFERRED, faults).retryAfter(RETRY_SECONDS)
                : Problem.of(Kind.DELIVERY_REFUSED, faults);
    }

    private static String plain(DeliveryFailed failure) {
        return failure.isRetryable() ? "the relay took it for nobody for now" : "the relay refused it for everybody";
    }

    private Fault refused(Refusal refusal, Map<String, String> pointers) {
        String pointer = pointers.getOrDefault(refusal.recipient(), "");
        String text = refusal.reply()
                .map(reply -> reply.code()
                        + reply.enhancedStatus().map(status -> " " + status).orElse("")
                        + (forAdmin ? " " + reply.text() : ""))
                .orElse("not accepted");
        return new Fault(refusal.number(), pointer, text);
    }

    /** The message names the verbs of the builder; the members of the JSON have nearly the same names. */
    static List<Fault> pointed(List<Fault> faults) {
        return faults.stream().map(fault -> fault.at(pointer(fault.place()))).toList();
    }

    private static String pointer(String place) {
        if (place.isEmpty() || place.startsWith("#")) return place;
        String path = place.replace('[', '/').replace("]", "").replace('.', '/');
        return "#/" + (path.startsWith("attach/") ? "attachments" + path.substring("attach".length()) : path);
    }
}

package org.qdmail.rest;

import java.nio.file.Path;
import java.time.InstantSource;
import java.util.List;
import java.util.function.LongSupplier;
import java.util.function.Supplier;
import org.qdmail.MailService;
import org.qdmail.SendResult;
import org.qdmail.failure.Fault;
import org.qdmail.failure.MailException;
import org.qdmail.message.MailMessage;
import org.qdmail.rest.Answer.NotSent;
import org.qdmail.rest.Answer.Sent;
import org.qdmail.rest.Problem.Kind;
import org.qdmail.settings.RestSettings;

/** Takes what callers post, and remembers what became of it. */
final class MailDesk {
    private final Supplier<MailService> mail;
    private final RestSettings settings;
    private final Path directory;
    private final InstantSource clock;
    private final Rates rates;
    private final ResultTable results;
    private final KeyTable keys;

    /**
     * An empty desk.
     *
     * @param directory where files of requests are held
     */
    MailDesk(
            Supplier<MailService> mail,
            RestSettings settings,
            Path directory,
            InstantSource clock,
            LongSupplier nanoTime) {
        this.mail = mail;
        this.settings = settings;
        this.directory = directory;
        this.clock = clock;
        this.rates = new Rates(nanoTime, settings.rateOfAll());
        this.results = new ResultTable(settings.keys().entries());
        this.keys = new KeyTable(settings.keys(), clock);
    }

    RestSettings settings() {
        return settings;
    }

    Rates rates() {
        return rates;
    }

    ResultTable results() {
        return results;
    }

    KeyTable keys() {
        return keys;
    }

    MailService mail() {
        return mail.get();
    }

    HeldContents contents() {
        return new HeldContents(directory);
    }

    /** The message, when its caller may send it and nothing is wrong with it. */
    MailMessage checked(RequestReading request, Caller caller) throws UnreadableRequest {
        List<Fault> faults = request.faults().all();
        boolean isUnreadable = faults.stream().anyMatch(fault -> fault.number().equals("MAIL-1101"));
        if (isUnreadable) throw new UnreadableRequest(Problem.of(Kind.UNREADABLE, faults));
        List<Fault> refused = new AccessCheck(settings, caller.name()).of(request.message());
        if (!refused.isEmpty()) throw new UnreadableRequest(Problem.of(Kind.NOT_ALLOWED, refused));
        return request.built();
    }

    /** Sends now. */
    Answer send(MailMessage message, RequestReading request, Caller caller) {
        try {
            SendResult result = mail().send(message);
            Sent sent = new Sent(caller.name(), clock.instant(), result);
            results.add(sent);
            return sent;
        } catch (MailException failure) {
            return new NotSent(failure, request.message().recipients);
        }
    }
}

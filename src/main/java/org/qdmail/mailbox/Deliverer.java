package org.qdmail.mailbox;

import java.io.IOException;
import java.lang.System.Logger;
import java.lang.System.Logger.Level;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.Arrays;
import java.util.HashSet;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;
import org.qdmail.smtpserver.EnvelopeCommand;
import org.qdmail.smtpserver.MailStore;
import org.qdmail.smtpserver.StoredMail;

/**
 * Answers wishes for delivery receipts by itself, some time after a mail was caught: as the last server would, for each
 * recipient whose NOTIFY has SUCCESS.
 */
final class Deliverer implements AutoCloseable {
    private static final Logger LOG = System.getLogger(Deliverer.class.getName());
    private static final Duration LONGEST_WAIT = Duration.ofMinutes(1);

    private final MailStore store;
    private final Duration after;
    private final InstantSource clock;
    private final Answers answers;
    private final Set<String> done = new HashSet<>();
    private final Thread thread;

    /** Sends a report, and keeps that with the mail. */
    interface Answers {
        void answer(StoredMail mail, AnswerRequest request) throws IOException;
    }

    Deliverer(MailStore store, Duration after, InstantSource clock, Answers answers) {
        this.store = store;
        this.after = after;
        this.clock = clock;
        this.answers = answers;
        thread = new Thread(this::run, "qdmail-mailbox-deliverer");
        thread.setDaemon(true);
        thread.start();
    }

    private void run() {
        try {
            while (!thread.isInterrupted()) {
                long seen = store.revision();
                Duration wait = deliverDue();
                store.awaitChange(seen, wait);
            }
        } catch (InterruptedException end) {
            Thread.currentThread().interrupt();
        }
    }

    /** Answers what is due; how long nothing else will be. */
    private Duration deliverDue() {
        Instant now = clock.instant();
        Duration wait = LONGEST_WAIT;
        done.retainAll(store.all().stream().map(StoredMail::id).collect(Collectors.toSet()));
        for (StoredMail mail : store.all()) {
            if (done.contains(mail.id())) continue;
            Duration left = Duration.between(now, mail.receivedAt().plus(after));
            if (left.compareTo(Duration.ZERO) > 0) {
                if (left.compareTo(wait) < 0) wait = left;
                continue;
            }
            done.add(mail.id());
            deliver(mail);
        }
        return wait;
    }

    private void deliver(StoredMail mail) {
        if (mail.mail().address().isEmpty()) return; // a report, or what wants none
        for (EnvelopeCommand recipient : mail.recipients()) {
            if (!wantsSuccess(recipient)) continue;
            try {
                answers.answer(
                        mail,
                        new AnswerRequest(Answer.Kind.DELIVERED, Optional.of(recipient.address()), Optional.empty()));
            } catch (IOException | RuntimeException failure) {
                LOG.log(Level.WARNING, "mail " + mail.id() + " could not be answered", failure);
            }
        }
    }

    private static boolean wantsSuccess(EnvelopeCommand recipient) {
        return Arrays.stream(recipient.parameters().getOrDefault("NOTIFY", "").split(","))
                .anyMatch("SUCCESS"::equalsIgnoreCase);
    }

    @Override
    public void close() {
        thread.interrupt();
    }
}

package org.qdmail.smtpserver;

import java.util.List;
import java.util.Optional;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.atomic.AtomicLong;

/** The misbehaviour that a test has asked for, shared by all connections of a server. */
final class Script {
    private final List<ScriptStep> steps = new CopyOnWriteArrayList<>();
    private final AtomicLong mails = new AtomicLong();

    ScriptStep add(String command, String words) {
        ScriptStep step = new ScriptStep(command, Misbehaviour.parse(words), mails.get());
        steps.add(step);
        return step;
    }

    void clear() {
        steps.clear();
    }

    /** The number of the mail that begins with a MAIL command. */
    long beginMail() {
        return mails.incrementAndGet();
    }

    /** What happens at a command; every step counts it, the first one that applies wins. */
    Misbehaviour at(String verb, long mailNumber) {
        Optional<Misbehaviour> found = Optional.empty();
        for (ScriptStep step : steps) {
            if (step.happensAt(verb, mailNumber) && found.isEmpty()) found = Optional.of(step.misbehaviour());
        }
        return found.orElse(Misbehaviour.NONE);
    }
}

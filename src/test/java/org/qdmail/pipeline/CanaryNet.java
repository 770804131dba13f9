// SPDX-License-Identifier: Apache-2.0
package org.qdmail.pipeline;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import java.io.PrintWriter;
import java.io.StringWriter;
import java.util.ArrayList;
import java.util.Base64;
import java.util.List;
import java.util.Queue;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.logging.Handler;
import java.util.logging.Level;
import java.util.logging.LogRecord;
import java.util.logging.Logger;
import java.util.logging.SimpleFormatter;

/** Keeps whatever is said while it is out: by every logger at its finest level, and what a test puts in. */
final class CanaryNet extends Handler implements AutoCloseable {
    private static final Logger ROOT = Logger.getLogger("");
    /** Held, since loggers that nobody holds lose their level. */
    private static final List<Logger> LOUD =
            List.of(ROOT, Logger.getLogger("org.qdmail"), Logger.getLogger("jdk"), Logger.getLogger("java"));

    private final Queue<String> caught = new ConcurrentLinkedQueue<>();
    private final List<Level> before = new ArrayList<>();
    private final List<Level> handlers = new ArrayList<>();

    CanaryNet() {
        for (Handler handler : ROOT.getHandlers()) {
            handlers.add(handler.getLevel());
            handler.setLevel(Level.OFF);
        }
        for (Logger logger : LOUD) {
            before.add(logger.getLevel());
            logger.setLevel(Level.ALL);
        }
        setLevel(Level.ALL);
        ROOT.addHandler(this);
    }

    @Override
    public void publish(LogRecord line) {
        caught.add(new SimpleFormatter().format(line));
        caught.add(Thread.currentThread().getName());
        if (line.getThrown() != null) put(line.getThrown());
    }

    /** A result, or settings: their text form. */
    void put(Object shown) {
        caught.add(String.valueOf(shown));
        Thread.getAllStackTraces().keySet().forEach(thread -> caught.add(thread.getName()));
    }

    /** A failure, with all that hangs on it. */
    void put(Throwable failure) {
        StringWriter text = new StringWriter();
        failure.printStackTrace(new PrintWriter(text));
        put((Object) text);
    }

    /** The texts that hold a canary, be it inside of a longer text in base64. */
    List<String> withCanary(String canary) {
        List<String> forms = forms(canary);
        return caught.stream()
                .filter(text -> forms.stream().anyMatch(text::contains))
                .toList();
    }

    void assertNothingOf(String... canaries) {
        assertThat(caught).isNotEmpty();
        for (String canary : canaries) assertThat(withCanary(canary)).as(canary).isEmpty();
    }

    /** In base64 a text looks otherwise at each of three distances; the characters at its ends depend on its neighbours. */
    private static List<String> forms(String canary) {
        List<String> forms = new ArrayList<>(List.of(canary));
        for (int distance = 0; distance < 3; distance++) {
            byte[] shifted = ("x".repeat(distance) + canary).getBytes(UTF_8);
            String base64 = Base64.getEncoder().withoutPadding().encodeToString(shifted);
            forms.add(base64.substring(distance == 0 ? 0 : distance + 1, shifted.length * 4 / 3));
        }
        return forms;
    }

    @Override
    public void flush() {}

    @Override
    public void close() {
        ROOT.removeHandler(this);
        for (int at = 0; at < LOUD.size(); at++) LOUD.get(at).setLevel(before.get(at));
        for (int at = 0; at < handlers.size(); at++) ROOT.getHandlers()[at].setLevel(handlers.get(at));
    }
}

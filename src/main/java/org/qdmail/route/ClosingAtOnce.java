package org.qdmail.route;

import java.util.List;

/**
 * Closes several that wait for their mails a while each: one behind the other they would take minutes, and the
 * last ones would go on to take what the first ones gave up.
 */
public final class ClosingAtOnce {
    private ClosingAtOnce() {}

    /** Returns when all are closed, or at once when interrupted: they go on by themselves, and are bounded. */
    public static void run(List<Runnable> all) {
        List<Thread> closing =
                all.stream().map(each -> new Thread(each, "qdmail-close")).toList();
        closing.forEach(Thread::start);
        boolean interrupted = false;
        for (Thread thread : closing) {
            try {
                thread.join();
            } catch (InterruptedException hurry) {
                interrupted = true;
            }
        }
        if (interrupted) Thread.currentThread().interrupt();
    }
}

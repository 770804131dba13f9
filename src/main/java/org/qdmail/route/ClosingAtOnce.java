package org.qdmail.route;

import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.ThreadFactory;

/**
 * Closes several that wait for their mails a while each: one behind the other they would take minutes, and the
 * last ones would go on to take what the first ones gave up.
 */
public final class ClosingAtOnce {
    private ClosingAtOnce() {}

    /** Returns when all are closed, or at once when interrupted: they go on by themselves, and are bounded. */
    public static void run(List<Runnable> all) {
        run(all, task -> new Thread(task, "qdmail-close"));
    }

    /** With threads of a test's making. */
    static void run(List<Runnable> all, ThreadFactory threads) {
        List<Thread> closing = new ArrayList<>();
        List<Runnable> left = new ArrayList<>();
        for (Runnable each : all) {
            try {
                Thread thread = threads.newThread(each);
                thread.start();
                closing.add(thread);
            } catch (OutOfMemoryError noThread) { // the machine has none left; ours does it when the others have begun
                left.add(each);
            }
        }
        try {
            runAll(left);
        } finally {
            join(closing);
        }
    }

    /** Each of them, also behind one that breaks. */
    private static void runAll(List<Runnable> all) {
        if (all.isEmpty()) return;
        try {
            all.get(0).run();
        } finally {
            runAll(all.subList(1, all.size()));
        }
    }

    private static void join(List<Thread> closing) {
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

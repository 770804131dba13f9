package org.qdmail.smtp;

import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import java.util.function.Supplier;

/** A thread that sends one mail, which may have to wait for others. */
public record Sender(Thread thread, CompletableFuture<SmtpReport> result) {
    private static final long PATIENCE_SECONDS = 20;

    /** Starts it, and returns when its mail waits for others or has ended. */
    public static Sender start(Supplier<SmtpReport> call) {
        CompletableFuture<SmtpReport> result = new CompletableFuture<>();
        Thread thread = new Thread(() -> Play.run(call, result), "sender");
        thread.setDaemon(true);
        thread.start();
        long end = System.nanoTime() + TimeUnit.SECONDS.toNanos(PATIENCE_SECONDS);
        while (!result.isDone() && thread.getState() != Thread.State.WAITING) {
            if (System.nanoTime() > end) throw new AssertionError("the sender neither waits nor ends");
            Thread.onSpinWait();
        }
        return new Sender(thread, result);
    }

    public SmtpReport report() throws Exception {
        return result.get(PATIENCE_SECONDS, TimeUnit.SECONDS);
    }
}

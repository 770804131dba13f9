package org.qdmail.route;

import java.io.IOException;
import java.io.OutputStream;
import java.time.Duration;
import java.util.Optional;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicReference;
import org.jspecify.annotations.Nullable;
import org.qdmail.octets.FrozenMail;

/**
 * Writes a mail to the standard input of a program, with LF line ends, then ends the input, which sends the mail. That is
 * done once at most, and never after {@link #abandon()}.
 */
final class SendmailInput implements Runnable {
    private enum State {
        WRITING,
        ENDED,
        ABANDONED
    }

    private final FrozenMail mail;
    private final OutputStream out;
    private final Runnable unreadable;
    private final byte[] lines = new byte[64 * 1024];
    private final AtomicReference<State> state = new AtomicReference<>(State.WRITING);
    private final AtomicReference<@Nullable Throwable> failure = new AtomicReference<>();
    private final CountDownLatch done = new CountDownLatch(1);

    /** @param unreadable called when the mail itself could not be read; it has to end the program */
    SendmailInput(FrozenMail mail, OutputStream out, Runnable unreadable) {
        this.mail = mail;
        this.out = out;
        this.unreadable = unreadable;
    }

    @Override
    public void run() {
        try {
            mail.forEachBlock(this::write);
            out.flush();
            if (state.compareAndSet(State.WRITING, State.ENDED)) out.close();
        } catch (IOException readsNoFurther) {
            return; // the program, or we, have ended it: what became of the mail is told by how it ended
        } catch (RuntimeException | Error broken) {
            failure.set(broken);
            unreadable.run();
        } finally {
            done.countDown();
        }
    }

    /** A frozen mail has no CR but in front of LF, so none is left. */
    private void write(byte[] block, int offset, int length) throws IOException {
        int filled = 0;
        for (int at = offset; at < offset + length; at++) {
            if (block[at] != '\r') lines[filled++] = block[at];
        }
        out.write(lines, 0, filled);
    }

    /** From now on the input does not end. False when it has ended, or may have, already. */
    boolean abandon() {
        return state.compareAndSet(State.WRITING, State.ABANDONED) || state.get() == State.ABANDONED;
    }

    /** Whether the program was given the whole mail, and told so. */
    boolean hasEnded() {
        return state.get() == State.ENDED;
    }

    /** Waits for the writing to end, with or without success; an interrupted thread does not wait. */
    void await(Duration longest) {
        try {
            boolean inTime = done.await(longest.toNanos(), TimeUnit.NANOSECONDS);
            if (!inTime) abandon();
        } catch (InterruptedException hurry) {
            Thread.currentThread().interrupt();
            abandon();
        }
    }

    /** Why the mail could not be read, if that happened. */
    Optional<Throwable> failure() {
        return Optional.ofNullable(failure.get());
    }
}

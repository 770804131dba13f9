package org.qdmail.wire;

import java.time.Duration;

/** The moment by which a whole delivery has to reach the content's end. */
public final class Deadline {
    private final WireTime time;
    private final long due;
    private final Duration length;

    private Deadline(WireTime time, Duration length) {
        this.time = time;
        this.length = length;
        this.due = time.nanoTime() + length.toNanos();
    }

    public static Deadline in(Duration length, WireTime time) {
        return new Deadline(time, length);
    }

    /** That by which half of what is left will be over. */
    public Deadline half() {
        return new Deadline(time, Duration.ofNanos(Math.max(0, capNanos(length)) / 2));
    }

    /** The one that is over last. */
    public Deadline later(Deadline other) {
        return other.due - due > 0 ? other : this;
    }

    public Duration length() {
        return length;
    }

    /** Whether nothing is left. */
    public boolean isOver() {
        return due - time.nanoTime() <= 0;
    }

    /** The shorter of a step's limit and what is left; zero or less when nothing is. */
    public long capNanos(Duration step) {
        return Math.min(step.toNanos(), due - time.nanoTime());
    }
}

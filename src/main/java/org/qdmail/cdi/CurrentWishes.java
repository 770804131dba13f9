package org.qdmail.cdi;

import org.jspecify.annotations.Nullable;
import org.qdmail.message.Wishes;

/** The wishes of the sending message methods that run on this thread, the inner ones first. */
final class CurrentWishes {
    private static final ThreadLocal<@Nullable Wishes> CURRENT = new ThreadLocal<>();

    private CurrentWishes() {}

    static Wishes get() {
        Wishes current = CURRENT.get();
        return current == null ? Wishes.NONE : current;
    }

    /** Begins a message method. What it sees is undone by {@link Scope#close()}, on the same thread. */
    static Scope enter(Wishes inner) {
        Wishes outer = CURRENT.get();
        CURRENT.set(outer == null ? inner : inner.orElse(outer));
        return new Scope(outer);
    }

    /** One running message method. */
    static final class Scope implements AutoCloseable {
        private final @Nullable Wishes outer;

        private Scope(@Nullable Wishes outer) {
            this.outer = outer;
        }

        @Override
        public void close() {
            // Removed, not set to NONE: a value of ours left on a pooled thread would keep the application's classes.
            if (outer == null) CURRENT.remove();
            else CURRENT.set(outer);
        }
    }
}

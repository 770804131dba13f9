package org.qdmail.message;

import java.util.Optional;

/**
 * A decision on the priority.
 *
 * @param level the level; empty for "none of the priority fields"
 */
public record PriorityWish(Optional<Level> level) {
    /** No priority field, whatever an annotation or a default says. */
    public static final PriorityWish NONE = new PriorityWish(Optional.empty());

    public static PriorityWish of(Level level) {
        return new PriorityWish(Optional.of(level));
    }
}

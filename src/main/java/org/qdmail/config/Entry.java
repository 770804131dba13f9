package org.qdmail.config;

import java.util.Optional;

/**
 * What was found for one key.
 *
 * @param name the whole name of the key that gave the value
 * @param place the name with its source, for faults
 * @param value the value, or the default; empty when there is neither, or the value is unfit
 * @param isGiven whether a source sets it, fit or unfit
 * @param isInherited whether it is the unnamed owner's
 */
record Entry<T>(String name, String place, Optional<T> value, boolean isGiven, boolean isInherited) {
    /** Set by the owner itself. */
    boolean isOwn() {
        return isGiven && !isInherited;
    }

    /** Set, but unfit: a fault is recorded already. */
    boolean isBroken() {
        return isGiven && value.isEmpty();
    }

    /** Neither set nor broken. */
    boolean isAbsent() {
        return !isGiven;
    }

    /** The value; the stand-in counts only where a fault is recorded, so that reading can go on. */
    T orStandIn(T standIn) {
        return value.orElse(standIn);
    }

    /** Never the value. */
    @Override
    public String toString() {
        return place;
    }
}

package org.qdmail.config;

import java.util.Optional;
import org.qdmail.failure.Fault;

/** A value does not have its key's type. It knows the finding, not yet the place; and never the value. */
final class UnfitValue extends Exception {
    private static final long serialVersionUID = 1L;

    private final transient Finding finding;

    UnfitValue(Finding finding) {
        super(null, null, false, false);
        this.finding = finding;
    }

    /**
     * The fault.
     *
     * @param preset the default that counts when the key is removed
     */
    Fault at(String place, Optional<String> preset) {
        return finding.at(place, preset);
    }

    /** Makes the fault when place and default are known. */
    @FunctionalInterface
    interface Finding {
        Fault at(String place, Optional<String> preset);
    }
}

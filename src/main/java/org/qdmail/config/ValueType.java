package org.qdmail.config;

import java.util.Optional;
import org.qdmail.failure.ConfigFaults;
import org.qdmail.failure.Fault;

/**
 * What the values of a key look like, and how they are read.
 *
 * @param title the type in the table of keys
 * @param isShown whether a fault may quote a value
 * @param form reads a value
 */
record ValueType<T>(String title, boolean isShown, Form<T> form) {
    /** Reads a text that is not empty. */
    @FunctionalInterface
    interface Form<T> {
        T read(String text) throws UnfitValue;
    }

    T read(String text) throws UnfitValue {
        return form.read(text);
    }

    /** The finding MAIL-1002. */
    static UnfitValue notOfItsType(String allowed) {
        return new UnfitValue((place, remedy) -> ConfigFaults.notOfItsType(place, allowed, remedy));
    }

    /** A value does not have its key's type. It knows the finding, not yet the place; and never the value. */
    static final class UnfitValue extends Exception {
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
}

package org.qdmail.config;

import org.qdmail.failure.ConfigFaults;

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
}

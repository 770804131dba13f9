package org.qdmail.config;

import java.util.Optional;
import java.util.Set;

/** Where values come from: MicroProfile Config, or a map. */
interface KeyValues {
    /** The value that counts for a key; empty when no source has the key. An empty text takes lower values back. */
    Optional<SourcedValue> find(String key) throws UnfitValue;

    /**
     * The names of all keys that may be ours, whatever their value: those that begin with {@code qdmail.} and, as the
     * environment writes them, with {@code QDMAIL_}. A name that a source guesses from its environment form is not
     * among them.
     */
    Set<String> names();
}

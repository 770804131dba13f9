package org.qdmail.reading;

/**
 * A header field of a received mail.
 *
 * @param name as written
 * @param raw its value on the wire, folds included, without the last line end
 * @param value unfolded, encoded words decoded, without CR, LF and NUL
 */
public record ReadField(String name, String raw, String value) {
    /** Whether it has this name; case does not matter. */
    public boolean is(String other) {
        return name.equalsIgnoreCase(other);
    }
}

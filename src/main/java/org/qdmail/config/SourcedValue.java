package org.qdmail.config;

/**
 * A value and where it stands.
 *
 * @param text the value as text; may be a secret
 * @param source name of the source, for people
 * @param ordinal rank of the source
 */
record SourcedValue(String text, String source, int ordinal) {
    /** Never the value. */
    @Override
    public String toString() {
        return source + ", " + ordinal;
    }
}

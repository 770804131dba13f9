package org.qdmail.address;

/**
 * What stands behind the @.
 *
 * @param shown for people
 * @param ascii for the wire and for comparison
 */
record Domain(String shown, String ascii) {
    static final Domain NONE = new Domain("", "");

    boolean mixesScripts() {
        return !shown.equalsIgnoreCase(ascii) && Scripts.mixedIn(shown);
    }
}

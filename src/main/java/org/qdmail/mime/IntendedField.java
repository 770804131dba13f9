package org.qdmail.mime;

/**
 * A field that the composer meant to write.
 *
 * @param name its name
 * @param utf8 whether an address in it needs raw UTF-8 (RFC 6532)
 */
record IntendedField(String name, boolean utf8) {}

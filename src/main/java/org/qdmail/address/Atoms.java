package org.qdmail.address;

/** The ASCII characters of an atom (RFC 5322 section 3.2.3). */
final class Atoms {
    private Atoms() {}

    static boolean isAtext(int character) {
        return character >= 'a' && character <= 'z'
                || character >= 'A' && character <= 'Z'
                || character >= '0' && character <= '9'
                || character < 0x80 && "!#$%&'*+-/=?^_`{|}~".indexOf(character) >= 0;
    }
}

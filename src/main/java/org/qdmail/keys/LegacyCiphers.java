package org.qdmail.keys;

/** Whether PKCS#12 files are read that were made by ciphers which anybody can break today. */
public enum LegacyCiphers {
    REFUSED,
    /** RC2 with 40 or 128 bits, as old exports have it; the file protects nothing by itself then. */
    READ
}

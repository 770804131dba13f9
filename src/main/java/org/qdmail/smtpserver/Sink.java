package org.qdmail.smtpserver;

/** Takes octets block by block. */
@FunctionalInterface
interface Sink {
    /** Takes {@code length} octets of {@code block} from {@code offset} on; does not keep the array. */
    void write(byte[] block, int offset, int length);
}

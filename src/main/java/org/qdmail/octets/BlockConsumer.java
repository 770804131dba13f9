package org.qdmail.octets;

/** Takes the octets of a frozen mail block by block, in order. */
@FunctionalInterface
public interface BlockConsumer<E extends Exception> {
    /** Takes {@code length} octets of {@code block} from {@code offset}; the array must be neither kept nor changed. */
    void accept(byte[] block, int offset, int length) throws E;
}

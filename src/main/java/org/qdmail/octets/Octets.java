package org.qdmail.octets;

/** The place where the octets of one frozen mail lie. */
sealed interface Octets extends AutoCloseable permits HeapOctets, SpoolFile, FrontedOctets {
    /** Copies up to {@code length} octets from {@code position} into the array; the count, or -1 behind the end. */
    int read(long position, byte[] into, int offset, int length);

    <E extends Exception> void forEachBlock(BlockConsumer<E> consumer) throws E;

    @Override
    void close();
}

package org.qdmail.octets;

/** Octets with some in front of them that were not known while these were written. */
final class FrontedOctets implements Octets {
    private final byte[] front;
    private final Octets rest;

    FrontedOctets(byte[] front, Octets rest) {
        this.front = front;
        this.rest = rest;
    }

    @Override
    public int read(long position, byte[] into, int offset, int length) {
        if (position >= front.length) return rest.read(position - front.length, into, offset, length);
        int count = (int) Math.min(length, front.length - position);
        System.arraycopy(front, (int) position, into, offset, count);
        return count;
    }

    @Override
    public <E extends Exception> void forEachBlock(BlockConsumer<E> consumer) throws E {
        consumer.accept(front, 0, front.length);
        rest.forEachBlock(consumer);
    }

    @Override
    public void close() {
        rest.close();
    }
}

package org.qdmail.bench;

/** Takes turns of sending. */
interface Turns extends AutoCloseable {
    /** Sends for about so long. */
    Sample take(long nanos) throws Exception;

    @Override
    void close() throws Exception;

    /** Begins for a trial. */
    @FunctionalInterface
    interface Maker {
        Turns begin(Trial trial) throws Exception;
    }
}

package org.qdmail.bench;

/** Takes turns of sending. */
interface Turns extends AutoCloseable {
    /** Sends for about so long. */
    Sample take(long nanos) throws Exception;

    /** How many times the usual limit the warm-up may take. */
    default int warmUps() {
        return 1;
    }

    @Override
    void close() throws Exception;

    /** Begins for a trial. */
    @FunctionalInterface
    interface Maker {
        Turns begin(Trial trial) throws Exception;
    }
}

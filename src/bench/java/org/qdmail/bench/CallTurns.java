package org.qdmail.bench;

/** The turns of a call in this process that reaches no server. */
final class CallTurns implements Turns {
    private final Load load;
    private final AutoCloseableCall call;

    /** What is called, and closed at the end. */
    interface AutoCloseableCall extends AutoCloseable {
        void run() throws Exception;

        @Override
        default void close() throws Exception {}
    }

    CallTurns(AutoCloseableCall call, int threads) {
        this.call = call;
        this.load = new Load(threads);
    }

    @Override
    public Sample take(long nanos) throws Exception {
        return load.run(thread -> call.run(), nanos);
    }

    /** The compiler counts calls: those that take a millisecond need long until it is done, and its work is counted. */
    @Override
    public int warmUps() {
        return 4;
    }

    @Override
    public void close() throws Exception {
        load.close();
        call.close();
    }
}

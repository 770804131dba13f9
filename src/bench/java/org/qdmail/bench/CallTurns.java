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

    @Override
    public void close() throws Exception {
        load.close();
        call.close();
    }
}

package org.qdmail.bench;

/** Something that sends the mail of a workload again and again, composed anew each time. */
interface Sender extends AutoCloseable {
    /** Sends one mail and waits until the server has answered. Called by several threads, each with a number of its own. */
    void send(int thread) throws Exception;

    @Override
    void close() throws Exception;
}

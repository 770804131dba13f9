package org.qdmail.bench;

/** The turns of a sender in this process. It stays open between them, with its connections. */
final class SenderTurns implements Turns {
    private final Sender sender;
    private final Load load;

    SenderTurns(Contender.Opener opener, Trial trial) throws Exception {
        this(opener, trial, 1);
    }

    /** @param callers threads for each connection */
    SenderTurns(Contender.Opener opener, Trial trial, int callers) throws Exception {
        this.sender = opener.open(trial.workload(), trial.port(), trial.connections());
        this.load = new Load(callers * trial.connections());
    }

    @Override
    public Sample take(long nanos) throws Exception {
        return load.run(sender::send, nanos);
    }

    @Override
    public void close() throws Exception {
        load.close();
        sender.close();
    }
}

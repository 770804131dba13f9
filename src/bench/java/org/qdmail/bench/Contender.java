package org.qdmail.bench;

/**
 * A kind of sender with its name in the table.
 *
 * @param name as in the table
 * @param isOurs whether it is this component
 * @param turns makes what takes the turns
 */
record Contender(String name, boolean isOurs, Turns.Maker turns) {
    /** A sender that lives in this process. */
    static Contender inProcess(String name, Opener opener) {
        return new Contender(name, name.startsWith("qdmail"), trial -> new SenderTurns(opener, trial));
    }

    /** Makes a sender for a workload, towards a server on loopback. */
    @FunctionalInterface
    interface Opener {
        Sender open(Workload workload, int port, int connections) throws Exception;
    }
}

package org.qdmail.route;

import java.util.Optional;
import org.qdmail.smtp.peer.ScriptedPeer;

/**
 * A route and the servers that it leads to.
 *
 * @param first the one with the fault
 * @param second a good one, for whom the first one leaves, where the route has one
 * @param beside what else has to be closed
 */
record FaultStage(Route route, ScriptedPeer first, Optional<ScriptedPeer> second, AutoCloseable beside)
        implements AutoCloseable {

    boolean isAtTheSecond() {
        return second.filter(server -> server.connections() > 0).isPresent();
    }

    @Override
    public void close() throws Exception {
        try (beside;
                route) {
            first.close();
            second.ifPresent(ScriptedPeer::close);
        }
    }
}

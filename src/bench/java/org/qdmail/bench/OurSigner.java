package org.qdmail.bench;

import java.util.HashMap;
import java.util.Map;

/** This component: composes a message, signs it and freezes its octets. */
final class OurSigner implements CallTurns.AutoCloseableCall {
    private final OurSender sender;

    private OurSigner(OurSender sender) {
        this.sender = sender;
    }

    static Contender contender(SigningFiles files) {
        return new Contender(
                "qdmail render", true, trial -> new CallTurns(new OurSigner(open(trial, files)), trial.connections()));
    }

    static OurSender open(Trial trial, SigningFiles files) {
        Map<String, String> keys = new HashMap<>(files.keys());
        return OurSender.open(trial.workload(), trial.sink().port(), trial.connections(), "envelope", keys);
    }

    @Override
    public void run() {
        sender.render().close();
    }

    @Override
    public void close() {
        sender.close();
    }
}

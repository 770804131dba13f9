package org.qdmail.bench;

import java.io.IOException;

/** Compares, before anything is measured, what arrives with what {@code render} gives. */
@FunctionalInterface
interface Check {
    /**
     * Sends some mails in every way of the trial.
     *
     * @return one mail as it arrives when it is digested with a mask
     * @throws WrongOctets when something else arrives than was rendered
     */
    Tally run(Trial trial) throws IOException;
}

package org.qdmail.wire;

import org.qdmail.failure.Fault;

/** A proxy did not lead to the relay. */
public final class ProxyRefused extends Exception {
    private static final long serialVersionUID = 1L;

    private final transient Fault fault;

    ProxyRefused(Fault fault) {
        super(fault.toString());
        this.fault = fault;
    }

    public Fault fault() {
        return fault;
    }
}

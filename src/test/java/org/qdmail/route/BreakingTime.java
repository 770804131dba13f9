package org.qdmail.route;

import java.util.concurrent.atomic.AtomicReference;
import java.util.function.LongSupplier;
import org.qdmail.wire.WireTime;

/** A time that throws while a test says so, as something that is wrong with us. */
final class BreakingTime implements WireTime {
    private final WireTime time = WireTime.ofSystem();
    private final AtomicReference<Error> broken = new AtomicReference<>();

    void breakBy(Error error) {
        broken.set(error);
    }

    void mend() {
        broken.set(null);
    }

    @Override
    public long nanoTime() {
        Error now = broken.get();
        if (now != null) throw now;
        return time.nanoTime();
    }

    @Override
    public Beat start(String name, LongSupplier look) {
        return time.start(name, look);
    }
}

package org.qdmail.route;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ThreadFactory;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import org.assertj.core.api.Assertions;
import org.junit.jupiter.api.Test;

class ClosingAtOnceTest {
    private final Set<String> closed = ConcurrentHashMap.newKeySet();

    /** From the start of the thread with this number on the machine has none left. */
    private static ThreadFactory threadsBefore(int first) {
        AtomicInteger made = new AtomicInteger();
        return task -> new Thread(task) {
            private final int number = made.incrementAndGet();

            @Override
            public void start() {
                if (number >= first) throw new OutOfMemoryError("unable to create native thread");
                super.start();
            }
        };
    }

    private static Throwable failureOf(List<Runnable> all, ThreadFactory threads) {
        return Assertions.catchThrowable(() -> ClosingAtOnce.run(all, threads));
    }

    @Test
    void everythingIsClosedAtOnce() {
        CountDownLatch both = new CountDownLatch(2);
        Runnable one = () -> meet(both, "one");

        assertThat(failureOf(List.of(one, () -> meet(both, "other")), Thread::new))
                .isNull();
        assertThat(closed).containsExactlyInAnyOrder("one", "other");
    }

    private void meet(CountDownLatch all, String name) {
        all.countDown();
        try {
            if (all.await(10, TimeUnit.SECONDS)) closed.add(name);
        } catch (InterruptedException hurry) {
            throw new AssertionError(hurry);
        }
    }

    @Test
    void everythingIsClosedWithoutAnyThread() {
        List<Runnable> all = List.of(() -> closed.add("one"), () -> closed.add("other"));

        assertThat(failureOf(all, threadsBefore(1))).isNull();
        assertThat(closed).containsExactlyInAnyOrder("one", "other");
    }

    @Test
    void whatHasNoThreadWaitsForNoneThatHasOne() {
        CountDownLatch all = new CountDownLatch(2);
        List<Runnable> two = List.of(() -> meet(all, "one"), () -> meet(all, "other"));

        assertThat(failureOf(two, threadsBefore(2))).isNull();
        assertThat(closed).containsExactlyInAnyOrder("one", "other");
    }

    @Test
    void whatBreaksWithoutAThreadKeepsNothingElseOpen() {
        Runnable broken = () -> {
            throw new IllegalStateException("broken");
        };

        assertThat(failureOf(List.of(broken, () -> closed.add("other")), threadsBefore(1)))
                .hasMessage("broken");
        assertThat(closed).containsExactly("other");
    }
}

package org.qdmail.wire;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.time.Duration;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.RejectedExecutionException;
import java.util.concurrent.atomic.AtomicReference;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.qdmail.smtp.peer.ManualTime;

class SharedLookupTest {
    private static final Duration LONG = Duration.ofSeconds(30);

    private final ManualTime time = new ManualTime();
    private final Watchdog watchdog = new Watchdog(time, "test");
    private final AtomicReference<Throwable> refusal = new AtomicReference<>();
    private final SharedLookup<String> lookup = new SharedLookup<>(() -> "answer", this::run, watchdog);

    private void run(Runnable task) {
        if (refusal.get() instanceof Error none) throw none;
        if (refusal.get() instanceof RuntimeException closed) throw closed;
        task.run();
    }

    private String await() throws Exception {
        return lookup.await(LONG, Deadline.in(LONG, time));
    }

    @Test
    void tellsWhatTheLookUpFound() throws Exception {
        assertThat(await()).isEqualTo("answer");
    }

    /** The time stands still, so whoever waited for a look-up that never began would wait for good. */
    @ParameterizedTest
    @ValueSource(classes = {OutOfMemoryError.class, RejectedExecutionException.class, IllegalStateException.class})
    void withoutAThreadItFailsAndTheNextOneLooksUpAgain(Class<? extends Throwable> kind) throws Exception {
        refusal.set(kind.getConstructor(String.class).newInstance("no thread"));
        for (int caller = 0; caller < 3; caller++) {
            assertThatThrownBy(this::await)
                    .isInstanceOf(ExecutionException.class)
                    .hasCause(refusal.get());
        }
        refusal.set(null);

        assertThat(await()).isEqualTo("answer");
    }
}

package org.qdmail.smtp.peer;

import static org.assertj.core.api.Assertions.assertThat;

import com.sun.management.UnixOperatingSystemMXBean;
import java.lang.management.ManagementFactory;
import java.util.List;

/** Threads and descriptors that tests may not leave behind. */
public final class Leftovers {
    private static final int SLACK = 10;
    private static final long PATIENCE_MILLIS = 5000;

    private long before;

    /** What is open now may stay open. */
    public void count() {
        before = descriptors();
    }

    /** Waits for our threads to end, then fails if one is left, or more than a few descriptors. */
    public void requireNone() throws InterruptedException {
        for (Thread thread : ownThreads()) thread.join(PATIENCE_MILLIS);
        assertThat(ownThreads()).isEmpty();
        assertThat(descriptors()).as("descriptors").isLessThan(before + SLACK);
    }

    private static List<Thread> ownThreads() {
        return Thread.getAllStackTraces().keySet().stream()
                .filter(thread -> thread.getName().startsWith("qdmail-"))
                .toList();
    }

    private static long descriptors() {
        return ((UnixOperatingSystemMXBean) ManagementFactory.getOperatingSystemMXBean()).getOpenFileDescriptorCount();
    }
}

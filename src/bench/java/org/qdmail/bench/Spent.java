package org.qdmail.bench;

import com.sun.management.OperatingSystemMXBean;
import com.sun.management.ThreadMXBean;
import java.lang.management.ManagementFactory;

/**
 * What this process has spent so far.
 *
 * @param cpuNanos of all threads, those of the JVM included
 * @param octets allocated by the threads that live
 */
record Spent(long cpuNanos, long octets) {
    static Spent now() {
        OperatingSystemMXBean system = (OperatingSystemMXBean) ManagementFactory.getOperatingSystemMXBean();
        ThreadMXBean threads = (ThreadMXBean) ManagementFactory.getThreadMXBean();
        long octets = 0;
        for (long allocated : threads.getThreadAllocatedBytes(threads.getAllThreadIds())) {
            if (allocated > 0) octets += allocated;
        }
        return new Spent(system.getProcessCpuTime(), octets);
    }

    Spent since(Spent before) {
        return new Spent(cpuNanos - before.cpuNanos, octets - before.octets);
    }
}

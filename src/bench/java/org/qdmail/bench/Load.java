package org.qdmail.bench;

import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;

/** Runs a call again and again on a number of threads, and measures what the process spends on it. */
final class Load implements AutoCloseable {
    private final int threads;
    private final ExecutorService workers;

    /** What is repeated; gets the number of its thread. */
    @FunctionalInterface
    interface Call {
        void run(int thread) throws Exception;
    }

    Load(int threads) {
        this.threads = threads;
        this.workers = Executors.newFixedThreadPool(threads);
    }

    Sample run(Call call, long nanos) throws Exception {
        return run(call, nanos, Long.MAX_VALUE);
    }

    /** Runs for so long or so often, whatever comes first. */
    Sample run(Call call, long nanos, long most) throws Exception {
        Spent before = Spent.now();
        long start = System.nanoTime();
        List<Future<Long>> running = new ArrayList<>();
        for (int thread = 0; thread < threads; thread++) {
            int number = thread;
            running.add(workers.submit(() -> repeat(call, number, start + nanos, most / threads)));
        }
        long mails = 0;
        for (Future<Long> one : running) mails += one.get();
        long took = System.nanoTime() - start;
        Spent spent = Spent.now().since(before);
        return new Sample(mails, took, spent.cpuNanos(), spent.octets(), -1);
    }

    private static long repeat(Call call, int number, long end, long most) throws Exception {
        long count = 0;
        do {
            call.run(number);
            count++;
        } while (count < most && System.nanoTime() - end < 0);
        return count;
    }

    @Override
    public void close() {
        workers.shutdownNow();
    }
}

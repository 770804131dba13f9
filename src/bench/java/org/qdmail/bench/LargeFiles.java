package org.qdmail.bench;

import java.io.IOException;

/**
 * What is attached.
 *
 * @param small for the warm-up
 * @param large for the measurement
 */
record LargeFiles(LargeFile small, LargeFile large) {
    private static final int LARGEST_WARM_UP = 20;

    static LargeFiles of(int megabytes) throws IOException {
        return new LargeFiles(LargeFile.of(Math.min(LARGEST_WARM_UP, megabytes)), LargeFile.of(megabytes));
    }
}

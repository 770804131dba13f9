package org.qdmail.bench;

import java.io.IOException;
import java.io.OutputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Random;

/**
 * A file of noise to attach.
 *
 * @param path where it is
 * @param octets its size
 */
record LargeFile(Path path, long octets) {
    private static final int BLOCK = 1_000_000;

    static LargeFile of(int megabytes) throws IOException {
        Path path = Files.createTempFile("bench-large", ".bin");
        path.toFile().deleteOnExit();
        byte[] noise = new byte[BLOCK];
        new Random(megabytes).nextBytes(noise);
        try (OutputStream out = Files.newOutputStream(path)) {
            for (int block = 0; block < megabytes; block++) out.write(noise);
        }
        return new LargeFile(path, (long) megabytes * BLOCK);
    }
}

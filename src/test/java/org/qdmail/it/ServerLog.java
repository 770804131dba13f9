package org.qdmail.it;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;

/** What the test server wrote into its log since a moment. */
final class ServerLog {
    private static final Path FILE = Path.of(System.getProperty("it.log"));

    private final long from;

    private ServerLog(long from) {
        this.from = from;
    }

    static ServerLog fromNow() {
        return new ServerLog(octets().length);
    }

    String text() {
        byte[] all = octets();
        return new String(all, (int) from, (int) (all.length - from), StandardCharsets.UTF_8);
    }

    private static byte[] octets() {
        try {
            return Files.exists(FILE) ? Files.readAllBytes(FILE) : new byte[0];
        } catch (IOException failure) {
            throw new UncheckedIOException(failure);
        }
    }
}

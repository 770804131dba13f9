package org.qdmail.mime;

import static java.nio.charset.StandardCharsets.ISO_8859_1;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;

/** Compares octets with a mail kept beside the tests; a missing one is written to {@code target/golden}. */
final class GoldenMail {
    private GoldenMail() {}

    static byte[] octets(String name) {
        try (InputStream kept = GoldenMail.class.getResourceAsStream(name + ".eml")) {
            if (kept == null) throw new AssertionError("no golden mail " + name + ".eml");
            return kept.readAllBytes();
        } catch (IOException failure) {
            throw new UncheckedIOException(failure);
        }
    }

    static void assertSame(byte[] octets, String name) {
        if (GoldenMail.class.getResource(name + ".eml") == null) throw new AssertionError(write(octets, name));
        byte[] golden = octets(name);
        int at = Arrays.mismatch(octets, golden);
        if (at >= 0) throw new AssertionError(difference(octets, golden, at) + '\n' + write(octets, name));
    }

    private static String write(byte[] octets, String name) {
        try {
            Path directory = Files.createDirectories(Path.of("target", "golden"));
            return "read it before you keep it: "
                    + Files.write(directory.resolve(name + ".eml"), octets).toAbsolutePath();
        } catch (IOException failure) {
            throw new UncheckedIOException(failure);
        }
    }

    private static String difference(byte[] octets, byte[] golden, int at) {
        return "differs at offset " + at + "\n golden: " + shown(golden, at) + "\n is:     " + shown(octets, at);
    }

    private static String shown(byte[] octets, int at) {
        int from = Math.min(octets.length, Math.max(0, at - 40));
        int to = Math.min(octets.length, at + 40);
        return new String(octets, from, to - from, ISO_8859_1)
                .replace("\r", "[CR]")
                .replace("\n", "[LF]");
    }
}

package org.qdmail.octets;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;

/** Freezes many mails at once in a small heap, each far below the threshold, and prints how many went to files. */
final class HeapShareProgram {
    private static final int MAILS = 64;
    private static final byte[] MEBIBYTE =
            ("x".repeat(62) + "\r\n").repeat(16 * 1024).getBytes(StandardCharsets.US_ASCII);

    private HeapShareProgram() {}

    public static void main(String[] arguments) throws IOException {
        Path directory = Path.of(arguments[0]);
        List<FrozenMail> mails = new ArrayList<>();
        for (int count = 0; count < MAILS; count++) mails.add(frozen(directory));
        System.out.println("together=" + files(directory));
        mails.forEach(FrozenMail::close);
        System.out.println("closed=" + files(directory));
        try (FrozenMail alone = frozen(directory)) {
            System.out.println("alone=" + files(directory) + " of " + alone.sizeOctets());
        }
    }

    private static FrozenMail frozen(Path directory) {
        try (FrozenMailWriter writer =
                FrozenMailWriter.create(new SpoolSettings(directory, 32L * MEBIBYTE.length, 64L * MEBIBYTE.length))) {
            writer.write(MEBIBYTE, 0, MEBIBYTE.length);
            return writer.freeze();
        }
    }

    private static long files(Path directory) throws IOException {
        try (Stream<Path> files = Files.list(directory)) {
            return files.count();
        }
    }
}

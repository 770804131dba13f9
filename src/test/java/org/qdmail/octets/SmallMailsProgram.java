package org.qdmail.octets;

import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;

/** Holds more small mails than the share of the heap can take, each of them far below the threshold. */
final class SmallMailsProgram {
    private static final int MAILS = 2400;
    private static final byte[] LINES = ("x".repeat(62) + "\r\n").repeat(64).getBytes(StandardCharsets.US_ASCII);

    private SmallMailsProgram() {}

    public static void main(String[] arguments) {
        Path directory = Path.of(arguments[0]);
        List<FrozenMail> mails = new ArrayList<>(MAILS);
        try {
            while (mails.size() < MAILS) mails.add(frozen(directory, 1 << 20));
            System.out.println("frozen=" + mails.size());
        } finally {
            mails.forEach(FrozenMail::close);
        }
    }

    /** A mail of 4 KiB. */
    static FrozenMail frozen(Path directory, long threshold) {
        try (FrozenMailWriter writer = FrozenMailWriter.create(new SpoolSettings(directory, threshold, 1 << 24))) {
            writer.write(LINES, 0, LINES.length);
            return writer.freeze();
        }
    }
}

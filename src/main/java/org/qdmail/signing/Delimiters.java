package org.qdmail.signing;

import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** The delimiters of the multiparts around the place that is being read, the outermost first (RFC 2046 section 5.1.1). */
final class Delimiters {
    private static final int MAX_BOUNDARY = 200;

    private final List<byte[]> delimiters = new ArrayList<>();

    /**
     * A delimiter that was met.
     *
     * @param level that of its multipart, 0 for the outermost
     * @param isClosing whether it ends its multipart
     */
    record Delimiter(int level, boolean isClosing) {
        boolean opensPartOf(int multipart) {
            return level == multipart && !isClosing;
        }
    }

    static boolean isUsable(String boundary) {
        return !boundary.isBlank() && boundary.length() <= MAX_BOUNDARY;
    }

    /** Enters a multipart and gives its level. */
    int enter(String boundary) {
        delimiters.add(("--" + boundary).getBytes(StandardCharsets.UTF_8));
        return delimiters.size() - 1;
    }

    /** Leaves a multipart with all that lie in it. */
    void leave(int level) {
        delimiters.subList(level, delimiters.size()).clear();
    }

    /** The delimiter that the line is, if it is one. */
    @Nullable
    Delimiter in(LineReading line) {
        byte[] buffer = line.buffer();
        int from = line.offset();
        if (!line.beginsLine() || line.textLength() < 3 || buffer[from] != '-' || buffer[from + 1] != '-') return null;
        int to = from + line.textLength();
        while (to > from && (buffer[to - 1] == ' ' || buffer[to - 1] == '\t')) to--;
        for (int level = delimiters.size() - 1; level >= 0; level--) {
            byte[] delimiter = delimiters.get(level);
            int end = from + delimiter.length;
            if (end > to || !Arrays.equals(buffer, from, end, delimiter, 0, delimiter.length)) continue;
            if (end == to) return new Delimiter(level, false);
            if (end + 2 == to && buffer[end] == '-' && buffer[end + 1] == '-') return new Delimiter(level, true);
        }
        return null;
    }
}

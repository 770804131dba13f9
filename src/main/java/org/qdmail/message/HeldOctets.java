package org.qdmail.message;

import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.InputStream;
import org.qdmail.failure.ContentUnreadable;
import org.qdmail.failure.MessageFaults;

/**
 * The octets of a stream, read to its end: in heap while they are few, else in a file.
 *
 * @param size their number
 * @param source opens them again and again
 */
record HeldOctets(long size, Content.Source source) {
    private static final int THRESHOLD = 1024 * 1024;

    static HeldOctets of(InputStream stream) {
        try (stream) {
            byte[] first = stream.readNBytes(THRESHOLD + 1);
            if (first.length <= THRESHOLD) return new HeldOctets(first.length, () -> new ByteArrayInputStream(first));
            HeldFile file = HeldFile.of(first, stream);
            return new HeldOctets(file.size(), file::open);
        } catch (IOException | RuntimeException failure) {
            String reason = "the stream failed with " + failure.getClass().getName();
            throw new ContentUnreadable(MessageFaults.contentUnreadable("", reason), failure);
        }
    }
}

package org.qdmail.mime;

import java.io.IOException;
import java.io.InputStream;
import org.qdmail.failure.ContentUnreadable;
import org.qdmail.failure.MailException;
import org.qdmail.failure.MessageFaults;
import org.qdmail.message.Content;

/** The octets of a content, opened once; whatever its source throws becomes ContentUnreadable with the place. */
final class ContentStream extends InputStream {
    private final InputStream source;
    private final String place;

    private ContentStream(InputStream source, String place) {
        this.source = source;
        this.place = place;
    }

    static ContentStream open(Content content, String place) {
        try {
            return new ContentStream(content.open(), place);
        } catch (IOException | RuntimeException failure) {
            throw unreadable(failure, place);
        }
    }

    @Override
    public int read() {
        byte[] single = new byte[1];
        return read(single, 0, 1) < 0 ? -1 : single[0] & 0xff;
    }

    @Override
    public int read(byte[] block, int offset, int length) {
        try {
            return source.read(block, offset, length);
        } catch (IOException | RuntimeException failure) {
            throw unreadable(failure, place);
        }
    }

    @Override
    public void close() {
        try {
            source.close();
        } catch (IOException | RuntimeException failure) {
            throw unreadable(failure, place);
        }
    }

    private static MailException unreadable(Exception failure, String place) {
        if (failure instanceof MailException known) return known;
        String reason = failure.getClass().getSimpleName() + " while it was read";
        return new ContentUnreadable(MessageFaults.contentUnreadable(place, reason), failure);
    }
}

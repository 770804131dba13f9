package org.qdmail.mime;

import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import org.qdmail.message.Content;

/** A part whose octets come from a content and stay exactly as they are: base64, streamed. */
final class ContentEntity implements MimeEntity {
    private final byte[] header;
    private final Content content;
    private final Contents contents;
    private final String place;
    private final Base64Lines base64;

    ContentEntity(PartHeader header, Content content, Contents contents, String place, Base64Lines base64) {
        this.header = header.toOctets("base64");
        this.content = content;
        this.contents = contents;
        this.place = place;
        this.base64 = base64;
    }

    @Override
    public void writeTo(OutputStream out) throws IOException {
        try (InputStream source = contents.open(content, place)) {
            out.write(header);
            out.write('\r');
            out.write('\n');
            base64.encode(source, out);
        }
    }
}

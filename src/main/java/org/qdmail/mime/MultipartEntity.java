package org.qdmail.mime;

import java.io.IOException;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import java.util.List;

/** A multipart (RFC 2046 section 5.1) with empty preamble and epilogue. */
final class MultipartEntity implements MimeEntity {
    private final byte[] header;
    private final byte[] delimiter;
    private final List<MimeEntity> parts;

    /**
     * A multipart of the given subtype.
     *
     * @param parameters what stands in front of the boundary
     */
    MultipartEntity(String subtype, Parameters parameters, String boundary, List<MimeEntity> parts) {
        this.header = new HeaderBlock()
                .parameters("Content-Type", "multipart/" + subtype, parameters.add("boundary", boundary))
                .toOctets();
        this.delimiter = ("\r\n--" + boundary).getBytes(StandardCharsets.US_ASCII);
        this.parts = List.copyOf(parts);
    }

    @Override
    public void writeTo(OutputStream out) throws IOException {
        out.write(header);
        for (MimeEntity part : parts) {
            out.write(delimiter);
            out.write('\r');
            out.write('\n');
            part.writeTo(out);
        }
        out.write(delimiter);
        out.write('-');
        out.write('-');
        out.write('\r');
        out.write('\n');
    }
}

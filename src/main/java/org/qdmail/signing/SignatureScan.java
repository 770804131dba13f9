package org.qdmail.signing;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.util.Base64;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.qdmail.failure.Texts;
import org.qdmail.reading.MailReading;
import org.qdmail.reading.ReadPart;
import org.qdmail.signing.Delimiters.Delimiter;

/**
 * Looks for the outermost signature of a mail while it goes by. Memory is bounded whatever the mail is: headers and
 * signature are cut, parts below a depth are not entered.
 */
final class SignatureScan {
    private static final int MAX_HEADER_OCTETS = 256 * 1024;
    private static final int MAX_SIGNATURE_OCTETS = 1024 * 1024;
    private static final int MAX_DEPTH = 32;
    private static final String DEFAULT_BOUNDARY = "";

    private final LineReading lines;
    private final Delimiters delimiters = new Delimiters();
    private @Nullable Delimiter headerEnd;
    private @Nullable SignedPart found;

    private SignatureScan(InputStream mail) {
        this.lines = new LineReading(mail);
    }

    /**
     * What was found.
     *
     * @param mail the header of the mail
     * @param signed the outermost signature
     */
    record Result(ReadPart mail, Optional<SignedPart> signed) {}

    static Result of(InputStream mail) throws IOException {
        SignatureScan scan = new SignatureScan(mail);
        ReadPart header = scan.header();
        scan.body(header, 0);
        return new Result(header, Optional.ofNullable(scan.found));
    }

    /** Reads up to the empty line, or to a delimiter that comes before it. */
    private ReadPart header() throws IOException {
        ByteArrayOutputStream octets = new ByteArrayOutputStream();
        headerEnd = null;
        while (lines.next() && !lines.isEmptyLine()) {
            headerEnd = delimiters.in(lines);
            if (headerEnd != null) break;
            if (octets.size() + lines.length() <= MAX_HEADER_OCTETS) {
                octets.write(lines.buffer(), lines.offset(), lines.length());
            }
        }
        return MailReading.of(octets.toByteArray()).parts().get(0);
    }

    /** Reads a body and gives the outer delimiter that ended it; null at the end of the mail. */
    private @Nullable Delimiter body(ReadPart part, int depth) throws IOException {
        if (headerEnd != null) return headerEnd;
        String boundary = part.typeParameter("boundary").orElse(DEFAULT_BOUNDARY);
        if (found == null && part.mediaType().equals("multipart/signed")) {
            if (Delimiters.isUsable(boundary)) return signed(part, boundary, depth);
            found = SignedPart.unread(depth == 0, "the signed parts have no boundary");
        }
        if (found == null && isOpaque(part)) return opaque(part, depth);
        if (!part.isMultipart() || !Delimiters.isUsable(boundary)) return skipped();
        if (depth < MAX_DEPTH) return children(boundary, depth);
        if (found == null) found = SignedPart.unread(false, "the parts lie deeper than " + MAX_DEPTH + " levels");
        return skipped();
    }

    private @Nullable Delimiter opaque(ReadPart part, int depth) throws IOException {
        if (!part.encoding().equals("base64")) {
            found = SignedPart.unread(depth == 0, "a signature that is not base64 is not read");
            return skipped();
        }
        BodyInput body = new BodyInput();
        found = SignedPart.opaque(depth == 0, OpaqueReading.of(body));
        return body.end();
    }

    /** The lines of a body up to the delimiter that ends it. */
    private final class BodyInput extends InputStream {
        private @Nullable Delimiter delimiter;
        private boolean isOver;
        private int at;
        private int to;

        @Override
        public int read() throws IOException {
            return fill() ? lines.buffer()[at++] & 0xff : -1;
        }

        @Override
        public int read(byte[] octets, int offset, int length) throws IOException {
            if (length == 0) return 0;
            if (!fill()) return -1;
            int count = Math.min(length, to - at);
            System.arraycopy(lines.buffer(), at, octets, offset, count);
            at += count;
            return count;
        }

        private boolean fill() throws IOException {
            if (at < to) return true;
            if (isOver) return false;
            isOver = !lines.next();
            if (!isOver) delimiter = delimiters.in(lines);
            isOver |= delimiter != null;
            if (isOver) return false;
            at = lines.offset();
            to = at + lines.length();
            return true;
        }

        /** The delimiter behind the body; null at the end of the mail. */
        @Nullable
        Delimiter end() throws IOException {
            return isOver ? delimiter : skipped();
        }
    }

    private static boolean isOpaque(ReadPart part) {
        String type = part.mediaType();
        if (!type.equals("application/pkcs7-mime") && !type.equals("application/x-pkcs7-mime")) return false;
        return part.typeParameter("smime-type")
                .filter("signed-data"::equalsIgnoreCase)
                .isPresent();
    }

    private @Nullable Delimiter skipped() throws IOException {
        while (lines.next()) {
            Delimiter delimiter = delimiters.in(lines);
            if (delimiter != null) return delimiter;
        }
        return null;
    }

    private @Nullable Delimiter children(String boundary, int depth) throws IOException {
        int level = delimiters.enter(boundary);
        Delimiter end = skipped();
        while (end != null && end.opensPartOf(level)) {
            ReadPart child = header();
            end = body(child, depth + 1);
        }
        return left(level, end);
    }

    /** Leaves a multipart: behind its closing delimiter the epilogue is skipped. */
    private @Nullable Delimiter left(int level, @Nullable Delimiter end) throws IOException {
        delimiters.leave(level);
        return end != null && end.level() == level ? skipped() : end;
    }

    private @Nullable Delimiter signed(ReadPart part, String boundary, int depth) throws IOException {
        boolean isWhole = depth == 0;
        int level = delimiters.enter(boundary);
        Delimiter end = skipped();
        ContentDigests digests = new ContentDigests(part.typeParameter("micalg").orElse(""));
        ByteArrayOutputStream content = new ByteArrayOutputStream();
        if (end != null && end.opensPartOf(level)) end = digested(digests, content);
        if (end == null || !end.opensPartOf(level)) {
            found = SignedPart.damaged(isWhole, "there is no signature behind the content");
            return left(level, end);
        }
        ReadPart signature = header();
        ByteArrayOutputStream encoded = new ByteArrayOutputStream();
        end = headerEnd != null ? headerEnd : collected(encoded);
        boolean isMore = end != null && end.opensPartOf(level);
        while (end != null && end.opensPartOf(level)) end = skipped();
        found = signedPart(isWhole, digests, content.toByteArray(), signature, encoded.toByteArray(), isMore);
        return left(level, end);
    }

    /** Hashes the content, and keeps its header. */
    private @Nullable Delimiter digested(ContentDigests digests, ByteArrayOutputStream header) throws IOException {
        boolean isHeader = true;
        while (lines.next()) {
            Delimiter delimiter = delimiters.in(lines);
            if (delimiter != null) return delimiter;
            isHeader &= !lines.isEmptyLine() && header.size() + lines.length() <= MAX_HEADER_OCTETS;
            if (isHeader) header.write(lines.buffer(), lines.offset(), lines.length());
            digests.add(lines);
        }
        return null;
    }

    private @Nullable Delimiter collected(ByteArrayOutputStream octets) throws IOException {
        while (lines.next()) {
            Delimiter delimiter = delimiters.in(lines);
            if (delimiter != null) return delimiter;
            int room = MAX_SIGNATURE_OCTETS + 1 - octets.size();
            octets.write(lines.buffer(), lines.offset(), Math.min(room, lines.length()));
        }
        return null;
    }

    private static SignedPart signedPart(
            boolean isWhole, ContentDigests digests, byte[] header, ReadPart part, byte[] encoded, boolean isMore) {
        String type = part.mediaType();
        if (!type.equals("application/pkcs7-signature") && !type.equals("application/x-pkcs7-signature")) {
            return SignedPart.unread(isWhole, "a signature of type " + Texts.shown(type, 100) + " is not read");
        }
        if (encoded.length > MAX_SIGNATURE_OCTETS) return SignedPart.unread(isWhole, "the signature is too large");
        String flaw = isMore ? "a third part lies beside content and signature" : "";
        try {
            boolean isBase64 = part.encoding().equals("base64");
            byte[] signature = isBase64 ? Base64.getMimeDecoder().decode(encoded) : encoded;
            return SignedPart.detached(isWhole, digests.values(), header, signature, flaw);
        } catch (IllegalArgumentException damaged) {
            return SignedPart.damaged(isWhole, "the base64 of the signature is damaged");
        }
    }
}

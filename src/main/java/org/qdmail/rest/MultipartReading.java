package org.qdmail.rest;

import java.io.FilterInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.security.DigestInputStream;
import java.security.DigestOutputStream;
import java.security.MessageDigest;
import java.util.Locale;
import java.util.Optional;
import org.apache.james.mime4j.MimeException;
import org.apache.james.mime4j.codec.DecodeMonitor;
import org.apache.james.mime4j.stream.EntityState;
import org.apache.james.mime4j.stream.MimeConfig;
import org.apache.james.mime4j.stream.MimeTokenStream;
import org.apache.james.mime4j.stream.RecursionMode;
import org.jspecify.annotations.Nullable;
import org.qdmail.failure.RestFaults;
import org.qdmail.message.Attachment;
import org.qdmail.message.Content;
import org.qdmail.message.ContentWriter;
import org.qdmail.message.InlinePart;

/**
 * Reads {@code multipart/form-data}: the part {@code message} first, as JSON, then files named {@code attachment} or
 * {@code inline}. Files go to where contents are held while they are read.
 */
final class MultipartReading {
    private static final int MAX_PARTS = 100;
    private static final int MAX_HEADER = 8 * 1024;
    private static final MimeConfig LIMITS = MimeConfig.custom()
            .setMaxHeaderLen(MAX_HEADER)
            .setMaxHeaderCount(20)
            .setMaxLineLen(-1) // files have no lines; headers have the limit above
            .setMaxContentLen(-1) // the whole body is limited
            .setHeadlessParsing(null)
            .build();

    private final PostedMessage message;
    private final RequestFaults faults;
    private final HeldContents contents;
    private final MessageDigest digest;
    private int parts;

    MultipartReading(PostedMessage message, RequestFaults faults, HeldContents contents, MessageDigest digest) {
        this.message = message;
        this.faults = faults;
        this.contents = contents;
        this.digest = digest;
    }

    /**
     * Reads the body to its end.
     *
     * @param mediaType with the boundary
     */
    void read(InputStream body, String mediaType) throws IOException, UnreadableRequest {
        MimeTokenStream tokens =
                new MimeTokenStream(LIMITS, DecodeMonitor.STRICT, null); // lenient, a cut file would be a whole one
        tokens.setRecursionMode(RecursionMode.M_NO_RECURSE);
        try {
            tokens.parseHeadless(body, mediaType);
            @Nullable FormPart part = null;
            for (EntityState state = tokens.getState(); state != EntityState.T_END_OF_STREAM; state = tokens.next()) {
                switch (state) {
                    case T_START_BODYPART -> part = new FormPart(++parts);
                    case T_FIELD -> part = part == null ? null : part.with(tokens.getField());
                    case T_BODY -> take(part, tokens.getInputStream());
                    default -> {
                        // preamble, epilogue and the ends of parts have nothing for us
                    }
                }
            }
        } catch (MimeException broken) {
            throw notMultipart("its parts cannot be told apart, or a header has more than " + MAX_HEADER + " octets");
        }
        if (parts == 0) throw notMultipart("there is no part message");
    }

    private static UnreadableRequest notMultipart(String reason) {
        return UnreadableRequest.of(Problem.Kind.UNREADABLE, RestFaults.notMultipart(reason));
    }

    private void take(@Nullable FormPart part, InputStream body) throws IOException, UnreadableRequest {
        if (part == null) throw notMultipart("there is no boundary");
        if (parts > MAX_PARTS) throw notMultipart("more than " + MAX_PARTS + " parts");
        part.requirePlain();
        digest.update(part.identity().getBytes(StandardCharsets.UTF_8));
        if (parts == 1) {
            takeMessage(part, body);
            return;
        }
        switch (part.name()) {
            case "attachment" -> takeAttachment(part, body);
            case "inline" -> takeInline(part, body);
            default -> throw notMultipart("the parts behind the first are attachment or inline");
        }
    }

    private void takeMessage(FormPart part, InputStream body) throws IOException, UnreadableRequest {
        if (!part.name().equals("message")) throw notMultipart("the first part is message");
        String type = part.mediaType().orElse("").toLowerCase(Locale.ROOT);
        if (!type.startsWith("application/json")) {
            throw UnreadableRequest.of(
                    Problem.Kind.UNREADABLE, RestFaults.notMultipart("the part message is application/json"));
        }
        try (JsonInput json = JsonInput.of(new DigestInputStream(new Unclosed(body), digest), faults)) {
            MessageReading.read(json, message, contents);
        }
    }

    private void takeAttachment(FormPart part, InputStream body) throws IOException {
        Optional<Content> content = content(part, body);
        String pointer = part.pointer();
        Optional<String> name = part.fileName();
        if (name.isEmpty()) faults.add(RestFaults.memberMissing(pointer + "/filename"));
        if (name.isEmpty() || content.isEmpty()) return;
        faults.made(pointer + "/filename", () -> Attachment.of(name.get(), content.get()))
                .ifPresent(message.builder::attach);
    }

    private void takeInline(FormPart part, InputStream body) throws IOException {
        Optional<Content> content = content(part, body);
        String pointer = part.pointer();
        Optional<String> cid = part.contentId();
        if (cid.isEmpty()) faults.add(RestFaults.memberMissing(pointer + "/Content-ID"));
        if (cid.isEmpty() || content.isEmpty()) return;
        faults.made(pointer + "/Content-ID", () -> new InlinePart(cid.get(), content.get()))
                .ifPresent(made -> message.builder.inline(made.cid(), made.content()));
    }

    private Optional<Content> content(FormPart part, InputStream body) throws IOException {
        ContentWriter writer = contents.next();
        body.transferTo(new DigestOutputStream(writer, digest));
        String type = part.mediaType().orElse(FileReading.DEFAULT_TYPE);
        return faults.made(part.pointer() + "/Content-Type", () -> writer.content(type));
    }

    /** A stream whose reader may close it without ending what it is a part of. */
    private static final class Unclosed extends FilterInputStream {
        Unclosed(InputStream part) {
            super(part);
        }

        @Override
        public void close() {
            // whoever made the stream closes it
        }
    }
}

package org.qdmail.rest;

import java.io.IOException;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.qdmail.failure.RestFaults;
import org.qdmail.message.Attachment;
import org.qdmail.message.Content;
import org.qdmail.message.ContentWriter;
import org.qdmail.message.InlinePart;
import org.qdmail.message.MailMessage;
import org.qdmail.rest.JsonInput.ValueReading;

/** Reads the files inside the JSON of a message; their Base64 is decoded on the way to the disk. */
final class FileReading {
    static final String DEFAULT_TYPE = "application/octet-stream";

    private final JsonInput input;
    private final MailMessage.Builder builder;
    private final HeldContents contents;

    FileReading(JsonInput input, MailMessage.Builder builder, HeldContents contents) {
        this.input = input;
        this.builder = builder;
        this.contents = contents;
    }

    void attachment(String pointer) throws IOException, UnreadableRequest {
        Map<String, String> texts = new HashMap<>();
        Optional<Content> content = content(pointer, texts, "name", "description");
        @Nullable String name = texts.get("name");
        if (name == null) input.faults().add(RestFaults.memberMissing(pointer + "/name"));
        if (name == null || content.isEmpty()) return;
        input.faults()
                .made(pointer + "/name", () -> Attachment.of(name, content.get()))
                .flatMap(attachment -> described(pointer, attachment, texts))
                .ifPresent(builder::attach);
    }

    private Optional<Attachment> described(String pointer, Attachment attachment, Map<String, String> texts) {
        @Nullable String text = texts.get("description");
        if (text == null) return Optional.of(attachment);
        return input.faults().made(pointer + "/description", () -> attachment.describedAs(text));
    }

    void inline(String pointer) throws IOException, UnreadableRequest {
        Map<String, String> texts = new HashMap<>();
        Optional<Content> content = content(pointer, texts, "cid");
        @Nullable String cid = texts.get("cid");
        if (cid == null) input.faults().add(RestFaults.memberMissing(pointer + "/cid"));
        if (cid == null || content.isEmpty()) return;
        input.faults()
                .made(pointer + "/cid", () -> new InlinePart(cid, content.get()))
                .ifPresent(part -> builder.inline(part.cid(), part.content()));
    }

    /** The content, of the type that stands before or behind it; the other texts are put into the map. */
    private Optional<Content> content(String pointer, Map<String, String> texts, String... others)
            throws IOException, UnreadableRequest {
        ContentWriter writer = contents.next();
        boolean[] isWritten = new boolean[1];
        Map<String, ValueReading> members = new HashMap<>();
        members.put("content", place -> isWritten[0] = input.base64(place, writer));
        members.put("type", place -> input.text(place).ifPresent(text -> texts.put("type", text)));
        for (String other : others) {
            members.put(other, place -> input.text(place).ifPresent(text -> texts.put(other, text)));
        }
        int before = input.faults().all().size();
        input.object(pointer, members);
        if (!isWritten[0]) {
            if (input.faults().all().size() == before)
                input.faults().add(RestFaults.memberMissing(pointer + "/content"));
            return Optional.empty();
        }
        String type = texts.getOrDefault("type", DEFAULT_TYPE);
        return input.faults().made(pointer + "/type", () -> writer.content(type));
    }
}

package org.qdmail.rest;

import java.io.IOException;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicBoolean;
import org.jspecify.annotations.Nullable;
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
        Optional<Content> content = content(pointer, "name", texts);
        @Nullable String name = texts.get("name");
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
        Optional<Content> content = content(pointer, "cid", texts);
        @Nullable String cid = texts.get("cid");
        if (cid == null || content.isEmpty()) return;
        input.faults()
                .made(pointer + "/cid", () -> new InlinePart(cid, content.get()))
                .ifPresent(part -> builder.inline(part.cid(), part.content()));
    }

    /**
     * The content, of the type that stands before or behind it.
     *
     * @param key the member that it is known by
     * @param texts takes the members that are texts
     */
    private Optional<Content> content(String pointer, String key, Map<String, String> texts)
            throws IOException, UnreadableRequest {
        ContentWriter writer = contents.next();
        AtomicBoolean isWritten = new AtomicBoolean();
        Map<String, ValueReading> members = new HashMap<>();
        members.put("content", place -> isWritten.set(input.base64(place, writer)));
        List<String> others = key.equals("name") ? List.of(key, "type", "description") : List.of(key, "type");
        for (String other : others) {
            members.put(other, place -> input.text(place).ifPresent(text -> texts.put(other, text)));
        }
        input.object(pointer, members, "content", key);
        if (!isWritten.get()) return Optional.empty();
        String type = texts.getOrDefault("type", DEFAULT_TYPE);
        return input.faults().made(pointer + "/type", () -> writer.content(type));
    }
}

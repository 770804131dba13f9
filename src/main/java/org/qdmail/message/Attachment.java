package org.qdmail.message;

import java.util.Objects;
import java.util.Optional;
import org.qdmail.failure.FreeText;
import org.qdmail.failure.InvalidMessage;
import org.qdmail.failure.MessageFaults;
import org.qdmail.failure.MimeFaults;

/** A file of a message: content with a name. Immutable. */
public final class Attachment {
    private final String name;
    private final Content content;
    private final Optional<String> description;

    private Attachment(String name, Content content, Optional<String> description) {
        this.name = name;
        this.content = Objects.requireNonNull(content, "content");
        this.description = description;
    }

    /**
     * Gives content a name, which may hold any letters.
     *
     * @throws InvalidMessage when the name is empty, {@code .} or {@code ..}, longer than 1,024 characters, or holds a
     *     path separator, a control or bidi control character (MAIL-0242), or half of a surrogate pair (MAIL-0301)
     */
    public static Attachment of(String name, Content content) {
        FileNames.check(name);
        return new Attachment(name, content, Optional.empty());
    }

    /**
     * Adds a description for people (RFC 2045 section 8).
     *
     * @throws InvalidMessage when it holds a control character (MAIL-0212) or half of a surrogate pair (MAIL-0301)
     */
    public Attachment describedAs(String text) {
        int control = FreeText.firstControl(text);
        if (control >= 0)
            throw InvalidMessage.of(
                    MessageFaults.control("description", control).at("description"));
        int half = FreeText.firstLoneSurrogate(text);
        if (half >= 0) throw InvalidMessage.of(MimeFaults.loneSurrogate(half).at("description"));
        return new Attachment(name, content, Optional.of(text));
    }

    public String name() {
        return name;
    }

    public Content content() {
        return content;
    }

    public Optional<String> description() {
        return description;
    }

    /** Name and media type. */
    @Override
    public String toString() {
        return name + " (" + content + ')';
    }
}

package org.qdmail.mailbox;

import jakarta.json.Json;
import jakarta.json.JsonException;
import jakarta.json.JsonObject;
import jakarta.json.JsonReader;
import jakarta.json.JsonString;
import jakarta.json.JsonValue;
import java.io.StringReader;
import java.util.Arrays;
import java.util.Optional;
import java.util.Set;
import java.util.regex.Pattern;
import org.qdmail.failure.InvalidMessage;
import org.qdmail.failure.MailboxFaults;

/**
 * Which report is wanted.
 *
 * @param recipient in whose place; empty for all
 * @param status the enhanced status code of a failure or delay
 */
record AnswerRequest(Answer.Kind kind, Optional<String> recipient, Optional<String> status) {
    private static final Pattern FAILED = Pattern.compile("5\\.(0|[1-9][0-9]{0,2})\\.(0|[1-9][0-9]{0,2})");
    private static final Pattern DELAYED = Pattern.compile("4\\.(0|[1-9][0-9]{0,2})\\.(0|[1-9][0-9]{0,2})");
    private static final Set<String> MEMBERS = Set.of("kind", "recipient", "status");

    AnswerRequest {
        if (status.isPresent()) check(kind, status.get());
    }

    private static void check(Answer.Kind kind, String status) {
        boolean fits =
                switch (kind) {
                    case FAILED -> FAILED.matcher(status).matches();
                    case DELAYED -> DELAYED.matcher(status).matches();
                    default -> false;
                };
        if (!fits) {
            throw refused("status", "5.x.x with failed, 4.x.x with delayed (RFC 3463 section 2), and absent otherwise");
        }
    }

    /**
     * Reads {@code {"kind": "failed", "recipient": "a@example.jp", "status": "5.1.1"}}.
     *
     * @throws InvalidMessage for another form (MAIL-1209)
     */
    static AnswerRequest of(String json) {
        try (JsonReader reader = Json.createReader(new StringReader(json))) {
            JsonObject object = reader.readObject();
            if (!MEMBERS.containsAll(object.keySet())) throw refused("", "one of kind, recipient and status");
            String word = text(object, "kind").orElse("");
            Answer.Kind kind = Arrays.stream(Answer.Kind.values())
                    .filter(each -> each.word().equals(word))
                    .findFirst()
                    .orElseThrow(() -> refused("kind", "delivered, delayed, failed, relayed or opened"));
            return new AnswerRequest(kind, text(object, "recipient"), text(object, "status"));
        } catch (JsonException broken) {
            throw refused("", "a JSON object");
        }
    }

    private static Optional<String> text(JsonObject object, String name) {
        JsonValue value = object.getOrDefault(name, JsonValue.NULL);
        if (value == JsonValue.NULL) return Optional.empty();
        if (value instanceof JsonString text) return Optional.of(text.getString());
        throw refused(name, "a text");
    }

    private static InvalidMessage refused(String place, String allowed) {
        return InvalidMessage.of(MailboxFaults.unfitAnswer(place, allowed));
    }
}

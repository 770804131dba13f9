package org.qdmail.rest;

import com.fasterxml.jackson.core.JsonToken;
import java.io.IOException;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.Consumer;
import org.qdmail.address.Mailbox;
import org.qdmail.envelope.Notify;
import org.qdmail.failure.RestFaults;
import org.qdmail.message.HeaderField;
import org.qdmail.message.Level;
import org.qdmail.message.MailMessage;
import org.qdmail.message.ReceiptKind;
import org.qdmail.message.Recipient;
import org.qdmail.rest.JsonInput.ValueReading;
import org.qdmail.rest.PostedMessage.Named;

/** Reads the JSON of a message; its words are those of {@link MailMessage.Builder}. */
final class MessageReading {
    /** Verbs of the builder that only an application may use. */
    static final Set<String> NOT_SETTABLE = Set.of("returnPath", "sender", "readReceiptTo");

    private static final int MAX_RECIPIENTS = 1_000;
    private static final int MAX_ITEMS = 100;

    private final JsonInput input;
    private final PostedMessage posted;
    private final MailMessage.Builder builder;
    private final FileReading files;

    private MessageReading(JsonInput input, PostedMessage posted, HeldContents contents) {
        this.input = input;
        this.posted = posted;
        this.builder = posted.builder;
        this.files = new FileReading(input, posted.builder, contents);
    }

    /** Reads the whole document into the message. */
    static void read(JsonInput input, PostedMessage posted, HeldContents contents)
            throws IOException, UnreadableRequest {
        MessageReading reading = new MessageReading(input, posted, contents);
        input.document(reading.members());
    }

    private Map<String, ValueReading> members() {
        Map<String, ValueReading> members = new HashMap<>();
        members.put("from", this::from);
        members.put("to", pointer -> recipients(pointer, builder::to));
        members.put("cc", pointer -> recipients(pointer, builder::cc));
        members.put("bcc", this::bcc);
        members.put("replyTo", this::replyTo);
        members.put("subject", line(builder::subject));
        members.put("text", line(builder::text));
        members.put("html", line(builder::html));
        members.put("tag", line(builder::tag));
        members.put("inReplyTo", texts(builder::inReplyTo));
        members.put("references", texts(builder::references));
        members.put("priority", pointer -> input.word(pointer, Level.class).ifPresent(builder::priority));
        members.put("receipt", this::receipt);
        members.put("signed", this::signed);
        members.put("encrypted", this::encrypted);
        members.put("headers", this::headers);
        members.put("inline", pointer -> input.array(pointer, MAX_ITEMS, files::inline));
        members.put("attachments", pointer -> input.array(pointer, MAX_ITEMS, files::attachment));
        return members;
    }

    /** A text whose faults the message itself tells, under the name of the verb. */
    private ValueReading line(Consumer<String> verb) {
        return pointer -> input.text(pointer).ifPresent(verb);
    }

    private ValueReading texts(Consumer<String> verb) {
        return pointer ->
                input.array(pointer, MAX_ITEMS, item -> input.text(item).ifPresent(verb));
    }

    private void from(String pointer) throws IOException {
        mailbox(pointer).ifPresent(from -> {
            builder.from(from);
            posted.senders.add(new Named<>(pointer, from.address()));
        });
    }

    private Optional<Mailbox> mailbox(String pointer) throws IOException {
        return input.text(pointer).flatMap(text -> input.faults().made(pointer, () -> Mailbox.parse(text)));
    }

    private void replyTo(String pointer) throws IOException, UnreadableRequest {
        input.array(pointer, MAX_ITEMS, item -> mailbox(item).ifPresent(builder::replyTo));
    }

    private void bcc(String pointer) throws IOException, UnreadableRequest {
        posted.hiddenRecipients.add(pointer);
        recipients(pointer, builder::bcc);
    }

    private void recipients(String pointer, Consumer<Recipient> verb) throws IOException, UnreadableRequest {
        input.array(pointer, MAX_RECIPIENTS, item -> recipient(item).ifPresent(recipient -> {
            verb.accept(recipient);
            posted.recipients.add(new Named<>(item, recipient.address()));
        }));
    }

    private Optional<Recipient> recipient(String pointer) throws IOException, UnreadableRequest {
        if (!input.is(JsonToken.START_OBJECT)) return mailbox(pointer).map(Recipient::of);
        List<Mailbox> address = new ArrayList<>();
        List<Notify> events = new ArrayList<>();
        List<String> given = new ArrayList<>();
        input.object(
                pointer,
                Map.of(
                        "address", place -> mailbox(place).ifPresent(address::add),
                        "reportOn",
                                place -> {
                                    given.add(place);
                                    notify(place, events);
                                }),
                "address");
        if (address.isEmpty()) return Optional.empty();
        Recipient recipient = Recipient.of(address.get(0));
        if (given.isEmpty()) return Optional.of(recipient);
        Notify[] on = events.toArray(Notify[]::new);
        return input.faults().made(given.get(0), () -> recipient.reportOn(on));
    }

    private void notify(String pointer, List<Notify> events) throws IOException, UnreadableRequest {
        input.array(pointer, MAX_ITEMS, item -> input.word(item, Notify.class).ifPresent(events::add));
    }

    /** {@code false}, or kinds and events. */
    private void receipt(String pointer) throws IOException, UnreadableRequest {
        if (input.is(JsonToken.VALUE_FALSE)) {
            builder.noReceipt();
            return;
        }
        List<ReceiptKind> kinds = new ArrayList<>();
        List<Notify> events = new ArrayList<>();
        input.object(
                pointer,
                Map.of(
                        "kinds",
                        place -> input.array(place, MAX_ITEMS, item -> input.word(item, ReceiptKind.class)
                                .ifPresent(kinds::add)),
                        "on",
                        place -> notify(place, events)));
        if (!kinds.isEmpty() || !events.isEmpty()) builder.receipt(kinds.toArray(ReceiptKind[]::new));
        if (!events.isEmpty()) builder.receiptOn(events.toArray(Notify[]::new));
    }

    /** {@code true} for the unnamed identity, {@code false} for none, or the name of one. */
    private void signed(String pointer) throws IOException, UnreadableRequest {
        if (input.is(JsonToken.VALUE_TRUE)) builder.signed();
        else if (input.is(JsonToken.VALUE_FALSE)) builder.unsigned();
        else if (input.is(JsonToken.START_OBJECT)) input.object(pointer, Map.of("identity", this::identity));
        else input.wrongType(pointer, "true, false or an object with identity");
    }

    private void encrypted(String pointer) throws IOException {
        if (input.is(JsonToken.VALUE_TRUE)) builder.encrypted();
        else if (input.is(JsonToken.VALUE_FALSE)) builder.unencrypted();
        else input.wrongType(pointer, "true or false");
    }

    private void identity(String pointer) throws IOException {
        input.text(pointer).ifPresent(name -> {
            posted.identities.add(new Named<>(pointer, name));
            builder.signed(name);
        });
    }

    private void headers(String pointer) throws IOException, UnreadableRequest {
        List<HeaderField> fields = new ArrayList<>();
        input.members(pointer, (name, place) -> input.text(place).ifPresent(value -> {
            if (fields.size() == MAX_ITEMS) input.faults().add(RestFaults.tooMany(pointer, MAX_ITEMS));
            posted.headers.add(new Named<>(place, name));
            input.faults().made(place, () -> new HeaderField(name, value)).ifPresent(fields::add);
        }));
        fields.forEach(builder::header);
    }
}

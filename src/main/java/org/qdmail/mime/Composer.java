package org.qdmail.mime;

import java.time.Clock;
import java.util.LinkedHashSet;
import java.util.Optional;
import java.util.Set;
import java.util.random.RandomGenerator;
import org.qdmail.address.Mailbox;
import org.qdmail.failure.InvalidMessage;
import org.qdmail.message.MailMessage;

/**
 * Composes messages into mails by its settings. Safe on any thread if the random source is.
 */
public final class Composer {
    private final ComposeSettings settings;
    private final MailDate date;
    private final MessageIds messageIds;
    private final Boundaries boundaries;

    /**
     * A composer with its own clock and random source.
     *
     * @param random a {@link java.security.SecureRandom} outside of tests: Message-IDs must not be guessed
     */
    public Composer(ComposeSettings settings, Clock clock, RandomGenerator random) {
        this.settings = settings;
        this.date = new MailDate(clock, settings.zone());
        this.messageIds = new MessageIds(settings.messageIdDomain(), random);
        this.boundaries = new Boundaries(random);
    }

    /** As the other form, of a mail that has one copy, with a new Message-ID. */
    public ComposedMail compose(MailMessage complete, Optional<Mailbox> dispositionNotificationTo) {
        return compose(complete, dispositionNotificationTo, Optional.empty(), Contents.OF_ONE_COPY);
    }

    /**
     * Composes a message that has a sender. Reads no content yet.
     *
     * @param complete the message, its wishes resolved; of these only the priority is used here
     * @param dispositionNotificationTo who gets the read receipt, where one is asked for (RFC 8098 section 2.1)
     * @param messageId the Message-ID of an earlier copy with its angle brackets; empty for a new one
     * @param contents opens its contents when it is written; open until then
     * @throws InvalidMessage if text or a field cannot be written (MAIL-0301 to 0304)
     */
    public ComposedMail compose(
            MailMessage complete,
            Optional<Mailbox> dispositionNotificationTo,
            Optional<String> messageId,
            Contents contents) {
        Mailbox from =
                complete.from().orElseThrow(() -> new IllegalArgumentException("a complete message has a sender"));
        String id = messageId.orElseGet(() -> messageIds.next(from.address()));
        MessageHeader header = new MessageHeader(complete, settings, date.now(), id);
        Set<String> warnings = new LinkedHashSet<>();
        MimeEntity body = new BodyTree(complete, contents, settings.charset(), boundaries, warnings::add).root();
        FieldLines fields = header.write(from, dispositionNotificationTo);
        return new ComposedMail(id, fields.octets(), fields.length(), body, warnings);
    }
}

package org.qdmail.pipeline;

import org.qdmail.message.HeaderField;
import org.qdmail.message.MailMessage;
import org.qdmail.message.Recipient;
import org.qdmail.settings.DefaultSettings;
import org.qdmail.settings.EnforceSettings;

/** Completes a message from the configuration: what it lacks before the observers, what is enforced after them. */
final class Completion {
    private final DefaultSettings defaults;
    private final EnforceSettings enforce;

    Completion(DefaultSettings defaults, EnforceSettings enforce) {
        this.defaults = defaults;
        this.enforce = enforce;
    }

    /** Fills what the message leaves open. */
    MailMessage withDefaults(MailMessage message) {
        if (!lacksDefaults(message)) return message.withWishes(defaults.wishes());
        MailMessage.Builder builder = message.edit();
        if (message.from().isEmpty()) defaults.from().ifPresent(builder::from);
        if (message.returnPath().isEmpty()) defaults.returnPath().ifPresent(builder::returnPath);
        if (message.replyTo().isEmpty()) defaults.replyTo().forEach(builder::replyTo);
        defaults.alwaysBcc().forEach(address -> builder.bcc(Recipient.of(address)));
        for (HeaderField field : defaults.headers()) {
            if (!hasField(message, field.name())) builder.header(field.name(), field.value());
        }
        defaults.subjectPrefix().ifPresent(prefix -> builder.subject(prefix + ' ' + message.subject()));
        return builder.build().withWishes(defaults.wishes());
    }

    /** Whether a default fits in; to build a message once more costs a third of composing it. */
    private boolean lacksDefaults(MailMessage message) {
        return message.from().isEmpty() && defaults.from().isPresent()
                || message.returnPath().isEmpty() && defaults.returnPath().isPresent()
                || message.replyTo().isEmpty() && !defaults.replyTo().isEmpty()
                || !defaults.alwaysBcc().isEmpty()
                || !defaults.headers().isEmpty()
                || defaults.subjectPrefix().isPresent();
    }

    private boolean enforcesParts() {
        return enforce.from().isPresent()
                || !enforce.bcc().isEmpty()
                || !enforce.headers().isEmpty();
    }

    /** Replaces or adds what no message may leave without. */
    MailMessage withEnforced(MailMessage message) {
        if (!enforcesParts()) return message.withEnforced(enforce.wishes());
        MailMessage.Builder builder = message.edit();
        enforce.from().ifPresent(builder::from);
        enforce.bcc().forEach(address -> builder.bcc(Recipient.of(address)));
        for (HeaderField field : enforce.headers()) builder.header(field.name(), field.value());
        return builder.build().withEnforced(enforce.wishes());
    }

    private static boolean hasField(MailMessage message, String name) {
        return message.headers().stream().anyMatch(field -> field.name().equalsIgnoreCase(name));
    }
}

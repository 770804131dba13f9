package org.qdmail.message;

import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Supplier;
import org.qdmail.address.EmailAddress;
import org.qdmail.address.Mailbox;

/** The recipients of one field in the order given, each address once. */
final class RecipientField {
    private final String verb;
    private final Findings findings;
    private final Map<EmailAddress, Recipient> recipients = new LinkedHashMap<>();
    private int given;

    RecipientField(String verb, Findings findings) {
        this.verb = verb;
        this.findings = findings;
    }

    void addTexts(String... mailboxes) {
        for (String mailbox : mailboxes) add(() -> Recipient.of(mailbox));
    }

    void addMailboxes(Mailbox... mailboxes) {
        for (Mailbox mailbox : mailboxes) add(() -> Recipient.of(mailbox));
    }

    void addAll(Collection<Recipient> more) {
        for (Recipient recipient : more) add(() -> recipient);
    }

    private void add(Supplier<Recipient> reading) {
        findings.made(verb, given, reading).ifPresent(this::merge);
        given++;
    }

    private void merge(Recipient recipient) {
        recipients.merge(recipient.address(), recipient, Recipient::orElse);
    }

    /** Moves the options of addresses that stand here as well out of a weaker field, so that each gets one copy. */
    void absorbFrom(RecipientField weaker) {
        weaker.recipients.values().removeIf(this::absorbs);
    }

    private boolean absorbs(Recipient recipient) {
        return recipients.computeIfPresent(recipient.address(), (address, here) -> here.orElse(recipient)) != null;
    }

    List<Recipient> list() {
        return List.copyOf(recipients.values());
    }
}

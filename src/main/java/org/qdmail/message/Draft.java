package org.qdmail.message;

import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.function.Function;
import java.util.function.Supplier;
import org.qdmail.address.EmailAddress;
import org.qdmail.address.Mailbox;
import org.qdmail.failure.Fault;
import org.qdmail.failure.MessageFaults;

/** A message while it is built: its parts, and what only the whole shows to be wrong. */
final class Draft {
    final Findings findings = new Findings();
    final Numbered<Recipient> to = new Numbered<>("to", findings);
    final Numbered<Recipient> cc = new Numbered<>("cc", findings);
    final Numbered<Recipient> bcc = new Numbered<>("bcc", findings);
    private Optional<Mailbox> from = Optional.empty();
    private Optional<Mailbox> sender = Optional.empty();
    final Numbered<Mailbox> replyTo = new Numbered<>("replyTo", findings);
    private Optional<EmailAddress> returnPath = Optional.empty();
    private Optional<String> subject = Optional.empty();
    private Optional<String> text = Optional.empty();
    private Optional<String> html = Optional.empty();
    private List<Content> alternatives = List.of();
    final Numbered<Attachment> attachments = new Numbered<>("attach", findings);
    final Numbered<InlinePart> inlineParts = new Numbered<>("inline", findings);
    final OwnFields headers = new OwnFields(findings);
    final Numbered<String> inReplyTo = new Numbered<>("inReplyTo", findings);
    final Numbered<String> references = new Numbered<>("references", findings);
    private Optional<Mailbox> readReceiptTo = Optional.empty();
    private Optional<String> tag = Optional.empty();
    final Wishing wishing;
    boolean plainTextOff;
    /** The verbs called that may be called once. */
    private final List<String> called = new ArrayList<>(4);

    Draft() {
        wishing = new Wishing(Wishes.NONE);
    }

    /** Begins with the parts of another message. */
    Draft(MessageParts parts, Wishes wishes) {
        wishing = new Wishing(wishes);
        to.inherit(parts.to());
        cc.inherit(parts.cc());
        bcc.inherit(parts.bcc());
        from = parts.from();
        sender = parts.sender();
        replyTo.inherit(parts.replyTo());
        returnPath = parts.returnPath();
        subject = parts.subject();
        text = parts.text();
        html = parts.html();
        plainTextOff = parts.plainTextOff();
        alternatives = new ArrayList<>(parts.alternatives());
        attachments.inherit(parts.attachments());
        inlineParts.inherit(parts.inlineParts());
        headers.inherit(parts.headers());
        inReplyTo.inherit(parts.inReplyTo());
        references.inherit(parts.references());
        readReceiptTo = parts.readReceiptTo();
        tag = parts.tag();
    }

    void from(Supplier<Mailbox> reading) {
        from = once("from", from, reading);
    }

    void sender(Supplier<Mailbox> reading) {
        sender = once("sender", sender, reading);
    }

    void returnPath(Supplier<EmailAddress> reading) {
        returnPath = once("returnPath", returnPath, reading);
    }

    void subject(Supplier<String> reading) {
        subject = once("subject", subject, reading);
    }

    void text(Supplier<String> reading) {
        text = once("text", text, reading);
    }

    void html(Supplier<String> reading) {
        html = once("html", html, reading);
    }

    void alternative(Content content) {
        if (alternatives.isEmpty()) alternatives = new ArrayList<>();
        alternatives.add(content);
    }

    void readReceiptTo(Supplier<Mailbox> reading) {
        readReceiptTo = once("readReceiptTo", readReceiptTo, reading, verb -> MessageFaults.severalReadAddresses());
    }

    void tag(Supplier<String> reading) {
        tag = once("tag", tag, reading);
    }

    private <T> Optional<T> once(String verb, Optional<T> former, Supplier<T> reading) {
        return once(verb, former, reading, MessageFaults::givenTwice);
    }

    /** A value that a message has once. The first call replaces one that came with an edited message. */
    private <T> Optional<T> once(String verb, Optional<T> former, Supplier<T> reading, Function<String, Fault> twice) {
        if (called.contains(verb)) findings.add(twice.apply(verb).at(verb));
        else called.add(verb);
        Optional<T> read = findings.made(verb, reading);
        return read.isPresent() ? read : former;
    }

    MessageParts finished() {
        MessageParts parts = parts();
        if (!isGiven("text", text) && !isGiven("html", html)) findings.add(MessageFaults.bodyMissing());
        checkCids(parts);
        checkReceipts(parts);
        findings.throwIfAny();
        return parts;
    }

    private MessageParts parts() {
        Addressees addressees = Addressees.once(to.list(), cc.list(), bcc.list());
        return new MessageParts(
                addressees.to(),
                addressees.cc(),
                addressees.bcc(),
                from,
                sender,
                replyTo.list(),
                returnPath,
                subject,
                text,
                html,
                plainTextOff,
                List.copyOf(alternatives),
                attachments.list(),
                inlineParts.list(),
                headers.list(),
                inReplyTo.list(),
                references.list(),
                readReceiptTo,
                tag);
    }

    /** Whether a value was given, even one that was refused. */
    private boolean isGiven(String verb, Optional<String> value) {
        return value.isPresent() || called.contains(verb);
    }

    private void checkCids(MessageParts parts) {
        if (parts.inlineParts().isEmpty() && parts.html().isEmpty()) return;
        Set<String> answered = new HashSet<>();
        int number = 0;
        for (InlinePart part : parts.inlineParts()) {
            if (!answered.add(part.cid())) findings.add(MessageFaults.cidTwice().at("inline[" + number + "].cid"));
            number++;
        }
        parts.html().ifPresent(body -> checkReferences(body, answered));
    }

    private void checkReferences(String body, Set<String> answered) {
        Set<String> judged = new HashSet<>(answered);
        for (CidReferences.Reference reference : CidReferences.in(body)) {
            if (judged.add(reference.cid())) findings.add(MessageFaults.cidUnanswered(reference.offset()));
        }
    }

    private void checkReceipts(MessageParts parts) {
        boolean nowhere = parts.returnPath().filter(EmailAddress::isNone).isPresent();
        if (nowhere && Receipts.askedBy(parts, wishing.wishes())) {
            findings.add(MessageFaults.receiptWithoutReturnPath());
        }
    }
}

package org.qdmail.message;

import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import org.qdmail.address.EmailAddress;
import org.qdmail.address.Mailbox;
import org.qdmail.failure.MessageFaults;

/** A message while it is built: its parts, and what only the whole shows to be wrong. */
final class Draft {
    final Findings findings = new Findings();
    final Numbered<Recipient> to = new Numbered<>("to", findings);
    final Numbered<Recipient> cc = new Numbered<>("cc", findings);
    final Numbered<Recipient> bcc = new Numbered<>("bcc", findings);
    final Single<Mailbox> from = single("from");
    final Single<Mailbox> sender = single("sender");
    final Numbered<Mailbox> replyTo = new Numbered<>("replyTo", findings);
    final Single<EmailAddress> returnPath = single("returnPath");
    final Single<String> subject = single("subject");
    final Single<String> text = single("text");
    final Single<String> html = single("html");
    final List<Content> alternatives = new ArrayList<>();
    final Numbered<Attachment> attachments = new Numbered<>("attach", findings);
    final Numbered<InlinePart> inlineParts = new Numbered<>("inline", findings);
    final OwnFields headers = new OwnFields(findings);
    final Numbered<String> inReplyTo = new Numbered<>("inReplyTo", findings);
    final Numbered<String> references = new Numbered<>("references", findings);
    final Single<Mailbox> readReceiptTo =
            new Single<>("readReceiptTo", findings, verb -> MessageFaults.severalReadAddresses());
    final Single<String> tag = single("tag");
    final Wishing wishing;
    boolean plainTextOff;

    Draft() {
        wishing = new Wishing(Wishes.NONE);
    }

    /** Begins with the parts of another message. */
    Draft(MessageParts parts, Wishes wishes) {
        wishing = new Wishing(wishes);
        to.inherit(parts.to());
        cc.inherit(parts.cc());
        bcc.inherit(parts.bcc());
        from.inherit(parts.from());
        sender.inherit(parts.sender());
        replyTo.inherit(parts.replyTo());
        returnPath.inherit(parts.returnPath());
        subject.inherit(parts.subject());
        text.inherit(parts.text());
        html.inherit(parts.html());
        plainTextOff = parts.plainTextOff();
        alternatives.addAll(parts.alternatives());
        attachments.inherit(parts.attachments());
        inlineParts.inherit(parts.inlineParts());
        headers.inherit(parts.headers());
        inReplyTo.inherit(parts.inReplyTo());
        references.inherit(parts.references());
        readReceiptTo.inherit(parts.readReceiptTo());
        tag.inherit(parts.tag());
    }

    private <T> Single<T> single(String verb) {
        return new Single<>(verb, findings, MessageFaults::givenTwice);
    }

    MessageParts finished() {
        MessageParts parts = parts();
        if (!text.isGiven() && !html.isGiven()) findings.add(MessageFaults.bodyMissing());
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
                from.value(),
                sender.value(),
                replyTo.list(),
                returnPath.value(),
                subject.value(),
                text.value(),
                html.value(),
                plainTextOff,
                List.copyOf(alternatives),
                attachments.list(),
                inlineParts.list(),
                headers.list(),
                inReplyTo.list(),
                references.list(),
                readReceiptTo.value(),
                tag.value());
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

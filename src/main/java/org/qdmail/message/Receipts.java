package org.qdmail.message;

import java.util.Set;
import java.util.stream.Stream;
import org.qdmail.envelope.NotifyOn;

/** Tells whether a message asks anybody for a receipt. NOTIFY=NEVER asks for none. */
final class Receipts {
    private Receipts() {}

    static boolean askedBy(MessageParts parts, Wishes wishes) {
        return wishes.receipt().filter(Receipts::asks).isPresent()
                || Stream.of(parts.to(), parts.cc(), parts.bcc())
                        .anyMatch(field -> field.stream().anyMatch(Receipts::asks));
    }

    private static boolean asks(ReceiptWish wish) {
        Set<ReceiptKind> kinds = wish.kinds();
        return kinds.contains(ReceiptKind.READ)
                || kinds.contains(ReceiptKind.DELIVERY) && !wish.on().isNever();
    }

    private static boolean asks(Recipient recipient) {
        return recipient.readReceipt()
                || recipient.reports().filter(Receipts::asks).isPresent();
    }

    private static boolean asks(NotifyOn on) {
        return !on.isDefault() && !on.isNever();
    }
}

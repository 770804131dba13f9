package org.qdmail.message;

import java.util.Set;
import org.qdmail.envelope.NotifyOn;

/**
 * A decision on receipts.
 *
 * @param kinds the kinds wanted; none for "no receipt"
 * @param on the events of delivery reports; the default for {@code qdmail.receipt.delivery.notify}
 */
public record ReceiptWish(Set<ReceiptKind> kinds, NotifyOn on) {
    /** No receipt, whatever an annotation or a default says. */
    public static final ReceiptWish NONE = new ReceiptWish(Set.of(), NotifyOn.DEFAULT);

    public ReceiptWish {
        kinds = Set.copyOf(kinds);
    }
}

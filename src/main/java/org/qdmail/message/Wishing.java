package org.qdmail.message;

import java.util.Arrays;
import java.util.EnumSet;
import java.util.Optional;
import java.util.Set;
import org.qdmail.envelope.NotifyOn;

/** The wishes of a message while it is built; of two calls for one aspect the later counts. */
final class Wishing {
    private Optional<PriorityWish> priority;
    private Optional<SignatureWish> signature;
    private Optional<EncryptionWish> encryption;
    private Optional<Set<ReceiptKind>> kinds;
    private NotifyOn words;

    Wishing(Wishes wishes) {
        priority = wishes.priority();
        signature = wishes.signature();
        encryption = wishes.encryption();
        kinds = wishes.receipt().map(ReceiptWish::kinds);
        words = wishes.receipt().map(ReceiptWish::on).orElse(NotifyOn.DEFAULT);
    }

    void priority(PriorityWish wish) {
        priority = Optional.of(wish);
    }

    void signature(SignatureWish wish) {
        signature = Optional.of(wish);
    }

    void encryption(EncryptionWish wish) {
        encryption = Optional.of(wish);
    }

    /** No kind at all means DELIVERY, as on the annotation. */
    void receipt(ReceiptKind... wanted) {
        Set<ReceiptKind> all = EnumSet.noneOf(ReceiptKind.class);
        all.addAll(Arrays.asList(wanted));
        if (all.isEmpty()) all.add(ReceiptKind.DELIVERY);
        kinds = Optional.of(all);
    }

    /** Words of a delivery receipt ask for one. */
    void receiptOn(NotifyOn on) {
        words = on;
        if (kinds.isEmpty()) kinds = Optional.of(Set.of());
    }

    void noReceipt() {
        kinds = Optional.of(Set.of());
        words = NotifyOn.DEFAULT;
    }

    Wishes wishes() {
        return new Wishes(priority, kinds.map(this::receipt), signature, encryption);
    }

    private ReceiptWish receipt(Set<ReceiptKind> given) {
        Set<ReceiptKind> all = EnumSet.noneOf(ReceiptKind.class);
        all.addAll(given);
        if (!words.isDefault()) all.add(ReceiptKind.DELIVERY);
        return new ReceiptWish(all, words);
    }
}

package org.qdmail.message;

import java.util.Optional;

/**
 * What has been decided on the four aspects of a message. An empty aspect is undecided.
 */
public record Wishes(
        Optional<PriorityWish> priority,
        Optional<ReceiptWish> receipt,
        Optional<SignatureWish> signature,
        Optional<EncryptionWish> encryption) {
    /** Nothing decided. */
    public static final Wishes NONE =
            new Wishes(Optional.empty(), Optional.empty(), Optional.empty(), Optional.empty());

    /** Fills each undecided aspect from weaker wishes, and never overwrites one. */
    public Wishes orElse(Wishes weaker) {
        if (weaker.isEmpty()) return this;
        if (isEmpty()) return weaker;
        return new Wishes(
                priority.or(weaker::priority),
                receipt.or(weaker::receipt),
                signature.or(weaker::signature),
                encryption.or(weaker::encryption));
    }

    public boolean isEmpty() {
        return priority.isEmpty() && receipt.isEmpty() && signature.isEmpty() && encryption.isEmpty();
    }
}

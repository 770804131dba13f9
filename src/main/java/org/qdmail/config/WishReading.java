package org.qdmail.config;

import java.util.Collection;
import java.util.Optional;
import java.util.Set;
import org.qdmail.config.Key.Owner;
import org.qdmail.config.KeyReader.Entry;
import org.qdmail.envelope.NotifyOn;
import org.qdmail.failure.ConfigFaults;
import org.qdmail.message.EncryptionWish;
import org.qdmail.message.Level;
import org.qdmail.message.PriorityWish;
import org.qdmail.message.ReceiptKind;
import org.qdmail.message.ReceiptWish;
import org.qdmail.message.SignatureWish;
import org.qdmail.message.Wishes;

/** Reads the weakest and the strongest wishes of one mailer. */
final class WishReading {
    private static final ReceiptWish DELIVERY = new ReceiptWish(Set.of(ReceiptKind.DELIVERY), NotifyOn.DEFAULT);

    private final KeyReader reader;
    private final Owner owner;
    private final Collection<String> identities;

    /**
     * Reads for one mailer.
     *
     * @param identities the names that are configured
     */
    WishReading(KeyReader reader, Owner owner, Collection<String> identities) {
        this.reader = reader;
        this.owner = owner;
        this.identities = identities;
    }

    /** A default that wishes nothing is no wish: a stronger one is not needed to beat it. */
    Wishes defaults() {
        Optional<SignatureWish> signature =
                signature(Keys.SIGNED, Keys.IDENTITY).filter(SignatureWish::signed);
        Optional<ReceiptWish> receipt = reader.read(Keys.RECEIPT, owner)
                .value()
                .filter(word -> word == DeliveryWord.DELIVERY)
                .map(word -> DELIVERY);
        Optional<EncryptionWish> encryption =
                encryption(Keys.ENCRYPTED).filter(wish -> wish == EncryptionWish.ENCRYPTED);
        return new Wishes(priority(Keys.PRIORITY), receipt, signature, encryption);
    }

    Wishes enforced() {
        Optional<ReceiptWish> receipt = reader.read(Keys.ENFORCE_RECEIPT, owner)
                .value()
                .map(word -> word == DeliveryWord.DELIVERY ? DELIVERY : ReceiptWish.NONE);
        return new Wishes(
                priority(Keys.ENFORCE_PRIORITY),
                receipt,
                signature(Keys.ENFORCE_SIGNED, Keys.ENFORCE_IDENTITY),
                encryption(Keys.ENFORCE_ENCRYPTED));
    }

    private Optional<PriorityWish> priority(Key<Level> key) {
        return reader.read(key, owner).value().map(PriorityWish::of);
    }

    private Optional<EncryptionWish> encryption(Key<Boolean> key) {
        return reader.read(key, owner)
                .value()
                .map(isEncrypted -> isEncrypted ? EncryptionWish.ENCRYPTED : EncryptionWish.UNENCRYPTED);
    }

    private Optional<SignatureWish> signature(Key<Boolean> signedKey, Key<String> identityKey) {
        Entry<Boolean> signed = reader.read(signedKey, owner);
        Entry<String> identity = reader.read(identityKey, owner);
        boolean isSigned = signed.value().filter(Boolean::booleanValue).isPresent();
        if (identity.isOwn() && !isSigned && !signed.isBroken()) {
            reader.record(ConfigFaults.identityWithoutSigning(identity.place(), signed.name()));
        }
        identity.value()
                .filter(name -> !identities.contains(name))
                .ifPresent(name -> reader.record(ConfigFaults.nameNotConfigured(
                        identity.place(), "identity", named(), "Set qdmail.sign." + name + ".certificate-file.")));
        if (!isSigned) return signed.value().map(no -> SignatureWish.UNSIGNED);
        return Optional.of(SignatureWish.by(identity.value().orElse("")));
    }

    private Collection<String> named() {
        return identities.stream().filter(name -> !name.isEmpty()).toList();
    }

    /** The receipts that the configuration can wish. */
    enum DeliveryWord {
        DELIVERY,
        NONE
    }
}

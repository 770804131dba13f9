package org.qdmail.address;

import java.util.List;
import java.util.Objects;
import java.util.Optional;
import org.qdmail.failure.AddressFaults;
import org.qdmail.failure.FreeText;
import org.qdmail.failure.InvalidMessage;
import org.qdmail.failure.MessageFaults;
import org.qdmail.failure.MimeFaults;

/**
 * An address with the name in front of it (RFC 5322 section 3.4).
 *
 * @param name the display name, decoded and without quotes; a blank one is none
 * @param address the address, never {@link EmailAddress#NONE}
 */
public record Mailbox(Optional<String> name, EmailAddress address) {
    public Mailbox {
        Objects.requireNonNull(address, "address");
        if (address.isNone()) throw InvalidMessage.of(AddressFaults.noAddressForName());
        name = name.filter(text -> !text.isBlank());
        name.ifPresent(Mailbox::check);
    }

    /** A name, which may be empty, with an address. */
    public static Mailbox of(String name, String address) {
        return new Mailbox(Optional.of(name), EmailAddress.of(address));
    }

    /** An address without a name. */
    public static Mailbox of(EmailAddress address) {
        return new Mailbox(Optional.empty(), address);
    }

    /**
     * Reads exactly one mailbox: {@code taro@example.jp}, {@code Taro <taro@example.jp>} or {@code "Smith, J"
     * <js@example.com>}. Comments, groups and source routes are not read.
     *
     * @throws InvalidMessage with the numbers of {@link EmailAddress#of}
     */
    public static Mailbox parse(String one) {
        return new MailboxText(one).one();
    }

    /**
     * Reads mailboxes that commas part.
     *
     * @throws InvalidMessage with every fault, each placed by the number of its mailbox, {@code [0]} for the first
     */
    public static List<Mailbox> parseList(String list) {
        return new MailboxText(list).all();
    }

    private static void check(String name) {
        int control = FreeText.firstControl(name);
        if (control >= 0) throw InvalidMessage.of(MessageFaults.control("display name", control));
        int half = FreeText.firstLoneSurrogate(name);
        if (half >= 0) throw InvalidMessage.of(MimeFaults.loneSurrogate(half));
    }

    /** The form that {@link #parse} reads. */
    @Override
    public String toString() {
        return name.map(text -> MailboxText.phrase(text) + " <" + address.wire() + '>')
                .orElseGet(address::wire);
    }
}

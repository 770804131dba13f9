package org.qdmail.message;

import java.util.HashMap;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import org.qdmail.failure.Fault;
import org.qdmail.failure.MessageFaults;

/** The header fields that a message does not set by name, each with what to use in its place. */
final class ReservedFields {
    private static final String PRIORITY = "use .priority";
    private static final String COMPOSER = "the composer writes it";
    private static final String SERVERS = "servers write it";
    private static final String SIGNER = "a signer writes it";
    private static final String RECEIPTS = "";

    /** Names as they are told, not as they were given. */
    private static final Map<String, String> REMEDIES = Map.ofEntries(
            Map.entry("From", "use .from"),
            Map.entry("Sender", "use .sender"),
            Map.entry("Reply-To", "use .replyTo"),
            Map.entry("To", "use .to"),
            Map.entry("Cc", "use .cc"),
            Map.entry("Bcc", "use .bcc"),
            Map.entry("Return-Path", "use .returnPath"),
            Map.entry("Subject", "use .subject"),
            Map.entry("In-Reply-To", "use .inReplyTo"),
            Map.entry("References", "use .references"),
            Map.entry("X-Priority", PRIORITY),
            Map.entry("Priority", PRIORITY),
            Map.entry("X-MSMail-Priority", PRIORITY),
            Map.entry("Importance", PRIORITY),
            Map.entry("Disposition-Notification-To", "use .receipt(READ) or .readReceiptTo"),
            Map.entry("Disposition-Notification-Options", "use .receipt(READ)"),
            Map.entry("Return-Receipt-To", RECEIPTS),
            Map.entry("X-Confirm-Reading-To", RECEIPTS),
            Map.entry("Date", COMPOSER),
            Map.entry("Message-ID", COMPOSER),
            Map.entry("MIME-Version", COMPOSER),
            Map.entry("Auto-Submitted", "set qdmail.defaults.auto-submitted"),
            Map.entry("Received", SERVERS),
            Map.entry("Delivered-To", SERVERS),
            Map.entry("Authentication-Results", SERVERS),
            Map.entry("DKIM-Signature", SIGNER),
            Map.entry("DomainKey-Signature", SIGNER));
    /** Whole families, by their beginnings. */
    private static final Map<String, String> FAMILIES = Map.of(
            "Content-", "the parts of a message have these fields; use .attach, .inline or .alternative",
            "Resent-", "resending is not offered; send a new message",
            "ARC-", SERVERS);

    private static final Map<String, Map.Entry<String, String>> BY_KEY = byKey();

    private ReservedFields() {}

    /** What is wrong with setting a field of this name, if anything. */
    static Optional<Fault> fault(HeaderField field) {
        String key = field.key();
        Map.Entry<String, String> reserved = BY_KEY.get(key);
        if (reserved != null) return Optional.of(fault(reserved));
        return FAMILIES.entrySet().stream()
                .filter(family -> key.startsWith(family.getKey().toLowerCase(Locale.ROOT)))
                .map(family -> MessageFaults.headerReserved(family.getKey() + "*", family.getValue()))
                .findFirst();
    }

    private static Fault fault(Map.Entry<String, String> reserved) {
        return reserved.getValue().equals(RECEIPTS)
                ? MessageFaults.headerOfReceipts(reserved.getKey())
                : MessageFaults.headerReserved(reserved.getKey(), reserved.getValue());
    }

    private static Map<String, Map.Entry<String, String>> byKey() {
        Map<String, Map.Entry<String, String>> fields = new HashMap<>();
        REMEDIES.entrySet().forEach(entry -> fields.put(entry.getKey().toLowerCase(Locale.ROOT), entry));
        return Map.copyOf(fields);
    }
}

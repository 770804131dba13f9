package org.qdmail.dkim;

import java.io.ByteArrayOutputStream;
import java.util.ArrayList;
import java.util.List;

/**
 * Which fields a signature covers. Most are named once more than they are there, so that nobody can add another one in
 * front of a reader's eyes (RFC 6376 section 8.15).
 */
final class SignedFields {
    /** What a reader sees or a program goes by. */
    private static final List<String> SEALED = List.of(
            "from",
            "to",
            "cc",
            "subject",
            "date",
            "message-id",
            "reply-to",
            "in-reply-to",
            "references",
            "mime-version",
            "content-type",
            "content-transfer-encoding",
            "list-id",
            "list-help",
            "list-unsubscribe",
            "list-unsubscribe-post",
            "list-subscribe",
            "list-post",
            "list-owner",
            "list-archive");
    /** Signed where they are. */
    private static final List<String> PLAIN = List.of(
            "sender",
            "content-disposition",
            "disposition-notification-to",
            "auto-submitted",
            "importance",
            "priority",
            "x-priority",
            "x-msmail-priority");

    private final List<String> names = new ArrayList<>();
    private final ByteArrayOutputStream relaxed = new ByteArrayOutputStream(1024);

    private SignedFields() {}

    static SignedFields of(byte[] header) {
        RelaxedFields fields = RelaxedFields.of(header);
        SignedFields signed = new SignedFields();
        for (String name : SEALED) {
            signed.add(name, fields);
            signed.names.add(name); // none is left for this mention: it seals
        }
        for (String name : PLAIN) signed.add(name, fields);
        return signed;
    }

    private void add(String name, RelaxedFields fields) {
        for (RelaxedFields.Field field : fields.named(name)) {
            names.add(name);
            relaxed.writeBytes(field.relaxed());
        }
    }

    /** The names in the order of {@code h=}. */
    List<String> names() {
        return names;
    }

    /** The fields that are hashed, in that order. */
    byte[] relaxed() {
        return relaxed.toByteArray();
    }
}

package org.qdmail.bench;

import java.util.Locale;

/** How a sink looks at what it takes. */
enum Look {
    /** A digest of every octet. */
    EXACT,
    /** A checksum (CRC-32C) without what differs from mail to mail. */
    MASKED,
    /** A checksum (CRC-32C) of what DATA brings, for mails so large that a digest would set the pace. */
    CHECKSUM;

    static Look parse(String word) {
        return valueOf(word.toUpperCase(Locale.ROOT));
    }

    /** As the sink is told. */
    String word() {
        return name().toLowerCase(Locale.ROOT);
    }
}

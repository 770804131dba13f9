package org.qdmail.mime;

import org.qdmail.message.Level;

/** A header field that tells the priority; no single one is understood by every mail program. */
public enum PriorityField {
    X_PRIORITY("X-Priority", "1", "3", "5"),
    PRIORITY("Priority", "urgent", "normal", "non-urgent"),
    X_MSMAIL_PRIORITY("X-MSMail-Priority", "High", "Normal", "Low"),
    IMPORTANCE("Importance", "High", "Normal", "Low");

    private final String fieldName;
    private final String high;
    private final String normal;
    private final String low;

    PriorityField(String fieldName, String high, String normal, String low) {
        this.fieldName = fieldName;
        this.high = high;
        this.normal = normal;
        this.low = low;
    }

    /** The name as it stands in the header. */
    public String fieldName() {
        return fieldName;
    }

    /** The value that tells the level. */
    public String value(Level level) {
        return switch (level) {
            case HIGH -> high;
            case NORMAL -> normal;
            case LOW -> low;
        };
    }
}

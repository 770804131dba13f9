package org.qdmail.mime;

import java.util.Locale;
import java.util.Optional;
import java.util.function.Function;
import org.qdmail.message.Level;

/** Reads the priority that a received mail tells, whichever of the four fields its sender wrote. */
public final class PriorityReading {
    private PriorityReading() {}

    /**
     * The level told by the first field that tells one: X-Priority, Importance, X-MSMail-Priority, Priority.
     *
     * @param field gives the value of a header field by its name, without regard to case
     */
    public static Optional<Level> of(Function<String, Optional<String>> field) {
        return field.apply(PriorityField.X_PRIORITY.fieldName())
                .flatMap(PriorityReading::number)
                .or(() -> word(field, PriorityField.IMPORTANCE))
                .or(() -> word(field, PriorityField.X_MSMAIL_PRIORITY))
                .or(() -> word(field, PriorityField.PRIORITY));
    }

    /** {@code 1 (Highest)} counts as {@code 1}. */
    private static Optional<Level> number(String value) {
        String text = value.strip();
        if (text.isEmpty() || text.length() > 1 && Character.isLetterOrDigit(text.charAt(1))) return Optional.empty();
        return switch (text.charAt(0)) {
            case '1', '2' -> Optional.of(Level.HIGH);
            case '3' -> Optional.of(Level.NORMAL);
            case '4', '5' -> Optional.of(Level.LOW);
            default -> Optional.empty();
        };
    }

    private static Optional<Level> word(Function<String, Optional<String>> field, PriorityField name) {
        return field.apply(name.fieldName())
                .flatMap(value -> switch (value.strip().toLowerCase(Locale.ROOT)) {
                    case "high", "urgent" -> Optional.of(Level.HIGH);
                    case "normal" -> Optional.of(Level.NORMAL);
                    case "low", "non-urgent" -> Optional.of(Level.LOW);
                    default -> Optional.empty();
                });
    }
}

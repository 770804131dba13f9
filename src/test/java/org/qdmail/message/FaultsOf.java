package org.qdmail.message;

import static org.assertj.core.api.Assertions.catchThrowableOfType;

import java.util.List;
import org.assertj.core.api.ThrowableAssert.ThrowingCallable;
import org.qdmail.failure.Fault;
import org.qdmail.failure.InvalidMessage;

/** Reads what a message or value was refused for. */
final class FaultsOf {
    private FaultsOf() {}

    /** Number and place of each fault, such as {@code MAIL-0211 cc[2]}. */
    static List<String> building(MailMessage.Builder builder) {
        return refused(builder::build).stream()
                .map(fault -> (fault.number() + ' ' + fault.place()).strip())
                .toList();
    }

    static List<Fault> refused(ThrowingCallable making) {
        InvalidMessage invalid = catchThrowableOfType(InvalidMessage.class, making);
        return invalid == null ? List.of() : invalid.faults();
    }
}

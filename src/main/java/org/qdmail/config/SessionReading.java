package org.qdmail.config;

import java.util.Optional;
import org.qdmail.address.Mailbox;
import org.qdmail.config.Key.Owner;
import org.qdmail.config.KeyReader.Entry;
import org.qdmail.config.ValueType.UnfitValue;
import org.qdmail.failure.ConfigFaults;

/** Asks for the mail session that a mailer names, and checks what it says. */
final class SessionReading {
    private static final int MAX_PORT = 65_535;

    private final KeyReader reader;
    private final Sessions sessions;

    SessionReading(KeyReader reader, Sessions sessions) {
        this.reader = reader;
        this.sessions = sessions;
    }

    /** The session's values; empty when none is named, or it is unfit, which is recorded. */
    Optional<SessionValues> read(Owner owner) {
        Entry<String> name = reader.read(Keys.SESSION_JNDI, owner);
        if (name.value().isEmpty()) return Optional.empty();
        SessionAnswer answer = sessions.find(name.value().get());
        if (answer instanceof SessionValues found) return checked(found, name.place());
        reader.record(
                switch ((SessionAnswer.NoSession) answer) {
                    case NO_SUCH_NAME -> ConfigFaults.sessionNotBound(name.place());
                    case NOT_A_SESSION -> ConfigFaults.sessionOfOtherType(name.place());
                    case NO_CONTAINER -> ConfigFaults.sessionWithoutContainer(name.place());
                });
        return Optional.empty();
    }

    private Optional<SessionValues> checked(SessionValues found, String place) {
        int before = reader.faults().size();
        found.host().ifPresent(host -> require(TextTypes.host(), host, place, "mail.smtp.host", "a host name"));
        found.user().ifPresent(user -> require(TextTypes.text(), user, place, "mail.smtp.user", "a text of one line"));
        found.from().ifPresent(from -> require(MailTypes.mailbox(), from, place, "mail.from", "an address"));
        if (found.port().isPresent()
                && (found.port().getAsInt() < 1 || found.port().getAsInt() > MAX_PORT)) {
            reader.record(ConfigFaults.sessionValueUnfit(place, "mail.smtp.port", "a number from 1 to " + MAX_PORT));
        }
        if (!found.unused().isEmpty()) {
            reader.warn(ConfigFaults.sessionPropertiesUnused(place, found.unused()));
        }
        return reader.faults().size() == before ? Optional.of(found) : Optional.empty();
    }

    private void require(ValueType<?> type, String value, String place, String property, String allowed) {
        try {
            type.read(value);
        } catch (UnfitValue unfit) {
            reader.record(ConfigFaults.sessionValueUnfit(place, property, allowed));
        }
    }

    /** The sender that a checked session names. */
    static Optional<Mailbox> senderOf(SessionValues session) {
        return session.from().map(Mailbox::parse);
    }
}

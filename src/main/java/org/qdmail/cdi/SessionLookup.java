package org.qdmail.cdi;

import jakarta.mail.PasswordAuthentication;
import jakarta.mail.Session;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.Set;
import javax.naming.InitialContext;
import javax.naming.NameNotFoundException;
import javax.naming.NamingException;
import javax.naming.NoInitialContextException;
import org.jspecify.annotations.Nullable;
import org.qdmail.config.SessionAnswer;
import org.qdmail.config.SessionAnswer.NoSession;
import org.qdmail.config.SessionValues;
import org.qdmail.config.Sessions;
import org.qdmail.failure.Secret;

/** Takes host, login and sender out of a mail session of the container; mail is never sent through the session. */
final class SessionLookup implements Sessions {
    private static final String APPLICATIONS_OWN = "java:comp/env/";

    @Override
    public SessionAnswer find(String jndiName) {
        try {
            return answer(bound(jndiName));
        } catch (NoInitialContextException noNaming) {
            return NoSession.NO_CONTAINER;
        } catch (NamingException missing) {
            return NoSession.NO_SUCH_NAME;
        }
    }

    @SuppressWarnings("BanJNDI") // the name comes from the operator's configuration, like every other setting
    private static Object bound(String jndiName) throws NamingException {
        try {
            return InitialContext.doLookup(jndiName);
        } catch (NameNotFoundException elsewhere) {
            if (jndiName.startsWith("java:")) throw elsewhere;
            return InitialContext.doLookup(APPLICATIONS_OWN + jndiName);
        }
    }

    static SessionAnswer answer(Object bound) {
        return bound instanceof Session session ? new Reading(session).values() : NoSession.NOT_A_SESSION;
    }

    /** Reads one session and remembers which properties had a meaning. */
    private static final class Reading {
        private final Session session;
        private final String protocol;
        private final Set<String> used = new LinkedHashSet<>();

        Reading(Session session) {
            this.session = session;
            this.protocol = property("mail.transport.protocol").orElse("smtp");
        }

        SessionValues values() {
            Optional<String> host = ofProtocol("host").or(() -> property("mail.host"));
            OptionalInt port = number(ofProtocol("port"));
            Optional<String> user = ofProtocol("user").or(() -> property("mail.user"));
            PasswordAuthentication login = login(port, user);
            return new SessionValues(
                    host,
                    port,
                    login == null ? user : Optional.of(login.getUserName()),
                    password(login),
                    ofProtocol("from").or(() -> property("mail.from")),
                    tls(),
                    unused());
        }

        /** Asks the session's authenticator, which is where a container keeps the password. */
        private @Nullable PasswordAuthentication login(OptionalInt port, Optional<String> user) {
            PasswordAuthentication answer =
                    session.requestPasswordAuthentication(null, port.orElse(-1), protocol, null, user.orElse(null));
            // WildFly answers with empty texts where no user is set
            return answer == null || isEmpty(answer.getUserName()) ? null : answer;
        }

        private static boolean isEmpty(@Nullable String text) {
            return text == null || text.isEmpty();
        }

        /** Open Liberty writes it into a property as well. */
        private Optional<Secret> password(@Nullable PasswordAuthentication login) {
            Optional<String> written = ofProtocol("password").or(() -> property("mail.password"));
            Optional<String> answered = Optional.ofNullable(login).map(PasswordAuthentication::getPassword);
            return answered.or(() -> written).map(Secret::of);
        }

        private Optional<SessionValues.Tls> tls() {
            boolean implicit = isTrue("ssl.enable") || protocol.equals("smtps");
            boolean required = isTrue("starttls.required");
            boolean enabled = isTrue("starttls.enable");
            if (implicit) return Optional.of(SessionValues.Tls.IMPLICIT);
            if (required) return Optional.of(SessionValues.Tls.STARTTLS_REQUIRED);
            return enabled ? Optional.of(SessionValues.Tls.STARTTLS_OPTIONAL) : Optional.empty();
        }

        private boolean isTrue(String name) {
            return ofProtocol(name).filter("true"::equalsIgnoreCase).isPresent();
        }

        private Optional<String> ofProtocol(String name) {
            Optional<String> found = property("mail." + protocol + '.' + name);
            return found.isPresent() || protocol.equals("smtp") ? found : property("mail.smtp." + name);
        }

        private Optional<String> property(String name) {
            String value = session.getProperty(name);
            if (value == null || value.isBlank()) return Optional.empty();
            used.add(name);
            return Optional.of(value.strip());
        }

        /** A port that is no number has no effect, so it is reported like the properties that have none. */
        private OptionalInt number(Optional<String> text) {
            try {
                return text.isPresent() ? OptionalInt.of(Integer.parseInt(text.get())) : OptionalInt.empty();
            } catch (NumberFormatException notANumber) {
                used.removeIf(name -> name.endsWith(".port"));
                return OptionalInt.empty();
            }
        }

        /** Of the names of Jakarta Mail; containers add names of their own, which never had an effect. */
        private List<String> unused() {
            return session.getProperties().stringPropertyNames().stream()
                    .filter(name -> name.startsWith("mail.") && !used.contains(name))
                    .sorted()
                    .toList();
        }
    }
}

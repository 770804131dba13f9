package org.qdmail.cdi;

import static org.assertj.core.api.Assertions.assertThat;

import jakarta.mail.Authenticator;
import jakarta.mail.PasswordAuthentication;
import jakarta.mail.Session;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.Properties;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.qdmail.config.SessionAnswer.NoSession;
import org.qdmail.config.SessionValues;
import org.qdmail.config.SessionValues.Tls;
import org.qdmail.failure.Secret;

/** What is taken out of a mail session, and what is not. */
class SessionLookupTest {

    @Test
    void hostPortAndSenderComeFromTheProperties() {
        SessionValues values =
                values("mail.host", "smtp.example.com", "mail.smtp.port", "2525", "mail.from", "shop@example.com");

        assertThat(values.host()).contains("smtp.example.com");
        assertThat(values.port()).isEqualTo(OptionalInt.of(2525));
        assertThat(values.from()).contains("shop@example.com");
    }

    @Test
    void propertyOfTheProtocolBeatsTheGeneralOne() {
        assertThat(values("mail.host", "general.example.com", "mail.smtp.host", "smtp.example.com")
                        .host())
                .contains("smtp.example.com");
    }

    @Test
    void loginComesFromTheAuthenticator() {
        Properties properties = properties("mail.host", "smtp.example.com", "mail.user", "shop");
        Session session = Session.getInstance(properties, new Authenticator() {
            @Override
            protected PasswordAuthentication getPasswordAuthentication() {
                return new PasswordAuthentication(getDefaultUserName(), "S3CR3T");
            }
        });

        SessionValues values = (SessionValues) SessionLookup.answer(session);

        assertThat(values.user()).contains("shop");
        assertThat(values.password()).contains(Secret.of("S3CR3T"));
    }

    /** WildFly's has one also for a definition without a user. */
    @Test
    void authenticatorWithNothingButEmptyTextsIsNoLogin() {
        Session session = Session.getInstance(properties("mail.host", "smtp.example.com"), new Authenticator() {
            @Override
            protected PasswordAuthentication getPasswordAuthentication() {
                return new PasswordAuthentication("", "");
            }
        });

        SessionValues values = (SessionValues) SessionLookup.answer(session);

        assertThat(values.user()).isEmpty();
        assertThat(values.password()).isEmpty();
    }

    @Test
    void passwordOfAPropertyCountsWithoutAnAuthenticator() {
        assertThat(values("mail.user", "shop", "mail.password", "S3CR3T").password())
                .contains(Secret.of("S3CR3T"));
    }

    @ParameterizedTest
    @CsvSource({
        "mail.smtp.ssl.enable, true, IMPLICIT",
        "mail.transport.protocol, smtps, IMPLICIT",
        "mail.smtp.starttls.required, true, STARTTLS_REQUIRED",
        "mail.smtp.starttls.enable, true, STARTTLS_OPTIONAL"
    })
    void wishForTlsIsRead(String property, String value, Tls tls) {
        assertThat(values(property, value).tls()).contains(tls);
    }

    @Test
    void withoutAWishForTlsThereIsNone() {
        assertThat(values("mail.smtp.starttls.enable", "false").tls()).isEqualTo(Optional.empty());
    }

    @Test
    void otherPropertiesAreListedAsUnused() {
        assertThat(values("mail.host", "smtp.example.com", "mail.smtp.timeout", "5000", "jndiName", "mail/Session")
                        .unused())
                .containsExactly("mail.smtp.timeout");
    }

    @Test
    void portThatIsNoNumberIsListedAsUnused() {
        assertThat(values("mail.smtp.port", "many").unused()).containsExactly("mail.smtp.port");
    }

    @Test
    void anotherObjectIsNoSession() {
        assertThat(SessionLookup.answer("text")).isEqualTo(NoSession.NOT_A_SESSION);
    }

    @Test
    void withoutAContainerThereIsNoSession() {
        assertThat(new SessionLookup().find("mail/Session")).isEqualTo(NoSession.NO_CONTAINER);
    }

    private static SessionValues values(String... namesAndValues) {
        return (SessionValues) SessionLookup.answer(Session.getInstance(properties(namesAndValues)));
    }

    private static Properties properties(String... namesAndValues) {
        Properties properties = new Properties();
        for (int at = 0; at < namesAndValues.length; at += 2)
            properties.setProperty(namesAndValues[at], namesAndValues[at + 1]);
        return properties;
    }
}

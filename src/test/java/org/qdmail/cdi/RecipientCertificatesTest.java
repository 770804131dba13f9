package org.qdmail.cdi;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;
import java.nio.file.Path;
import java.security.cert.X509Certificate;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.qdmail.MailService;
import org.qdmail.SendResult;
import org.qdmail.address.EmailAddress;
import org.qdmail.encryption.Correspondent;
import org.qdmail.encryption.Correspondent.Kind;
import org.qdmail.encryption.RecipientCertificates;
import org.qdmail.failure.EncryptionFailed;
import org.qdmail.mailbox.EmbeddedMailbox;
import org.qdmail.message.MailMessage;

/** The application's own way to find certificates. */
class RecipientCertificatesTest {
    @TempDir
    static Path directory;

    private static Correspondent bob;
    private static Correspondent carol;

    private final EmbeddedMailbox mailbox = EmbeddedMailbox.start();

    @BeforeAll
    static void correspondents() {
        bob = Correspondent.of(directory, "bob", "bob@example.net", Kind.P_256);
        carol = Correspondent.of(directory, "carol", "carol@example.net", Kind.P_256);
    }

    @AfterEach
    void stop() {
        mailbox.close();
    }

    private Containers.Application application(Class<?>... beans) {
        Map<String, String> configured = new HashMap<>(Map.of(
                "qdmail.smtp.host", "127.0.0.1",
                "qdmail.smtp.port", String.valueOf(mailbox.smtpPort()),
                "qdmail.defaults.from", "shop@example.com",
                "qdmail.path.certificates", directory.toString(),
                "qdmail.encrypt.directory", "certificates"));
        Class<?>[] all = new Class<?>[beans.length + 1];
        all[0] = Sender.class;
        System.arraycopy(beans, 0, all, 1, beans.length);
        return Containers.start(configured, all);
    }

    private static MailMessage letter() {
        return MailMessage.to("bob@example.net")
                .subject("s")
                .text("Hello")
                .encrypted()
                .build();
    }

    @Test
    void directoryServesWithoutABean() {
        try (Containers.Application application = application()) {
            assertThat(application.get(Sender.class).send(letter()).isAllAccepted())
                    .isTrue();

            assertThat(bob.opened(mailbox.awaitOne().octets())).contains("Hello");
        }
    }

    /** It may know better than the certificate whose it is. */
    @Test
    void beanTakesThePlaceOfTheDirectory() {
        try (Containers.Application application = application(CarolForEverybody.class)) {
            SendResult result = application.get(Sender.class).send(letter());

            assertThat(result.warnings())
                    .singleElement()
                    .asString()
                    .contains("does not carry the address of the recipient that it was given for");
            byte[] mail = mailbox.awaitOne().octets();
            assertThat(carol.opened(mail)).contains("Hello");
            assertThat(bob.open(mail).code()).isNotZero();
        }
    }

    @Test
    void se6BeanThatThrowsOrGivesNothingStopsTheMail() {
        try (Containers.Application application = application(Throwing.class)) {
            EncryptionFailed failure = catchThrowableOfType(
                    EncryptionFailed.class, () -> application.get(Sender.class).send(letter()));

            assertThat(failure.number()).isEqualTo("MAIL-0412");
            assertThat(failure).hasRootCauseMessage("ldap is down");
            assertThat(failure.isRetryable()).isTrue();
        }
        try (Containers.Application application = application(Empty.class)) {
            assertThatThrownBy(() -> application.get(Sender.class).send(letter()))
                    .isInstanceOf(EncryptionFailed.class)
                    .hasMessageStartingWith("MAIL-0410 bob@example.net: ");
        }
        mailbox.assertEmpty();
    }

    @ApplicationScoped
    static class Sender {
        @Inject
        MailService mail;

        SendResult send(MailMessage message) {
            return mail.send(message);
        }
    }

    @ApplicationScoped
    static class CarolForEverybody implements RecipientCertificates {
        @Override
        public List<X509Certificate> of(EmailAddress recipient) {
            return List.of(carol.x509());
        }
    }

    @ApplicationScoped
    static class Throwing implements RecipientCertificates {
        @Override
        public List<X509Certificate> of(EmailAddress recipient) {
            throw new IllegalStateException("ldap is down");
        }
    }

    @ApplicationScoped
    static class Empty implements RecipientCertificates {
        @Override
        public List<X509Certificate> of(EmailAddress recipient) {
            return List.of();
        }
    }
}

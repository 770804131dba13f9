package org.qdmail.cdi;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import jakarta.enterprise.context.ApplicationScoped;
import jakarta.enterprise.event.Observes;
import jakarta.enterprise.event.ObservesAsync;
import jakarta.inject.Inject;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.qdmail.BeforeSend;
import org.qdmail.MailFailed;
import org.qdmail.MailSent;
import org.qdmail.MailService;
import org.qdmail.Mailer;
import org.qdmail.SendResult;
import org.qdmail.Tagged;
import org.qdmail.failure.DeliveryFailed;
import org.qdmail.failure.SendVetoed;
import org.qdmail.it.WireMail;
import org.qdmail.mailbox.EmbeddedMailbox;
import org.qdmail.message.MailMessage;

/** BeforeSend, MailSent and MailFailed as CDI events. */
class EventsTest {
    private final EmbeddedMailbox mailbox = EmbeddedMailbox.start();

    @AfterEach
    void stop() {
        mailbox.close();
    }

    @Test
    void observerReplacesTheMessage() {
        try (Containers.Application application = application(Replacing.class)) {
            application.get(Sender.class).send(letter()).requireAllAccepted();

            assertThat(new WireMail(mailbox.awaitOne()).fields("X-App")).containsExactly("X-App: shop");
        }
    }

    @Test
    void mail0001VetoStopsTheMail() {
        try (Containers.Application application = application(Vetoing.class)) {
            assertThatThrownBy(() -> application.get(Sender.class).send(letter()))
                    .isInstanceOf(SendVetoed.class)
                    .hasMessage("MAIL-0001 BeforeSend: an observer stopped the mail: drafts stay here");
            mailbox.assertEmpty();
        }
    }

    @Test
    void w9Mail0007ObserverOfBeforeSendThatThrowsStopsTheMail() {
        try (Containers.Application application = application(Throwing.class)) {
            assertThatThrownBy(() -> application.get(Sender.class).send(letter()))
                    .isInstanceOf(SendVetoed.class)
                    .hasMessageStartingWith("MAIL-0007 BeforeSend: an observer threw java.lang.IllegalStateException")
                    .hasCauseInstanceOf(IllegalStateException.class);
            mailbox.assertEmpty();
        }
    }

    @Test
    void w9ObserverOfMailSentThatThrowsChangesNothing() {
        try (Containers.Application application = application(ThrowingAfterwards.class)) {
            assertThat(application.get(Sender.class).send(letter()).isAllAccepted())
                    .isTrue();
        }
    }

    @Test
    void mailSentIsFiredOnceToEachKindOfObserver() throws InterruptedException {
        try (Containers.Application application = application(Listening.class)) {
            SendResult result = application.get(Sender.class).send(letter());

            Listening listening = application.get(Listening.class);
            assertThat(listening.sent()).extracting(MailSent::result).containsExactly(result);
            assertThat(listening.later().poll(5, TimeUnit.SECONDS)).isNotNull();
        }
    }

    @Test
    void mailFailedIsFiredWithWhatTheCallerGets() {
        mailbox.script("RCPT", "550 5.1.1 no such user");
        try (Containers.Application application = application(Listening.class)) {
            assertThatThrownBy(() -> application.get(Sender.class).send(letter()))
                    .isInstanceOf(DeliveryFailed.class);

            assertThat(application.get(Listening.class).failed())
                    .singleElement()
                    .satisfies(event -> assertThat(event.failure().number()).isEqualTo("MAIL-0607"));
        }
    }

    @Test
    void taggedObserverGetsMessagesWithItsTagAlone() {
        try (Containers.Application application = application(Listening.class)) {
            application.get(Sender.class).send(letter()).requireAllAccepted();
            application
                    .get(Sender.class)
                    .send(letter().edit().tag("invoice").build())
                    .requireAllAccepted();

            assertThat(application.get(Listening.class).invoices()).hasSize(1);
        }
    }

    @Test
    void observerOfANamedMailerGetsItsMailsAlone() {
        try (Containers.Application application = application(Listening.class)) {
            application.get(Sender.class).send(letter()).requireAllAccepted();
            application.get(Sender.class).bill(letter()).requireAllAccepted();

            assertThat(application.get(Listening.class).bills())
                    .extracting(MailSent::mailer)
                    .containsExactly("billing");
        }
    }

    private Containers.Application application(Class<?> observer) {
        Map<String, String> configured = new HashMap<>();
        for (String prefix : List.of("qdmail.", "qdmail.mailer.billing.")) {
            configured.put(prefix + "smtp.host", "127.0.0.1");
            configured.put(prefix + "smtp.port", String.valueOf(mailbox.smtpPort()));
        }
        configured.put("qdmail.defaults.from", "shop@example.com");
        return Containers.start(configured, Sender.class, observer);
    }

    private static MailMessage letter() {
        return MailMessage.to("a@example.com").subject("x").text("x").build();
    }

    @ApplicationScoped
    static class Sender {
        @Inject
        MailService mail;

        @Inject
        @Mailer("billing")
        MailService billing;

        SendResult send(MailMessage message) {
            return mail.send(message);
        }

        SendResult bill(MailMessage message) {
            return billing.send(message);
        }
    }

    @ApplicationScoped
    static class Replacing {
        void replace(@Observes BeforeSend event) {
            event.replace(event.message().edit().header("X-App", "shop").build());
        }
    }

    @ApplicationScoped
    static class Vetoing {
        void stop(@Observes BeforeSend event) {
            event.veto("drafts stay here");
        }
    }

    @ApplicationScoped
    static class Throwing {
        void fail(@Observes BeforeSend event) {
            throw new IllegalStateException("broken");
        }
    }

    @ApplicationScoped
    static class ThrowingAfterwards {
        void fail(@Observes MailSent event) {
            throw new IllegalStateException("broken");
        }

        void failLater(@ObservesAsync MailSent event) {
            throw new IllegalStateException("broken");
        }
    }

    @ApplicationScoped
    static class Listening {
        private final List<MailSent> sent = new CopyOnWriteArrayList<>();
        private final List<MailSent> invoices = new CopyOnWriteArrayList<>();
        private final List<MailSent> bills = new CopyOnWriteArrayList<>();
        private final List<MailFailed> failed = new CopyOnWriteArrayList<>();
        private final BlockingQueue<MailSent> later = new LinkedBlockingQueue<>();

        List<MailSent> sent() {
            return sent;
        }

        List<MailSent> invoices() {
            return invoices;
        }

        List<MailSent> bills() {
            return bills;
        }

        List<MailFailed> failed() {
            return failed;
        }

        BlockingQueue<MailSent> later() {
            return later;
        }

        void sent(@Observes MailSent event) {
            sent.add(event);
        }

        void sentLater(@ObservesAsync MailSent event) {
            later.add(event);
        }

        void invoice(@Observes @Tagged("invoice") MailSent event) {
            invoices.add(event);
        }

        void bill(@Observes @Mailer("billing") MailSent event) {
            bills.add(event);
        }

        void failed(@Observes MailFailed event) {
            failed.add(event);
        }
    }
}

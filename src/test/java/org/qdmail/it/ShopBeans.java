package org.qdmail.it;

import static org.qdmail.message.Level.HIGH;
import static org.qdmail.message.Level.LOW;

import jakarta.enterprise.context.ApplicationScoped;
import jakarta.enterprise.context.SessionScoped;
import jakarta.enterprise.event.Event;
import jakarta.enterprise.event.Observes;
import jakarta.enterprise.event.ObservesAsync;
import jakarta.enterprise.event.TransactionPhase;
import jakarta.enterprise.inject.Any;
import jakarta.enterprise.inject.Instance;
import jakarta.enterprise.inject.Stereotype;
import jakarta.inject.Inject;
import jakarta.interceptor.InterceptorBinding;
import jakarta.transaction.Transactional;
import java.io.Serializable;
import java.lang.annotation.ElementType;
import java.lang.annotation.Inherited;
import java.lang.annotation.Retention;
import java.lang.annotation.RetentionPolicy;
import java.lang.annotation.Target;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.atomic.AtomicInteger;
import org.eclipse.microprofile.faulttolerance.Asynchronous;
import org.eclipse.microprofile.faulttolerance.Retry;
import org.qdmail.MailSent;
import org.qdmail.MailService;
import org.qdmail.Mailer;
import org.qdmail.Priority;
import org.qdmail.Receipt;
import org.qdmail.SendResult;
import org.qdmail.Signed;
import org.qdmail.Tagged;
import org.qdmail.message.MailMessage;

/** The beans of a small shop that sends mail in every way that message methods allow. */
final class ShopBeans {
    private ShopBeans() {}

    static MailMessage letter(String subject) {
        return MailMessage.to("bob@example.net").subject(subject).text("x").build();
    }

    @Signed(identity = "legal")
    @Priority(HIGH)
    @InterceptorBinding
    @Inherited
    @Retention(RetentionPolicy.RUNTIME)
    @Target({ElementType.TYPE, ElementType.METHOD})
    @interface Official {}

    @Priority(LOW)
    @ApplicationScoped
    @Stereotype
    @Retention(RetentionPolicy.RUNTIME)
    @Target(ElementType.TYPE)
    @interface Newsletter {}

    @ApplicationScoped
    static class Letters {
        private final AtomicInteger runs = new AtomicInteger();

        @Priority(HIGH)
        @Receipt
        MailMessage order() {
            return letter("order");
        }

        @Signed(identity = "legal")
        MailMessage contract() {
            return letter("contract").edit().from("legal@example.com").build();
        }

        @Priority(HIGH)
        MailMessage lowered() {
            return letter("lowered");
        }

        @Retry(maxRetries = 1, delay = 0, jitter = 0)
        @Priority(HIGH)
        public MailMessage retried() {
            if (runs.incrementAndGet() == 1) throw new IllegalStateException("once more");
            return letter("retried");
        }

        @Asynchronous
        @Priority(HIGH)
        public CompletionStage<MailMessage> later() {
            return CompletableFuture.completedFuture(letter("later"));
        }

        int runs() {
            return runs.get();
        }
    }

    @Official
    @ApplicationScoped
    static class BoardMails {
        MailMessage minutes() {
            return letter("minutes").edit().from("legal@example.com").build();
        }
    }

    @Newsletter
    static class News {
        MailMessage issue() {
            return letter("issue");
        }
    }

    @SessionScoped
    static class Basket implements Serializable {
        private static final long serialVersionUID = 1L;

        @Inject
        MailService mail;

        @Priority(HIGH)
        void order() {
            mail.send(letter("basket")).requireAllAccepted();
        }
    }

    @ApplicationScoped
    static class Desk {
        @Inject
        MailService mail;

        @Inject
        @Mailer("legal")
        MailService legal;

        @Inject
        @Any
        Instance<MailService> mailers;

        SendResult send(MailMessage message) {
            return mail.send(message).requireAllAccepted();
        }

        CompletionStage<SendResult> sendAsync(MailMessage message) {
            return mail.sendAsync(message);
        }

        SendResult sendLegal(MailMessage message) {
            return legal.send(message).requireAllAccepted();
        }

        SendResult sendBy(String mailer, MailMessage message) {
            return mailers.select(Mailer.Literal.of(mailer)).get().send(message).requireAllAccepted();
        }

        @Priority(HIGH)
        void sendHigh(String subject) {
            mail.send(letter(subject)).requireAllAccepted();
        }

        @Asynchronous
        @Priority(HIGH)
        public CompletionStage<String> sendHighLater(String subject) {
            mail.send(letter(subject)).requireAllAccepted();
            return CompletableFuture.completedFuture(Thread.currentThread().getName());
        }
    }

    record ContractSigned(String email) {}

    @ApplicationScoped
    static class ContractNotifier {
        @Inject
        @Mailer("legal")
        MailService mail;

        @Signed(identity = "legal")
        @Receipt
        void on(@Observes(during = TransactionPhase.AFTER_SUCCESS) ContractSigned event) {
            mail.send(MailMessage.to(event.email())
                            .subject("Your contract")
                            .text("Attached.")
                            .build())
                    .requireAllAccepted();
        }
    }

    @ApplicationScoped
    static class Contracts {
        @Inject
        Event<ContractSigned> signed;

        @Transactional
        void sign() {
            signed.fire(new ContractSigned("bob@example.net"));
        }

        @Transactional
        void signAndFail() {
            signed.fire(new ContractSigned("bob@example.net"));
            throw new IllegalStateException("rolled back");
        }
    }

    @ApplicationScoped
    static class Ledger {
        private final BlockingQueue<MailSent> invoices = new LinkedBlockingQueue<>();
        private final BlockingQueue<MailSent> later = new LinkedBlockingQueue<>();

        void invoice(@Observes @Tagged("invoice") MailSent event) {
            invoices.add(event);
        }

        void later(@ObservesAsync @Tagged("invoice") MailSent event) {
            later.add(event);
        }

        BlockingQueue<MailSent> invoices() {
            return invoices;
        }

        BlockingQueue<MailSent> later() {
            return later;
        }
    }
}

package org.qdmail.cdi;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.qdmail.message.Level.HIGH;
import static org.qdmail.message.Level.LOW;

import jakarta.enterprise.context.ApplicationScoped;
import jakarta.enterprise.event.Event;
import jakarta.enterprise.event.Observes;
import jakarta.enterprise.event.ObservesAsync;
import jakarta.enterprise.inject.Produces;
import jakarta.inject.Inject;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import java.util.concurrent.CompletionStage;
import java.util.function.Consumer;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.qdmail.MailService;
import org.qdmail.Priority;
import org.qdmail.Receipt;
import org.qdmail.SendResult;
import org.qdmail.address.EmailAddress;
import org.qdmail.failure.SendVetoed;
import org.qdmail.message.MailMessage;
import org.qdmail.message.Wishes;

/** The sending form: every message that is handed off on the calling thread while the method runs. */
class SendingMethodTest {
    private final Containers.Application application =
            Containers.start(Captured.CONFIGURED, Captured.class, Plain.class, Sending.class);
    private final Captured captured = application.get(Captured.class);
    private final Sending sending = application.get(Sending.class);

    @AfterEach
    void stop() {
        application.close();
    }

    @Test
    void messageSentByACalledBeanIsDecorated() {
        sending.high(Plain::send);

        assertThat(captured.level()).contains(HIGH);
    }

    @Test
    void textSentWithoutAMessageIsDecorated() {
        sending.high(Plain::sendText);

        assertThat(captured.level()).contains(HIGH);
    }

    @Test
    void checkedMessageIsDecorated() {
        MailMessage withoutReturnPath =
                Plain.LETTER.edit().returnPath(EmailAddress.NONE).build();

        sending.receipt(plain ->
                assertThatThrownBy(() -> plain.check(withoutReturnPath)).hasMessageContaining("MAIL-0251"));
    }

    @Test
    void wishesEndWithTheMethod() {
        sending.high(plain -> {});

        assertThat(CurrentWishes.get()).isEqualTo(Wishes.NONE);
    }

    @Test
    void wishesEndWhenTheMethodThrows() {
        assertThatThrownBy(() -> sending.high(plain -> {
                    throw new IllegalStateException("broken");
                }))
                .isInstanceOf(IllegalStateException.class);

        assertThat(CurrentWishes.get()).isEqualTo(Wishes.NONE);
    }

    @Test
    void outerWishesComeBackAfterTheInnerMethod() {
        sending.high(plain -> {
            sending.low(inner -> {});
            plain.send();
        });

        assertThat(captured.level()).contains(HIGH);
    }

    @Test
    void innerWishBeatsTheOuterOne() {
        sending.high(outer -> sending.low(Plain::send));

        assertThat(captured.level()).contains(LOW);
    }

    @Test
    void valueOfAFactoryInsideBeatsTheSendingMethodOutside() {
        sending.high(plain -> plain.send(sending.lowFactory()));

        assertThat(captured.level()).contains(LOW);
    }

    @Test
    void factoryDoesNotDecorateWhatIsSentInsideIt() {
        sending.factoryThatSends();

        assertThat(captured.level()).isEmpty();
    }

    @Test
    void d05IgnoredStageSendsAllTheSame() {
        sending.high(Plain::sendAsyncAndForget);

        application.get(Plain.class).awaitAsync();
        assertThat(captured.level()).contains(HIGH);
    }

    @Test
    void threadOfTheApplicationSendsUndecorated() {
        sending.high(plain -> CompletableFuture.runAsync(plain::send).join());

        assertThat(captured.level()).isEmpty();
    }

    @Test
    void stageOfASendingMethodIsLeftAlone() {
        CompletableFuture<SendResult> mine = new CompletableFuture<>();

        assertThat(sending.stage(mine)).isSameAs(mine);
    }

    @Test
    void packagePrivateMethodIsIntercepted() {
        sending.packagePrivateHigh();

        assertThat(captured.level()).contains(HIGH);
    }

    @Test
    void protectedMethodIsIntercepted() {
        sending.protectedHigh();

        assertThat(captured.level()).contains(HIGH);
    }

    @Test
    void observerMethodIsIntercepted() {
        application.container().getBeanManager().getEvent().fire(new Ordered());

        assertThat(captured.level()).contains(HIGH);
    }

    @Test
    void asynchronousObserverIsInterceptedOnItsOwnThread() {
        application
                .container()
                .getBeanManager()
                .getEvent()
                .fireAsync(new OrderedLater())
                .toCompletableFuture()
                .join();

        assertThat(captured.level()).contains(HIGH);
    }

    @Test
    void producerMethodIsIntercepted() {
        application.container().select(Produced.class).get();

        assertThat(captured.level()).contains(HIGH);
    }

    @Test
    void selfInvocationIsNotIntercepted() {
        sending.callsItself();

        assertThat(captured.level()).isEmpty();
    }

    @Test
    void objectMadeWithNewIsNotIntercepted() {
        new Sending(application.get(Plain.class)).high(Plain::send);

        assertThat(captured.level()).isEmpty();
    }

    record Ordered() {}

    record OrderedLater() {}

    record Produced() {}

    /** Sends without any annotation. */
    @ApplicationScoped
    static class Plain {
        private static final MailMessage LETTER =
                MailMessage.to("a@example.com").subject("x").text("x").build();

        @Inject
        MailService mail;

        @Inject
        Event<Ordered> events;

        private CompletionStage<SendResult> forgotten = new CompletableFuture<>();

        void send() {
            send(LETTER);
        }

        void send(MailMessage message) {
            assertThatThrownBy(() -> mail.send(message)).isInstanceOf(SendVetoed.class);
        }

        void check(MailMessage message) {
            mail.check(message);
        }

        void sendText() {
            assertThatThrownBy(() -> mail.send("a@example.com", "x", "x")).isInstanceOf(SendVetoed.class);
        }

        void sendAsyncAndForget() {
            forgotten = mail.sendAsync(LETTER);
        }

        void awaitAsync() {
            assertThatThrownBy(() -> forgotten.toCompletableFuture().join())
                    .isInstanceOf(CompletionException.class)
                    .hasCauseInstanceOf(SendVetoed.class);
        }
    }

    /** Public methods: Weld 5.1 does not intercept a package-private one while another one of the same bean runs. */
    @ApplicationScoped
    static class Sending {
        private final Plain plain;

        Sending() {
            this(new Plain());
        }

        @Inject
        Sending(Plain plain) {
            this.plain = plain;
        }

        @Priority(HIGH)
        public void high(Consumer<Plain> work) {
            work.accept(plain);
        }

        @Receipt
        public void receipt(Consumer<Plain> work) {
            work.accept(plain);
        }

        @Priority(LOW)
        public void low(Consumer<Plain> work) {
            work.accept(plain);
        }

        @Priority(LOW)
        public MailMessage lowFactory() {
            return Plain.LETTER;
        }

        @Priority(HIGH)
        public MailMessage factoryThatSends() {
            plain.send();
            return Plain.LETTER;
        }

        @Priority(HIGH)
        CompletionStage<SendResult> stage(CompletionStage<SendResult> mine) {
            return mine;
        }

        @Priority(HIGH)
        void packagePrivateHigh() {
            plain.send();
        }

        @Priority(HIGH)
        protected void protectedHigh() {
            plain.send();
        }

        @Priority(HIGH)
        void ordered(@Observes Ordered event) {
            plain.send();
        }

        @Priority(HIGH)
        void orderedLater(@ObservesAsync OrderedLater event) {
            plain.send();
        }

        @Priority(HIGH)
        @Produces
        Produced produced() {
            plain.send();
            return new Produced();
        }

        void callsItself() {
            high(Plain::send);
        }
    }
}

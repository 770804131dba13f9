package org.qdmail.cdi;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.qdmail.message.Level.HIGH;
import static org.qdmail.message.Level.LOW;

import jakarta.enterprise.context.ApplicationScoped;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import java.util.concurrent.CompletionStage;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.qdmail.Priority;
import org.qdmail.Signed;
import org.qdmail.it.Certificates;
import org.qdmail.message.Level;
import org.qdmail.message.MailMessage;
import org.qdmail.message.PriorityWish;
import org.qdmail.message.Wishes;

/** The factory form: what is returned is decorated, and nothing else. */
class FactoryMethodTest {
    private static final MailMessage PLAIN =
            MailMessage.to("a@example.com").subject("x").text("x").build();
    private static final MailMessage BUILT_LOW = PLAIN.edit().priority(LOW).build();

    @TempDir
    static Path certificates;

    private final Containers.Application application = Containers.start(
            Map.of("qdmail.smtp.host", "relay.invalid", "qdmail.path.certificates", certificates.toString()),
            Factory.class);
    private final Factory factory = application.get(Factory.class);

    @BeforeAll
    static void makeKey() {
        Certificates.write(certificates, "cert.pem", "private.pem", "shop@example.com");
    }

    @AfterEach
    void stop() {
        application.close();
    }

    @Test
    void returnedMessageIsDecorated() {
        assertThat(level(factory.message(PLAIN))).contains(HIGH);
    }

    @Test
    void callersMessageStaysAsItWas() {
        factory.message(PLAIN);

        assertThat(PLAIN.wishes()).isEqualTo(Wishes.NONE);
    }

    @Test
    void valueOfTheMessageBeatsTheAnnotation() {
        assertThat(level(factory.message(BUILT_LOW))).contains(LOW);
    }

    @Test
    void recordingTwiceEqualsRecordingOnce() {
        MailMessage once = factory.message(PLAIN);

        assertThat(factory.message(once).wishes()).isEqualTo(once.wishes());
    }

    @Test
    void optionalIsDecorated() {
        assertThat(factory.optional(Optional.of(PLAIN)).flatMap(FactoryMethodTest::level))
                .contains(HIGH);
    }

    @Test
    void emptyOptionalPassesThrough() {
        assertThat(factory.optional(Optional.empty())).isEmpty();
    }

    @Test
    void listIsDecoratedInItsOrder() {
        assertThat(factory.list(List.of(PLAIN, BUILT_LOW)))
                .extracting(message -> level(message).orElseThrow())
                .containsExactly(HIGH, LOW);
    }

    @Test
    void listComesBackUnmodifiable() {
        List<MailMessage> decorated = factory.list(new ArrayList<>(List.of(PLAIN)));

        assertThatThrownBy(() -> decorated.add(PLAIN)).isInstanceOf(UnsupportedOperationException.class);
    }

    @Test
    void emptyListPassesThrough() {
        assertThat(factory.list(List.of())).isEmpty();
    }

    @Test
    void nullInsideAListPassesThrough() {
        assertThat(factory.list(Arrays.asList(PLAIN, null))).hasSize(2).last().isNull();
    }

    @Test
    void stageIsDecoratedWhenItCompletes() {
        CompletableFuture<MailMessage> later = new CompletableFuture<>();

        CompletableFuture<MailMessage> returned = factory.stage(later).toCompletableFuture();
        assertThat(returned).isNotDone();
        later.complete(PLAIN);

        assertThat(level(returned.join())).contains(HIGH);
    }

    @Test
    void failedStageFailsWithItsOwnReason() {
        CompletableFuture<MailMessage> failed = CompletableFuture.failedFuture(new IllegalStateException("none"));

        assertThatThrownBy(() -> factory.stage(failed).toCompletableFuture().join())
                .isInstanceOf(CompletionException.class)
                .hasCauseInstanceOf(IllegalStateException.class);
    }

    @Test
    void nullPassesThrough() {
        assertThat(factory.message(null)).isNull();
        assertThat(factory.optional(null)).isNull();
        assertThat(factory.list(null)).isNull();
        assertThat(factory.stage(null)).isNull();
    }

    @Test
    void factoryKeepsNoThreadState() {
        assertThat(factory.wishesInside()).isEmpty();
        assertThat(Factory.seenInside).isEqualTo(Wishes.NONE);
    }

    @Test
    void d04ParametersAndTargetAreNotTouched() {
        assertThat(level(factory.message(PLAIN))).contains(HIGH);

        assertThat(Factory.touched).isZero();
    }

    @Test
    void annotationOfTheClassIsAddedToThatOfTheMethod() {
        assertThat(factory.message(PLAIN).wishes().signature()).isPresent();
    }

    private static Optional<Level> level(MailMessage message) {
        return message.wishes().priority().flatMap(PriorityWish::level);
    }

    @ApplicationScoped
    @Signed
    @Priority(HIGH)
    static class Factory {
        static Wishes seenInside = Wishes.NONE;
        static int touched;

        MailMessage message(MailMessage message) {
            return message;
        }

        Optional<MailMessage> optional(Optional<MailMessage> message) {
            return message;
        }

        List<MailMessage> list(List<MailMessage> messages) {
            return messages;
        }

        CompletionStage<MailMessage> stage(CompletionStage<MailMessage> message) {
            return message;
        }

        Optional<MailMessage> wishesInside() {
            seenInside = CurrentWishes.get();
            return Optional.empty();
        }

        public String getName() {
            touched++;
            return "touched";
        }

        @Override
        public String toString() {
            touched++;
            return "touched";
        }
    }
}

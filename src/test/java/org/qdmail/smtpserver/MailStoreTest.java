package org.qdmail.smtpserver;

import static java.nio.charset.StandardCharsets.US_ASCII;
import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

class MailStoreTest {
    private static final Instant NOW = Instant.parse("2026-01-02T03:04:05Z");

    private static MailStore storeOf(int mails, long octets) {
        return new MailStore(ServerLimits.defaults(Path.of("/tmp")).withStore(mails, octets));
    }

    private static StoredMail mail(String id, int octets) {
        MailContent content = new MailContent("x".repeat(octets).getBytes(US_ASCII), null, octets, new WireFacts());
        EnvelopeCommand command = new EnvelopeCommand("MAIL FROM:<a@example.com>", "a@example.com", Map.of());
        return new StoredMail(
                id, NOW, command, List.of(), "client", Optional.empty(), Optional.empty(), content, List.of());
    }

    private static List<String> ids(MailStore store) {
        return store.all().stream().map(StoredMail::id).toList();
    }

    @Test
    void theOldestGoesFirstWhenThereAreTooMany() {
        MailStore store = storeOf(2, 1_000);
        for (String id : List.of("a", "b", "c")) store.add(mail(id, 1));

        assertThat(ids(store)).containsExactly("b", "c");
    }

    @Test
    void theOldestGoesFirstWhenTheyAreTooLarge() {
        MailStore store = storeOf(10, 100);
        for (String id : List.of("a", "b", "c")) store.add(mail(id, 50));

        assertThat(ids(store)).containsExactly("b", "c");
    }

    @Test
    void countsTheSizeOfRemovedMailsNoMore() {
        MailStore store = storeOf(10, 100);
        store.add(mail("a", 60));

        assertThat(store.remove("a")).isTrue();
        assertThat(store.remove("a")).isFalse();
        store.add(mail("b", 50));
        store.add(mail("c", 50));
        assertThat(ids(store)).containsExactly("b", "c");
    }

    @Test
    void everyChangeHasANewRevision() {
        MailStore store = storeOf(10, 100);
        long before = store.revision();
        store.add(mail("a", 1));
        long between = store.revision();
        store.clear();

        assertThat(List.of(before, between, store.revision())).doesNotHaveDuplicates();
    }

    @Test
    void aWaitingReaderSeesTheMailThatArrives() throws Exception {
        MailStore store = storeOf(10, 100);
        CompletableFuture<List<StoredMail>> waiting = new CompletableFuture<>();
        Thread reader = new Thread(() -> {
            try {
                waiting.complete(store.await(1, Duration.ofSeconds(30)));
            } catch (InterruptedException interrupt) {
                waiting.completeExceptionally(interrupt);
            }
        });
        reader.start();
        store.add(mail("a", 1));

        assertThat(waiting.get()).extracting(StoredMail::id).containsExactly("a");
        reader.join();
    }

    @Test
    void aReaderWaitsNoLongerThanItWantedTo() throws InterruptedException {
        assertThat(storeOf(10, 100).await(1, Duration.ofMillis(10))).isEmpty();
    }

    @Test
    void idsOfOneMillisecondAreSortedByArrival() {
        MailIds ids = new MailIds(InstantSource.fixed(NOW));
        List<String> made =
                IntStream.range(0, 10_000).mapToObj(count -> ids.next()).toList();

        assertThat(made).isSorted().doesNotHaveDuplicates();
    }
}

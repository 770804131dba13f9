package org.qdmail.route;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.qdmail.route.Internet.ACCEPTS;
import static org.qdmail.route.Internet.send;
import static org.qdmail.route.Internet.states;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;
import org.qdmail.envelope.Outcome;
import org.qdmail.failure.QueueUnavailable;

/** Servers that never answer, beside good ones. */
class DirectTarpitTest {
    private static final String TARPIT = "stall\nagain\n";
    private static final int PITS = 500;
    private static final int AT_ONCE = 10;
    private static final String ZONE = "good.example MX 10 m1.example\ntar.example MX 10 m2.example";

    @Test
    void serverThatNeverAnswersKeepsNobodyElseOfItsMailWaiting() throws Exception {
        try (Internet internet = Internet.of(ZONE).host(1, ACCEPTS).host(2, TARPIT)) {
            internet.deadline = Duration.ofSeconds(3);

            List<Outcome> outcomes = send(internet.direct(), "a@tar.example", "b@good.example");
            assertThat(states(outcomes)).containsExactly("N 0609", "A m1.example");
        }
    }

    /** While all of them are stuck the good server gets its mails, so nothing is shared that they use up. */
    @Test
    void mailsThatAreStuckAt500ServersLeaveTheGoodServerItsOwn() throws Exception {
        StringBuilder zone = new StringBuilder(ZONE);
        for (int pit = 0; pit < PITS; pit++) {
            zone.append("\ntar%1$d.example MX 10 pit%1$d.example\npit%1$d.example A 127.0.0.12".formatted(pit));
        }
        ExecutorService senders = Executors.newCachedThreadPool();
        try (Internet internet = Internet.of(zone.toString()).host(1, ACCEPTS).host(2, TARPIT)) {
            internet.deadline = Duration.ofMinutes(5);
            DirectRoute route = internet.direct();
            List<Future<List<Outcome>>> stuck = new ArrayList<>();
            for (int pit = 0; pit < PITS; pit++) {
                String recipient = "a@tar" + pit + ".example";
                stuck.add(senders.submit(() -> send(route, recipient)));
                if (pit >= AT_ONCE) internet.host(2).awaitStalled(); // or the name server of the test drops questions
            }
            for (int pit = 0; pit < AT_ONCE; pit++) internet.host(2).awaitStalled();

            for (int mail = 0; mail < 200; mail++) {
                assertThat(states(send(route, "b@good.example"))).containsExactly("A m1.example");
            }
            assertThat(stuck).noneMatch(Future::isDone);
            route.close();
            for (Future<List<Outcome>> each : stuck) {
                assertThat(states(each.get(30, TimeUnit.SECONDS))).containsExactly("N 0617");
            }
        } finally {
            senders.shutdownNow();
        }
    }

    /** Eight are served at once: two of these ten were not yet put to their servers when the route was closed. */
    @Test
    void closingTellsWhoHasTheMailAlready() throws Exception {
        StringBuilder zone = new StringBuilder(ZONE);
        String[] recipients = new String[11];
        recipients[0] = "a@good.example";
        for (int tarpit = 1; tarpit <= 10; tarpit++) {
            zone.append("\ntar%1$d.example MX 10 pit%1$d.example\npit%1$d.example A 127.0.0.12".formatted(tarpit));
            recipients[tarpit] = "a@tar" + tarpit + ".example";
        }
        try (Internet internet = Internet.of(zone.toString()).host(1, ACCEPTS).host(2, TARPIT)) {
            internet.deadline = Duration.ofSeconds(60);
            DirectRoute route = internet.direct();
            CompletableFuture<List<Outcome>> sent = CompletableFuture.supplyAsync(() -> send(route, recipients));
            for (int tarpit = 0; tarpit < 8; tarpit++) internet.host(2).awaitStalled();
            route.close();

            List<String> states = states(sent.get(30, TimeUnit.SECONDS));
            assertThat(states).first().isEqualTo("A m1.example");
            assertThat(states.subList(1, 11)).containsOnly("N 0617");
        }
    }

    @Test
    void closedRouteTakesNoMail() throws Exception {
        try (Internet internet = Internet.of(ZONE).host(1, ACCEPTS)) {
            DirectRoute route = internet.direct();
            route.close();

            assertThatThrownBy(() -> send(route, "b@good.example"))
                    .isInstanceOf(QueueUnavailable.class)
                    .hasMessageStartingWith("MAIL-0004");
        }
    }

    @Test
    void connectionIsKeptForTheNextMail() throws Exception {
        try (Internet internet = Internet.of(ZONE).host(1, ACCEPTS)) {
            DirectRoute route = internet.direct();
            for (int mail = 0; mail < 5; mail++) send(route, "b@good.example");

            assertThat(internet.host(1).connections()).isEqualTo(1);
            assertThat(route.use().idle()).isEqualTo(1);
        }
    }
}

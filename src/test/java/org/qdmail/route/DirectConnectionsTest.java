package org.qdmail.route;

import static org.assertj.core.api.Assertions.assertThat;
import static org.qdmail.route.Internet.states;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.qdmail.envelope.Outcome;
import org.qdmail.smtp.PoolSettings;

/** How many connections a server of recipients gets at once. */
class DirectConnectionsTest {
    private static final String WAITING =
            """
            send 220 mx.example ESMTP
            ehlo PIPELINING
            want MAIL * | want RCPT * | want DATA
            stall
            send 250 ok | send 250 ok | send 354 go on
            body to-dot | send 250 ok
            serve
            again
            """;

    @ParameterizedTest
    @ValueSource(ints = {2, 5})
    void ext16NoMoreThanTheConfiguredConnectionsAtOnce(int most) throws Exception {
        try (Internet internet = Internet.of("a.example MX 10 m1.example").host(1, WAITING)) {
            internet.pool = new PoolSettings(most, 100, Duration.ofSeconds(30), Duration.ofMinutes(5));
            Route route = internet.direct();
            List<CompletableFuture<List<Outcome>>> all = new ArrayList<>();
            for (int mail = 0; mail < 8; mail++) {
                all.add(CompletableFuture.supplyAsync(
                        () -> Internet.send(route, "bob@a.example"), task -> new Thread(task).start()));
            }
            for (int connection = 0; connection < most; connection++)
                internet.host(1).awaitStalled();
            internet.host(1).release();

            for (CompletableFuture<List<Outcome>> each : all) {
                assertThat(states(each.get(20, TimeUnit.SECONDS))).containsExactly("A m1.example");
            }
            assertThat(internet.host(1).connections()).isEqualTo(most);
        }
    }
}

// SPDX-License-Identifier: Apache-2.0
package org.qdmail.rest;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.atomic.AtomicLong;
import java.util.concurrent.atomic.AtomicReference;
import org.junit.jupiter.api.Test;
import org.qdmail.SendResult;
import org.qdmail.message.Wishes;
import org.qdmail.rest.Answer.Sent;
import org.qdmail.rest.KeyTable.Meeting;
import org.qdmail.settings.RestSettings.IdempotencyKeys;
import org.qdmail.settings.RestSettings.Rate;

/** What the service keeps in memory: keys, results, rates; all of it bounded. */
class TablesTest {
    private final AtomicReference<Instant> now = new AtomicReference<>(Instant.EPOCH);
    private final AtomicLong nanos = new AtomicLong();
    private final KeyTable keys = new KeyTable(new IdempotencyKeys(false, Duration.ofHours(24), 2), now::get);
    private final Rates rates = new Rates(nanos::get, new Rate(1_000, Duration.ofSeconds(10)));

    private static Sent sent(String id) {
        return new Sent(
                "shop",
                Instant.EPOCH,
                new SendResult(id, "<" + id + "@x>", Optional.empty(), List.of(), Wishes.NONE, Set.of(), List.of()));
    }

    @Test
    void requestRunsOnceAndItsAnswerComesAgain() {
        assertThat(keys.begin("shop", "key", "digest")).isInstanceOf(Meeting.First.class);
        assertThat(keys.begin("shop", "key", "digest")).isInstanceOf(Meeting.Busy.class);
        assertThat(keys.begin("shop", "key", "other")).isInstanceOf(Meeting.Reused.class);
        assertThat(keys.begin("other", "key", "other")).isInstanceOf(Meeting.First.class);

        keys.finish("shop", "key", Optional.of(sent("1")));

        assertThat(keys.begin("shop", "key", "digest")).isEqualTo(new Meeting.Known(sent("1")));
    }

    @Test
    void answerThatIsNotKeptLetsTheRequestRunAgain() {
        assertThat(keys.begin("shop", "key", "digest")).isInstanceOf(Meeting.First.class);
        keys.finish("shop", "key", Optional.empty());

        assertThat(keys.begin("shop", "key", "other")).isInstanceOf(Meeting.First.class);
    }

    @Test
    void runningRequestsAreNeverDropped() {
        assertThat(keys.begin("shop", "one", "d")).isInstanceOf(Meeting.First.class);
        assertThat(keys.begin("shop", "two", "d")).isInstanceOf(Meeting.First.class);
        assertThat(keys.begin("shop", "three", "d")).isInstanceOf(Meeting.Full.class);

        keys.finish("shop", "two", Optional.of(sent("2")));

        assertThat(keys.begin("shop", "three", "d")).isInstanceOf(Meeting.First.class);
        assertThat(keys.begin("shop", "one", "d")).isInstanceOf(Meeting.Busy.class);
    }

    @Test
    void answerIsKeptForItsTime() {
        assertThat(keys.begin("shop", "key", "d")).isInstanceOf(Meeting.First.class);
        keys.finish("shop", "key", Optional.of(sent("1")));
        now.set(Instant.EPOCH.plus(Duration.ofHours(24)).minusNanos(1));
        assertThat(keys.begin("shop", "key", "d")).isInstanceOf(Meeting.Known.class);
        now.set(Instant.EPOCH.plus(Duration.ofHours(24)));

        assertThat(keys.begin("shop", "key", "d")).isInstanceOf(Meeting.First.class);
    }

    @Test
    void rateLetsSoManyThroughAtOnceAndThenEvenly() {
        Rate two = new Rate(2, Duration.ofSeconds(10));
        assertThat(rates.take("shop", two)).isEmpty();
        assertThat(rates.take("shop", two)).isEmpty();
        assertThat(rates.take("shop", two)).hasValue(6);
        assertThat(rates.take("other", two)).isEmpty();
        nanos.set(Duration.ofSeconds(5).toNanos());

        assertThat(rates.take("shop", two)).isEmpty();
        assertThat(rates.take("shop", two)).isPresent();
    }

    @Test
    void allCallersTogetherHaveARateToo() {
        Rates few = new Rates(nanos::get, new Rate(3, Duration.ofSeconds(30)));
        Rate two = new Rate(2, Duration.ofSeconds(10));
        assertThat(few.take("shop", two)).isEmpty();
        assertThat(few.take("shop", two)).isEmpty();
        assertThat(few.take("shop", two)).as("takes nothing from the others").hasValue(6);
        assertThat(few.take("other", two)).isEmpty();
        assertThat(few.take("third", two)).hasValue(11);
        nanos.set(Duration.ofSeconds(10).toNanos());

        assertThat(few.take("third", two)).as("its own rate is as it was").isEmpty();
    }

    @Test
    void clockThatOverflowsChangesNoRate() {
        nanos.set(Long.MAX_VALUE - 1);
        Rate one = new Rate(1, Duration.ofSeconds(10));
        Rates rates = new Rates(nanos::get, one);
        assertThat(rates.take("shop", one)).isEmpty();
        nanos.addAndGet(Duration.ofSeconds(5).toNanos());
        assertThat(rates.take("shop", one)).isPresent();
        nanos.addAndGet(Duration.ofSeconds(5).toNanos());

        assertThat(rates.take("shop", one)).isEmpty();
    }

    @Test
    void newestResultsStay() {
        ResultTable results = new ResultTable(2);
        for (String id : List.of("1", "2", "3")) results.add(sent(id));

        assertThat(results.find("1")).isEmpty();
        assertThat(results.newest(all -> true, "", 9))
                .extracting(sent -> sent.result().id())
                .containsExactly("3", "2");
        assertThat(results.newest(all -> true, "3", 9))
                .extracting(sent -> sent.result().id())
                .containsExactly("2");
        assertThat(results.newest(all -> true, "", 1))
                .extracting(sent -> sent.result().id())
                .containsExactly("3");
    }
}

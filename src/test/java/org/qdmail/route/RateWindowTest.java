package org.qdmail.route;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.qdmail.route.RateSettings.Rate;

class RateWindowTest {
    private static final long SECOND = Duration.ofSeconds(1).toNanos();

    /** Each starts as early as it may; then every time of one second is counted. */
    @ParameterizedTest
    @ValueSource(ints = {1, 2, 14, 16, 17, 100})
    void neverMoreThanTheCountWithinAnyTimeOfItsLength(int count) {
        Random random = new Random(count);
        RateWindow window = new RateWindow(new Rate(count, Duration.ofSeconds(1)));
        List<Long> starts = new ArrayList<>();
        long now = Long.MAX_VALUE - 3 * SECOND; // the time wraps around on the way
        for (int mail = 0; mail < 20 * count + 200; mail++) {
            now += random.nextInt(4) == 0 ? random.nextLong(2 * SECOND) : random.nextLong(SECOND / (2L * count) + 1);
            now += Math.max(0, window.nanosLeft(now));
            assertThat(window.nanosLeft(now)).isLessThanOrEqualTo(0);
            window.start(now);
            starts.add(now);
        }

        for (int at = count; at < starts.size(); at++) {
            assertThat(starts.get(at) - starts.get(at - count)).isGreaterThanOrEqualTo(SECOND);
        }
    }

    @Test
    void mailMayStartTheMomentTheEldestIsASecondOld() {
        RateWindow window = new RateWindow(new Rate(3, Duration.ofSeconds(1)));
        for (long at : new long[] {0, 10, 20}) window.start(at);

        assertThat(window.nanosLeft(30)).isEqualTo(SECOND - 30);
        assertThat(window.nanosLeft(SECOND)).isZero();
        window.start(SECOND);
        assertThat(window.nanosLeft(SECOND)).isEqualTo(10);
        assertThat(window.isIdle(2 * SECOND - 1)).isFalse();
        assertThat(window.isIdle(2 * SECOND)).isTrue();
    }
}

package org.qdmail.mime;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Clock;
import java.time.Instant;
import java.time.ZoneId;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.util.Locale;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class MailDateTest {
    @Test
    void cmp12WritesTheHoursOfADayAndANumericZone() {
        assertThat(date("2026-01-01T06:04:05Z", ZoneId.of("Asia/Tokyo"))).isEqualTo("Thu, 1 Jan 2026 15:04:05 +0900");
        assertThat(date("2025-12-31T15:00:00Z", ZoneId.of("Asia/Tokyo"))).isEqualTo("Thu, 1 Jan 2026 00:00:00 +0900");
    }

    @Test
    void cmp12WritesUtcAndZonesWestOfItByNumber() {
        assertThat(date("2026-11-25T03:04:59.999Z", ZoneOffset.UTC)).isEqualTo("Wed, 25 Nov 2026 03:04:59 +0000");
        assertThat(date("2026-07-01T12:00:00Z", ZoneId.of("America/St_Johns")))
                .isEqualTo("Wed, 1 Jul 2026 09:30:00 -0230");
    }

    @ParameterizedTest
    @ValueSource(strings = {"th-TH-u-ca-buddhist-nu-thai", "ar-EG", "ja-JP-u-ca-japanese", "tr-TR"})
    void c18IsEnglishAndGregorianWhateverTheLocale(String tag) {
        Locale before = Locale.getDefault();
        Locale.setDefault(Locale.forLanguageTag(tag));
        try {
            assertThat(date("2026-06-10T18:15:00Z", ZoneId.of("Asia/Kathmandu")))
                    .isEqualTo("Thu, 11 Jun 2026 00:00:00 +0545");
        } finally {
            Locale.setDefault(before);
        }
    }

    @Test
    void cmp12AgreesWithTheFormatterOfTheJdk() {
        Random random = new Random(12);
        for (int run = 0; run < 500; run++) {
            Instant instant = Instant.ofEpochSecond(random.nextInt(Integer.MAX_VALUE));
            ZoneId zone = ZoneOffset.ofTotalSeconds((random.nextInt(72) - 36) * 900);

            assertThat(date(instant.toString(), zone))
                    .isEqualTo(DateTimeFormatter.RFC_1123_DATE_TIME
                            .format(instant.atZone(zone))
                            .replace("GMT", "+0000"));
        }
    }

    @Test
    void keepsTheTextForItsSecondOnly() {
        SteppingClock clock = new SteppingClock();
        MailDate date = new MailDate(clock, ZoneOffset.UTC);
        String first = date.now();
        clock.millis = 999;
        assertThat(date.now()).isSameAs(first);
        clock.millis = 1000;
        assertThat(date.now()).isEqualTo("Thu, 1 Jan 1970 00:00:01 +0000");
    }

    private static String date(String instant, ZoneId zone) {
        return new MailDate(Clock.fixed(Instant.parse(instant), ZoneOffset.UTC), zone).now();
    }

    private static final class SteppingClock extends Clock {
        private long millis;

        @Override
        public ZoneId getZone() {
            return ZoneOffset.UTC;
        }

        @Override
        public Clock withZone(ZoneId zone) {
            return this;
        }

        @Override
        public Instant instant() {
            return Instant.ofEpochMilli(millis);
        }
    }
}

package org.qdmail.mime;

import java.time.Clock;
import java.time.Instant;
import java.time.ZoneId;
import java.time.ZonedDateTime;

/**
 * The value of the Date field (RFC 5322 section 3.3): English names, ASCII digits and the Gregorian year whatever the
 * locale, 24 hours, numeric zone. The text is kept for its second. Safe on any thread.
 */
final class MailDate {
    private static final String[] DAYS = {"Mon", "Tue", "Wed", "Thu", "Fri", "Sat", "Sun"};
    private static final String[] MONTHS = {
        "Jan", "Feb", "Mar", "Apr", "May", "Jun", "Jul", "Aug", "Sep", "Oct", "Nov", "Dec"
    };

    private final Clock clock;
    private final ZoneId zone;
    private volatile Kept kept = new Kept(Long.MIN_VALUE, "");

    private record Kept(long second, String text) {}

    MailDate(Clock clock, ZoneId zone) {
        this.clock = clock;
        this.zone = zone;
    }

    String now() {
        long second = Math.floorDiv(clock.millis(), 1000L);
        Kept last = kept;
        if (last.second != second) {
            last = new Kept(second, format(second));
            kept = last;
        }
        return last.text;
    }

    private String format(long second) {
        ZonedDateTime time = Instant.ofEpochSecond(second).atZone(zone);
        StringBuilder text = new StringBuilder(31)
                .append(DAYS[time.getDayOfWeek().ordinal()])
                .append(", ")
                .append(time.getDayOfMonth())
                .append(' ')
                .append(MONTHS[time.getMonthValue() - 1])
                .append(' ')
                .append(time.getYear())
                .append(' ');
        twoDigits(text, time.getHour()).append(':');
        twoDigits(text, time.getMinute()).append(':');
        twoDigits(text, time.getSecond()).append(' ');
        int offsetMinutes = time.getOffset().getTotalSeconds() / 60;
        text.append(offsetMinutes < 0 ? '-' : '+');
        twoDigits(text, Math.abs(offsetMinutes) / 60);
        return twoDigits(text, Math.abs(offsetMinutes) % 60).toString();
    }

    private static StringBuilder twoDigits(StringBuilder text, int number) {
        return text.append((char) ('0' + number / 10)).append((char) ('0' + number % 10));
    }
}

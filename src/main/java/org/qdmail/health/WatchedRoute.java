package org.qdmail.health;

import java.time.Instant;
import java.util.Optional;
import org.qdmail.RouteStatus;

/**
 * What is known of the route of one mailer.
 *
 * @param mailer its name; empty for the unnamed one
 * @param isReady whether the last look succeeded, and none takes too long now
 * @param number why it is not ready, such as {@code MAIL-0604}; empty when it is, or when the look itself
 *     broke, which the log tells
 * @param lookedAt when the last look ended
 * @param readyAt when it was last seen ready
 * @param status what the server said of itself then
 */
public record WatchedRoute(
        String mailer,
        boolean isReady,
        Optional<String> number,
        Optional<Instant> lookedAt,
        Optional<Instant> readyAt,
        Optional<RouteStatus> status) {}

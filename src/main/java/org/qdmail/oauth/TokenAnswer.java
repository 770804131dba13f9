package org.qdmail.oauth;

import java.net.http.HttpResponse;
import java.time.Duration;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.qdmail.failure.Fault;
import org.qdmail.failure.Secret;
import org.qdmail.failure.TokenFaults;
import org.qdmail.smtp.SecretSource;

/**
 * What a token endpoint gave out (RFC 6749 section 5.1).
 *
 * @param token the access token
 * @param lifetime how long it is good from the question on; empty when that was not said
 * @param refreshToken a refresh token in place of the one before
 */
record TokenAnswer(Secret token, Optional<Duration> lifetime, Optional<Secret> refreshToken) {
    private static final int OK = 200;
    private static final int TOO_MANY = 429;
    private static final int REQUEST_TIMEOUT = 408;
    private static final int LONGEST_TOKEN = 8 * 1024;
    private static final long LONGEST_SECONDS = Duration.ofDays(365).toSeconds();
    private static final Set<String> LATER = Set.of("temporarily_unavailable", "server_error", "slow_down");
    /** Only these are shown: anything else may repeat what we said. */
    private static final Set<String> FOR_GOOD = Set.of(
            "invalid_request",
            "invalid_client",
            "invalid_grant",
            "unauthorized_client",
            "unsupported_grant_type",
            "invalid_scope",
            "invalid_target",
            "access_denied");

    /**
     * Reads an answer.
     *
     * @throws SecretSource.Unavailable when it is no token (MAIL-0620)
     */
    static TokenAnswer of(HttpResponse<byte[]> response, String host) {
        int status = response.statusCode();
        if (status != OK) throw refused(response, host);
        Map<String, String> members;
        try {
            members = FlatJson.read(response.body());
        } catch (FlatJson.Unfit unfit) {
            throw later(TokenFaults.notAToken(host, "it is no JSON object"));
        }
        String token = members.getOrDefault("access_token", "");
        if (!isToken(token)) {
            throw later(TokenFaults.notAToken(host, "access_token is missing, too long or of other characters"));
        }
        if (!members.getOrDefault("token_type", "").equalsIgnoreCase("Bearer")) {
            throw later(TokenFaults.notAToken(host, "token_type is not Bearer (RFC 6749 section 7.1)"));
        }
        Optional<Secret> refresh = Optional.ofNullable(members.get("refresh_token"))
                .filter(TokenAnswer::isToken)
                .map(Secret::of);
        return new TokenAnswer(Secret.of(token), lifetime(members, host), refresh);
    }

    /** Some servers write it in quotes. */
    private static Optional<Duration> lifetime(Map<String, String> members, String host) {
        String given = members.get("expires_in");
        if (given == null) return Optional.empty();
        try {
            long seconds = Long.parseLong(given);
            if (seconds > 0) return Optional.of(Duration.ofSeconds(Math.min(seconds, LONGEST_SECONDS)));
        } catch (NumberFormatException unfit) {
            throw later(TokenFaults.notAToken(host, "expires_in is no number of seconds"));
        }
        throw later(TokenFaults.notAToken(host, "expires_in is over already"));
    }

    private static boolean isToken(String text) {
        return !text.isEmpty()
                && text.length() <= LONGEST_TOKEN
                && text.chars().allMatch(character -> character > ' ' && character <= '~');
    }

    private static SecretSource.Unavailable refused(HttpResponse<byte[]> response, String host) {
        int status = response.statusCode();
        String error = errorOf(response.body());
        boolean later = status >= 500 || status == TOO_MANY || status == REQUEST_TIMEOUT || LATER.contains(error);
        return failed(TokenFaults.refused(host, status, error), later);
    }

    private static String errorOf(byte[] body) {
        try {
            String error = FlatJson.read(body).getOrDefault("error", "");
            return FOR_GOOD.contains(error) || LATER.contains(error) ? error : "";
        } catch (FlatJson.Unfit unsaid) {
            return ""; // its status says enough
        }
    }

    private static SecretSource.Unavailable later(Fault fault) {
        return failed(fault, true);
    }

    private static SecretSource.Unavailable failed(Fault fault, boolean isRetryable) {
        return new SecretSource.Unavailable(fault, isRetryable, null);
    }
}

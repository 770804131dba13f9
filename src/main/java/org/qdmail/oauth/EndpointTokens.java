package org.qdmail.oauth;

import java.io.IOException;
import java.net.http.HttpResponse;
import java.time.Duration;
import java.util.Optional;
import java.util.concurrent.TimeoutException;
import java.util.concurrent.atomic.AtomicReference;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;
import org.qdmail.failure.Fault;
import org.qdmail.failure.Secret;
import org.qdmail.failure.TokenFaults;
import org.qdmail.smtp.SecretSource;
import org.qdmail.wire.BoundedHttp;
import org.qdmail.wire.WireTime;

/**
 * The tokens of a token endpoint: one is kept until shortly before its end, or until a server has refused it. Nothing is
 * asked before the first login.
 */
public final class EndpointTokens implements SecretSource.Remote {
    /** A token is renewed so long before its end, or at half of its time where that comes first. */
    private static final Duration AHEAD = Duration.ofMinutes(1);
    /** Endpoints lock out who asks again and again after they have refused. */
    private static final Duration PAUSE = Duration.ofMinutes(1);

    /** A token and when it is to be renewed; without a time it is good until it is refused. */
    private record Held(Secret token, long since, long nanos) {
        boolean isFresh(long now) {
            return now - since < nanos;
        }
    }

    /** Why the endpoint gives no token, and when it said so. */
    private record Refusal(Fault fault, long at) {}

    private final OAuthSettings settings;
    private final WireTime time;
    private final Consumer<Secret> rotated;
    private final TokenCall call;
    private final AtomicReference<@Nullable Held> held = new AtomicReference<>();
    private final AtomicReference<@Nullable Refusal> refusal = new AtomicReference<>();
    private final AtomicReference<@Nullable Secret> refreshToken = new AtomicReference<>();
    private final AtomicReference<@Nullable Secret> newRefreshToken = new AtomicReference<>();

    /** @param rotated is given each refresh token that takes the place of the one before; on a sending thread */
    public EndpointTokens(OAuthSettings settings, WireTime time, Consumer<Secret> rotated) {
        this.settings = settings;
        this.time = time;
        this.rotated = rotated;
        this.call = new TokenCall(settings);
        if (settings.grant() == OAuthSettings.Grant.REFRESH_TOKEN) {
            refreshToken.set(settings.refreshToken().orElseThrow());
        }
    }

    @Override
    public Optional<Secret> atHand(Optional<Secret> refused) {
        Held known = held.get();
        if (known == null) return Optional.empty();
        if (refused.filter(known.token()::equals).isPresent()) {
            held.compareAndSet(known, null);
            return Optional.empty();
        }
        return known.isFresh(time.nanoTime()) ? Optional.of(known.token()) : Optional.empty();
    }

    @Override
    public Secret read() {
        Optional<Secret> known = atHand(Optional.empty());
        if (known.isPresent()) return known.get(); // another thread has just got it
        long asked = time.nanoTime();
        Refusal before = refusal.get();
        if (before != null && asked - before.at() < PAUSE.toNanos()) {
            throw new Unavailable(before.fault(), false, null);
        }
        TokenAnswer answer = answer(asked);
        answer.refreshToken().ifPresent(this::rotate);
        long nanos = answer.lifetime()
                .map(EndpointTokens::use)
                .map(Duration::toNanos)
                .orElse(Long.MAX_VALUE);
        held.set(new Held(answer.token(), asked, nanos));
        return answer.token();
    }

    private static Duration use(Duration lifetime) {
        Duration half = lifetime.dividedBy(2);
        return half.compareTo(AHEAD) < 0 ? half : lifetime.minus(AHEAD);
    }

    private void rotate(Secret given) {
        Secret before = refreshToken.get();
        if (before == null || before.equals(given)) return;
        refreshToken.set(given);
        newRefreshToken.set(given);
    }

    /** What is refused for good is not asked for again at once. */
    private TokenAnswer answer(long asked) {
        try {
            TokenAnswer answer = ask();
            refusal.set(null);
            return answer;
        } catch (Unavailable failed) {
            refusal.set(failed.isRetryable() ? null : new Refusal(failed.fault(), asked));
            throw failed;
        }
    }

    private TokenAnswer ask() {
        String host = settings.endpoint().getHost();
        HttpResponse<byte[]> response;
        try {
            response = call.ask(refreshToken.get());
        } catch (TimeoutException late) {
            throw failed(TokenFaults.silent(settings.limit(), settings.limit()), late);
        } catch (BoundedHttp.TooLarge large) {
            throw failed(TokenFaults.notAToken(host, "it is larger than " + TokenCall.MAX_OCTETS + " octets"), large);
        } catch (IOException failure) {
            throw failed(TokenFaults.notReachable(host), failure);
        } catch (InterruptedException ended) {
            Thread.currentThread().interrupt();
            throw failed(TokenFaults.notReachable(host), ended);
        }
        return TokenAnswer.of(response, host);
    }

    private static Unavailable failed(Fault fault, Exception cause) {
        return new Unavailable(fault, true, cause);
    }

    @Override
    public void handOver() {
        Secret given = newRefreshToken.getAndSet(null);
        if (given != null) rotated.accept(given);
    }
}

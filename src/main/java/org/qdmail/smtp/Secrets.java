package org.qdmail.smtp;

import java.io.IOException;
import java.time.Duration;
import java.util.Optional;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.Executor;
import java.util.concurrent.TimeoutException;
import org.qdmail.failure.DeliveryFaults;
import org.qdmail.failure.Phase;
import org.qdmail.failure.Secret;
import org.qdmail.failure.TokenFaults;
import org.qdmail.wire.Deadline;
import org.qdmail.wire.Guard;
import org.qdmail.wire.SharedLookup;
import org.qdmail.wire.Watchdog;

/** Reads the secret of a login, once more after a moment when a file that is being replaced is found empty. */
final class Secrets {
    private static final Duration MOMENT = Duration.ofSeconds(1);

    private final Watchdog watchdog;
    private final SmtpTimeouts timeouts;
    private final Optional<SharedLookup<Secret>> shared;

    /** @param token the only one that may be of another server */
    Secrets(Watchdog watchdog, Executor threads, SmtpTimeouts timeouts, Optional<SecretSource> token) {
        this.watchdog = watchdog;
        this.timeouts = timeouts;
        this.shared = token.filter(SecretSource.Remote.class::isInstance)
                .map(source -> new SharedLookup<>(source::read, threads, watchdog));
    }

    /** @param refused a secret that was refused a moment ago */
    Secret read(SecretSource source, Authentication mechanism, Optional<Secret> refused, Deadline deadline)
            throws StepFailed {
        Secret secret = read(source, refused, deadline);
        if (secret.isEmpty()) {
            pause();
            secret = read(source, refused, deadline);
        }
        if (secret.isEmpty()) throw unusable("is empty");
        if (mechanism.takesToken() && !isToken(secret)) throw unusable("has characters that no token has (RFC 6750)");
        if (hasNul(secret)) throw unusable("has a NUL character");
        return secret;
    }

    private Secret read(SecretSource source, Optional<Secret> refused, Deadline deadline) throws StepFailed {
        try {
            if (source instanceof SecretSource.Remote remote) return readShared(remote, refused, deadline);
            return refused.isPresent() ? source.readInPlaceOf(refused.get()) : source.read();
        } catch (IOException unreadable) {
            throw unusable("cannot be read");
        } catch (SecretSource.Unavailable failure) {
            throw failed(failure);
        }
    }

    private Secret readShared(SecretSource.Remote source, Optional<Secret> refused, Deadline deadline)
            throws StepFailed {
        Optional<Secret> known = source.atHand(refused);
        if (known.isPresent()) return known.get();
        Duration limit = timeouts.connect();
        try {
            return shared.orElseThrow().await(limit, deadline);
        } catch (TimeoutException silence) {
            throw StepFailed.forNow(TokenFaults.silent(limit, deadline.length()), Phase.AUTH, silence);
        } catch (ExecutionException failure) {
            if (failure.getCause() instanceof SecretSource.Unavailable said) throw failed(said);
            throw StepFailed.forNow(TokenFaults.failed(), Phase.AUTH, failure);
        } catch (InterruptedException ended) {
            throw aborted();
        } finally {
            source.handOver();
        }
    }

    private static StepFailed failed(SecretSource.Unavailable failure) {
        if (Thread.currentThread().isInterrupted()) return aborted();
        return failure.isRetryable()
                ? StepFailed.forNow(failure.fault(), Phase.AUTH, failure)
                : StepFailed.forGood(failure.fault(), Phase.AUTH);
    }

    private static StepFailed aborted() {
        return StepFailed.aborted(
                Thread.currentThread().isInterrupted()
                        ? DeliveryFaults.interrupted(Phase.AUTH)
                        : DeliveryFaults.closedWhileSending(Phase.AUTH),
                Phase.AUTH);
    }

    private static StepFailed unusable(String reason) {
        return StepFailed.forNow(DeliveryFaults.secretUnusable(reason), Phase.AUTH);
    }

    private static boolean isToken(Secret secret) {
        for (char character : secret.reveal()) {
            if (character <= ' ' || character > '~') return false;
        }
        return true;
    }

    private static boolean hasNul(Secret secret) {
        for (char character : secret.reveal()) {
            if (character == '\0') return true;
        }
        return false;
    }

    private void pause() throws StepFailed {
        CountDownLatch over = new CountDownLatch(1);
        Guard guard = watchdog.watch(over::countDown);
        try {
            guard.arm(MOMENT);
            over.await();
        } catch (InterruptedException interrupted) {
            Thread.currentThread().interrupt();
        } finally {
            watchdog.forget(guard);
        }
        if (Thread.currentThread().isInterrupted() || guard.cause() == Guard.Cause.CLOSE) throw aborted();
    }
}

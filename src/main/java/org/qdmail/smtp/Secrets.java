package org.qdmail.smtp;

import java.io.IOException;
import java.time.Duration;
import java.util.concurrent.CountDownLatch;
import org.qdmail.failure.DeliveryFaults;
import org.qdmail.failure.Phase;
import org.qdmail.failure.Secret;
import org.qdmail.wire.Guard;
import org.qdmail.wire.Watchdog;

/** Reads the secret of a login, once more after a moment when a file that is being replaced is found empty. */
final class Secrets {
    private static final Duration MOMENT = Duration.ofSeconds(1);

    private final Watchdog watchdog;

    Secrets(Watchdog watchdog) {
        this.watchdog = watchdog;
    }

    Secret read(SecretSource source, Authentication mechanism) throws StepFailed {
        Secret secret = read(source);
        if (secret.isEmpty()) {
            pause();
            secret = read(source);
        }
        if (secret.isEmpty()) throw unusable("is empty");
        if (mechanism.takesToken() && !isToken(secret)) throw unusable("has characters that no token has (RFC 6750)");
        if (hasNul(secret)) throw unusable("has a NUL character");
        return secret;
    }

    private static Secret read(SecretSource source) throws StepFailed {
        try {
            return source.read();
        } catch (IOException unreadable) {
            throw unusable("cannot be read");
        }
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
        if (Thread.currentThread().isInterrupted()) {
            throw StepFailed.aborted(DeliveryFaults.interrupted(Phase.AUTH), Phase.AUTH);
        }
        if (guard.cause() == Guard.Cause.CLOSE) {
            throw StepFailed.aborted(DeliveryFaults.closedWhileSending(Phase.AUTH), Phase.AUTH);
        }
    }
}

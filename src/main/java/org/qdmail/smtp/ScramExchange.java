package org.qdmail.smtp;

import com.ongres.scram.client.ScramClient;
import com.ongres.scram.common.ServerFirstMessage;
import com.ongres.scram.common.exception.ScramException;
import com.ongres.scram.common.exception.ScramRuntimeException;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Optional;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;
import org.qdmail.failure.Secret;

/** SCRAM-SHA-256 (RFC 7677): the password is never sent, and the server has to prove that it knows it. */
final class ScramExchange implements LoginExchange {
    private static final int MIN_ITERATIONS = 4096; // RFC 7677 section 4
    private static final int MAX_ITERATIONS = 1_000_000; // more would be an attack on our processor

    private final ScramClient client;
    private Step step = Step.FIRST;

    private enum Step {
        FIRST,
        FINAL,
        PROVEN
    }

    /** @param nonce for the RFC's examples; null for a random one */
    ScramExchange(String user, Secret password, @Nullable Supplier<String> nonce) {
        var builder = ScramClient.builder()
                .advertisedMechanisms(List.of("SCRAM-SHA-256"))
                .username(user)
                .password(password.reveal());
        client = (nonce == null ? builder : builder.nonceSupplier(nonce)).build();
    }

    @Override
    public Optional<byte[]> initialResponse() {
        return Optional.of(octets(client.clientFirstMessage().toString()));
    }

    @Override
    public byte[] respond(byte[] challenge) throws Refusal {
        String message = new String(challenge, StandardCharsets.UTF_8);
        try {
            return switch (step) {
                case FIRST -> prove(message);
                case FINAL -> believe(message);
                case PROVEN -> throw new Refusal("a challenge came behind the server's proof");
            };
        } catch (ScramException | ScramRuntimeException | IllegalArgumentException refused) {
            throw new Refusal("the server's part of SCRAM was not right in step " + step);
        }
    }

    private byte[] prove(String serverFirst) throws Refusal, ScramException {
        ServerFirstMessage first = client.serverFirstMessage(serverFirst);
        int iterations = first.getIterationCount();
        if (iterations < MIN_ITERATIONS || iterations > MAX_ITERATIONS) {
            throw new Refusal("the server wants " + iterations + " iterations; " + MIN_ITERATIONS + " to "
                    + MAX_ITERATIONS + " are allowed");
        }
        step = Step.FINAL;
        return octets(client.clientFinalMessage().toString());
    }

    private byte[] believe(String serverFinal) throws ScramException {
        client.serverFinalMessage(serverFinal);
        step = Step.PROVEN;
        return new byte[0];
    }

    @Override
    public boolean mayEnd() {
        return step == Step.PROVEN;
    }

    private static byte[] octets(String text) {
        return text.getBytes(StandardCharsets.UTF_8);
    }
}

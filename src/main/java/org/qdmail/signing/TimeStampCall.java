package org.qdmail.signing;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.ByteBuffer;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.Flow;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import org.jspecify.annotations.Nullable;

/** One question and answer over HTTP (RFC 3161 section 3.4), bounded in time and size. */
final class TimeStampCall {
    private static final int MAX_OCTETS = 256 * 1024;
    private static final int OK = 200;

    private final URI url;
    private final Duration timeout;
    private final HttpClient client;

    TimeStampCall(URI url, Duration timeout) {
        this.url = url;
        this.timeout = timeout;
        this.client = HttpClient.newBuilder()
                .version(HttpClient.Version.HTTP_1_1)
                .connectTimeout(timeout)
                .build();
    }

    /**
     * The body of the answer.
     *
     * @throws IOException if none comes in time, it is too large, or its status is not 200
     */
    byte[] answer(byte[] question) throws IOException, InterruptedException {
        HttpRequest request = HttpRequest.newBuilder(url)
                .header("Content-Type", "application/timestamp-query")
                .POST(HttpRequest.BodyPublishers.ofByteArray(question))
                .build();
        CompletableFuture<HttpResponse<byte[]>> coming = client.sendAsync(request, header -> new Bounded());
        try {
            HttpResponse<byte[]> response = coming.get(timeout.toNanos(), TimeUnit.NANOSECONDS);
            if (response.statusCode() != OK) throw new IOException("it answered with status " + response.statusCode());
            return response.body();
        } catch (TimeoutException late) {
            throw new IOException("it did not answer within " + timeout, late);
        } catch (ExecutionException failed) {
            throw new IOException("it cannot be asked: " + failed.getCause(), failed);
        } finally {
            coming.cancel(true);
        }
    }

    /** Collects a body up to the limit. */
    private static final class Bounded implements HttpResponse.BodySubscriber<byte[]> {
        private final CompletableFuture<byte[]> body = new CompletableFuture<>();
        private final ByteArrayOutputStream octets = new ByteArrayOutputStream();
        private Flow.@Nullable Subscription subscription;

        @Override
        public CompletionStage<byte[]> getBody() {
            return body;
        }

        @Override
        public void onSubscribe(Flow.Subscription given) {
            subscription = given;
            given.request(Long.MAX_VALUE);
        }

        @Override
        public void onNext(List<ByteBuffer> buffers) {
            for (ByteBuffer buffer : buffers) {
                if (octets.size() + buffer.remaining() > MAX_OCTETS) {
                    if (subscription != null) subscription.cancel();
                    body.completeExceptionally(new IOException("its answer is larger than " + MAX_OCTETS + " octets"));
                    return;
                }
                byte[] piece = new byte[buffer.remaining()];
                buffer.get(piece);
                octets.writeBytes(piece);
            }
        }

        @Override
        public void onError(Throwable failure) {
            body.completeExceptionally(failure);
        }

        @Override
        public void onComplete() {
            body.complete(octets.toByteArray());
        }
    }
}

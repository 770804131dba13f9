package org.qdmail.wire;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
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

/** One question over HTTP, whose answer is bounded in time and size: the JDK's own limit ends with the header. */
public final class BoundedHttp {
    private BoundedHttp() {}

    /**
     * The answer, whatever its status.
     *
     * @param limit for the whole of question and answer
     * @param most octets of the body
     * @throws TimeoutException when it is not whole within the limit
     * @throws TooLarge when more comes
     * @throws IOException when there is none; the cause says why
     */
    public static HttpResponse<byte[]> ask(HttpClient client, HttpRequest request, Duration limit, int most)
            throws IOException, TimeoutException, InterruptedException {
        CompletableFuture<HttpResponse<byte[]>> coming = client.sendAsync(request, header -> new Body(most));
        try {
            return coming.get(limit.toNanos(), TimeUnit.NANOSECONDS);
        } catch (ExecutionException failed) {
            if (failed.getCause() instanceof TooLarge large) throw large;
            throw new IOException("it cannot be asked: " + failed.getCause(), failed.getCause());
        } finally {
            coming.cancel(true);
        }
    }

    /** More came than the limit allows. */
    public static final class TooLarge extends IOException {
        private static final long serialVersionUID = 1L;

        TooLarge(int most) {
            super("its answer is larger than " + most + " octets");
        }
    }

    /** Collects a body up to the limit. */
    private static final class Body implements HttpResponse.BodySubscriber<byte[]> {
        private final int most;
        private final CompletableFuture<byte[]> body = new CompletableFuture<>();
        private final ByteArrayOutputStream octets = new ByteArrayOutputStream();
        private Flow.@Nullable Subscription subscription;

        Body(int most) {
            this.most = most;
        }

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
                if (octets.size() + buffer.remaining() > most) {
                    if (subscription != null) subscription.cancel();
                    body.completeExceptionally(new TooLarge(most));
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

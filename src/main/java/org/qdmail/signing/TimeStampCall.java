package org.qdmail.signing;

import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.time.Duration;
import java.util.concurrent.TimeoutException;
import org.qdmail.wire.BoundedHttp;

/** One question to an authority over HTTP (RFC 3161 section 3.4). */
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
        try {
            HttpResponse<byte[]> response = BoundedHttp.ask(client, request, timeout, MAX_OCTETS);
            if (response.statusCode() != OK) throw new IOException("it answered with status " + response.statusCode());
            return response.body();
        } catch (TimeoutException late) {
            throw new IOException("it did not answer within " + timeout, late);
        }
    }
}

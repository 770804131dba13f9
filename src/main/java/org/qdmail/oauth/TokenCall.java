package org.qdmail.oauth;

import java.io.IOException;
import java.net.URLEncoder;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.util.Base64;
import java.util.concurrent.TimeoutException;
import java.util.concurrent.atomic.AtomicReference;
import org.jspecify.annotations.Nullable;
import org.qdmail.failure.Secret;
import org.qdmail.wire.BoundedHttp;
import org.qdmail.wire.TlsLayer;

/** One question to the token endpoint (RFC 6749 sections 4.4.2 and 6), bounded in time and size; follows no redirect. */
final class TokenCall {
    static final int MAX_OCTETS = 64 * 1024;

    private final OAuthSettings settings;
    private final AtomicReference<@Nullable HttpClient> client = new AtomicReference<>();

    TokenCall(OAuthSettings settings) {
        this.settings = settings;
    }

    /**
     * The answer, whatever its status.
     *
     * @throws TimeoutException when it is not whole within the limit
     * @throws BoundedHttp.TooLarge when it has more than {@link #MAX_OCTETS}
     * @throws IOException when there is none
     */
    HttpResponse<byte[]> ask(@Nullable Secret refreshToken) throws IOException, TimeoutException, InterruptedException {
        return BoundedHttp.ask(client(), request(refreshToken), settings.limit(), MAX_OCTETS);
    }

    private HttpClient client() {
        HttpClient known = client.get();
        if (known != null) return known;
        HttpClient made = HttpClient.newBuilder()
                .version(HttpClient.Version.HTTP_1_1)
                .followRedirects(HttpClient.Redirect.NEVER)
                .connectTimeout(settings.limit())
                .sslContext(TlsLayer.context(settings.trust()))
                .build();
        client.set(made);
        return made;
    }

    private HttpRequest request(@Nullable Secret refreshToken) {
        StringBuilder form = new StringBuilder(200);
        if (refreshToken == null) {
            form.append("grant_type=client_credentials");
        } else {
            form.append("grant_type=refresh_token&refresh_token=").append(encoded(text(refreshToken)));
        }
        settings.scope().ifPresent(scope -> form.append("&scope=").append(encoded(scope)));
        HttpRequest.Builder request = HttpRequest.newBuilder(settings.endpoint())
                .header("Content-Type", "application/x-www-form-urlencoded")
                .header("Accept", "application/json");
        identify(request, form);
        return request.POST(HttpRequest.BodyPublishers.ofString(form.toString(), StandardCharsets.US_ASCII))
                .build();
    }

    /** Who has no secret can only be named in the body (RFC 6749 section 3.2.1). */
    private void identify(HttpRequest.Builder request, StringBuilder form) {
        String id = encoded(settings.clientId());
        String secret =
                settings.clientSecret().map(given -> encoded(text(given))).orElse("");
        if (settings.authentication() == OAuthSettings.Authentication.BASIC && !secret.isEmpty()) {
            byte[] both = (id + ':' + secret).getBytes(StandardCharsets.US_ASCII);
            request.header("Authorization", "Basic " + Base64.getEncoder().encodeToString(both));
            return;
        }
        form.append("&client_id=").append(id);
        if (!secret.isEmpty()) form.append("&client_secret=").append(secret);
    }

    private static String text(Secret secret) {
        return new String(secret.reveal());
    }

    private static String encoded(String text) {
        return URLEncoder.encode(text, StandardCharsets.UTF_8);
    }
}

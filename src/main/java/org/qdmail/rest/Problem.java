package org.qdmail.rest;

import jakarta.json.Json;
import jakarta.json.JsonArrayBuilder;
import jakarta.json.JsonObject;
import jakarta.json.JsonObjectBuilder;
import jakarta.ws.rs.core.HttpHeaders;
import jakarta.ws.rs.core.Response;
import jakarta.ws.rs.core.Response.ResponseBuilder;
import java.util.List;
import java.util.Locale;
import java.util.OptionalInt;
import org.qdmail.failure.Fault;

/**
 * An answer that says no (RFC 9457).
 *
 * @param kind its type
 * @param faults what is wrong, the place of each a JSON pointer or the name of a header field
 * @param retryAfterSeconds when another try makes sense, if it does
 */
record Problem(Kind kind, List<Fault> faults, OptionalInt retryAfterSeconds) {
    static final String MEDIA_TYPE = "application/problem+json";

    Problem {
        faults = List.copyOf(faults);
    }

    static Problem of(Kind kind, List<Fault> faults) {
        return new Problem(kind, faults, OptionalInt.empty());
    }

    static Problem of(Kind kind, Fault fault) {
        return of(kind, List.of(fault));
    }

    Problem retryAfter(int seconds) {
        return new Problem(kind, faults, OptionalInt.of(seconds));
    }

    Response response() {
        ResponseBuilder response = Response.status(kind.status)
                .type(MEDIA_TYPE)
                .header(HttpHeaders.CACHE_CONTROL, "no-store")
                .entity(json().toString());
        retryAfterSeconds.ifPresent(seconds -> response.header(HttpHeaders.RETRY_AFTER, seconds));
        return response.build();
    }

    JsonObject json() {
        JsonObjectBuilder json = Json.createObjectBuilder()
                .add("type", "urn:qdmail:problem:" + kind.word())
                .add("title", kind.title)
                .add("status", kind.status);
        if (faults.isEmpty()) return json.build();
        Fault first = faults.get(0);
        JsonArrayBuilder list = Json.createArrayBuilder();
        faults.forEach(fault -> list.add(fault(fault)));
        return json.add("detail", first.text())
                .add("number", first.number())
                .add("faults", list)
                .build();
    }

    private static JsonObjectBuilder fault(Fault fault) {
        JsonObjectBuilder json = Json.createObjectBuilder().add("number", fault.number());
        if (!fault.place().isEmpty()) json.add("pointer", fault.place());
        return json.add("detail", fault.text());
    }

    /** The types of problems, with the status of each. */
    enum Kind {
        UNREADABLE(400, "The request cannot be read"),
        NOT_LOGGED_IN(401, "The caller is not known"),
        NOT_ALLOWED(403, "The caller may not do this"),
        NOT_FOUND(404, "There is no such thing"),
        METHOD_NOT_ALLOWED(405, "The method is not allowed here"),
        NOT_ACCEPTABLE(406, "The answer cannot have the wanted media type"),
        KEY_BUSY(409, "The first request with this key is still running"),
        VETOED(409, "The application stopped the mail"),
        TOO_LARGE(413, "The request is too large"),
        UNSUPPORTED_MEDIA_TYPE(415, "The body has another media type than is read here"),
        INVALID_MESSAGE(422, "The message is not valid"),
        KEY_REUSED(422, "The key was used for another request"),
        TOO_MANY_REQUESTS(429, "Too many requests"),
        FAILED(500, "The service cannot send as it is set up"),
        DELIVERY_REFUSED(502, "Nobody was accepted, and another try would not change that"),
        DELIVERY_DEFERRED(503, "Nobody was accepted for now"),
        UNAVAILABLE(503, "The service takes no mail for now");

        private final int status;
        private final String title;

        Kind(int status, String title) {
            this.status = status;
            this.title = title;
        }

        int status() {
            return status;
        }

        String word() {
            return name().toLowerCase(Locale.ROOT).replace('_', '-');
        }
    }
}

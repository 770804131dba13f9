package org.qdmail.health;

import jakarta.json.Json;
import jakarta.json.JsonObjectBuilder;
import jakarta.json.JsonValue;
import java.util.Optional;
import org.qdmail.RouteStatus;

/** Routes in answers over HTTP. */
public final class RouteJson {
    private RouteJson() {}

    /** An object, without credentials. */
    public static JsonObjectBuilder of(WatchedRoute route) {
        JsonObjectBuilder json = Json.createObjectBuilder()
                .add("mailer", route.mailer())
                .add("ready", route.isReady())
                .add("number", text(route.number()))
                .add("lookedAt", text(route.lookedAt()))
                .add("readyAt", text(route.readyAt()));
        route.status().ifPresent(status -> json.add("server", server(status)));
        return json;
    }

    private static JsonObjectBuilder server(RouteStatus status) {
        JsonObjectBuilder json = Json.createObjectBuilder()
                .add("host", status.host())
                .add("port", status.port())
                .add("tls", text(status.tls()))
                .add("certificateEnds", text(status.certificateEnd()))
                .add("loggedIn", status.login().isPresent())
                .add("receipts", status.offersReceipts())
                .add(
                        "capabilities",
                        Json.createArrayBuilder(
                                status.capabilities().stream().sorted().toList()));
        status.maxOctets().ifPresent(octets -> json.add("maxOctets", octets));
        return json;
    }

    private static JsonValue text(Optional<?> value) {
        return value.<JsonValue>map(present -> Json.createValue(present.toString()))
                .orElse(JsonValue.NULL);
    }
}

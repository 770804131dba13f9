package org.qdmail.rest;

import jakarta.enterprise.context.Dependent;
import jakarta.inject.Inject;
import jakarta.json.Json;
import jakarta.json.JsonArrayBuilder;
import jakarta.json.JsonObjectBuilder;
import jakarta.json.JsonValue;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.Produces;
import jakarta.ws.rs.core.MediaType;
import jakarta.ws.rs.core.Response;
import java.util.List;
import java.util.Optional;
import org.eclipse.microprofile.openapi.annotations.Operation;
import org.eclipse.microprofile.openapi.annotations.responses.APIResponse;
import org.qdmail.RouteStatus;
import org.qdmail.health.RouteWatch;
import org.qdmail.health.WatchedRoute;
import org.qdmail.rest.Problem.Kind;

/** What each route can do, and when it was last seen working; for administrators. */
@Path("routes")
@Guarded
@Dependent
@Produces({MediaType.APPLICATION_JSON, Problem.MEDIA_TYPE})
public class RoutesResource {
    @Inject
    @SuppressWarnings("NullAway.Init")
    RouteWatch watch;

    /** For the container. */
    public RoutesResource() {}

    /** The routes as they were seen last; opens no connection itself. */
    @GET
    @NeedsRole(Role.ADMIN)
    @Operation(summary = "Tells what each route can do", operationId = "listRoutes")
    @APIResponse(responseCode = "200", description = "routes: an array, one for each mailer; no credentials")
    public Response routes() {
        JsonArrayBuilder routes = Json.createArrayBuilder();
        try {
            watch.routes().forEach(route -> routes.add(json(route)));
        } catch (InterruptedException stop) {
            Thread.currentThread().interrupt();
            return Problem.of(Kind.UNAVAILABLE, List.of()).response();
        }
        return Response.ok(
                        Json.createObjectBuilder().add("routes", routes).build().toString(),
                        "application/json;charset=UTF-8")
                .build();
    }

    private static JsonObjectBuilder json(WatchedRoute route) {
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

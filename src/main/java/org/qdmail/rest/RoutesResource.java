package org.qdmail.rest;

import jakarta.enterprise.context.Dependent;
import jakarta.inject.Inject;
import jakarta.json.Json;
import jakarta.json.JsonArrayBuilder;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.Produces;
import jakarta.ws.rs.core.MediaType;
import jakarta.ws.rs.core.Response;
import java.util.List;
import org.eclipse.microprofile.openapi.annotations.Operation;
import org.eclipse.microprofile.openapi.annotations.responses.APIResponse;
import org.qdmail.health.RouteJson;
import org.qdmail.health.RouteWatch;
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
            watch.routes().forEach(route -> routes.add(RouteJson.of(route)));
        } catch (InterruptedException stop) {
            Thread.currentThread().interrupt();
            return Problem.of(Kind.UNAVAILABLE, List.of()).response();
        }
        return Response.ok(
                        Json.createObjectBuilder().add("routes", routes).build().toString(),
                        "application/json;charset=UTF-8")
                .build();
    }
}

package org.qdmail.mailbox;

import jakarta.enterprise.context.Dependent;
import jakarta.inject.Inject;
import jakarta.json.Json;
import jakarta.json.JsonArrayBuilder;
import jakarta.json.JsonObject;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.core.Response;
import java.time.Instant;
import java.time.InstantSource;
import java.util.TreeMap;
import org.qdmail.config.Configuration;
import org.qdmail.health.RouteJson;
import org.qdmail.health.RouteWatch;
import org.qdmail.pipeline.Inventory;

/**
 * The configuration in effect, each value with the source that won, the routes as they were seen last, the signing
 * identities, and what the start warned of; secrets are not in it.
 */
@Path("setup")
@MailboxOnly
@Dependent
public class SetupResource {
    private final SharedMailbox mailbox;

    @Inject
    @SuppressWarnings("NullAway.Init")
    Inventory inventory;

    @Inject
    @SuppressWarnings("NullAway.Init")
    RouteWatch watch;

    /** For the container. */
    public SetupResource() {
        this.mailbox = SharedMailbox.ofApplication();
    }

    /** {@code settings}, {@code routes}, {@code identities} and {@code warnings}. */
    @GET
    public Response setup() {
        if (mailbox.page().isEmpty())
            return Response.status(Response.Status.NOT_FOUND).build();
        JsonObject json = Json.createObjectBuilder()
                .add("settings", settings())
                .add("routes", routes())
                .add("identities", identities())
                .add("warnings", Json.createArrayBuilder(inventory.warnings()))
                .build();
        return Response.ok(json.toString(), "application/json;charset=UTF-8").build();
    }

    private static JsonArrayBuilder settings() {
        JsonArrayBuilder settings = Json.createArrayBuilder();
        Configuration.ofMicroProfile()
                .settings()
                .forEach(setting -> settings.add(Json.createObjectBuilder()
                        .add("key", setting.key())
                        .add("value", setting.value())
                        .add("source", setting.source())));
        return settings;
    }

    private JsonArrayBuilder routes() {
        JsonArrayBuilder routes = Json.createArrayBuilder();
        try {
            watch.routes().forEach(route -> routes.add(RouteJson.of(route)));
        } catch (InterruptedException stop) {
            Thread.currentThread().interrupt(); // the server ends; the rest of the view is told
        }
        return routes;
    }

    private JsonArrayBuilder identities() {
        Instant now = InstantSource.system().instant();
        JsonArrayBuilder identities = Json.createArrayBuilder();
        new TreeMap<>(inventory.identities())
                .forEach((name, identity) -> identities.add(Json.createObjectBuilder()
                        .add("name", name)
                        .add("subject", identity.subject())
                        .add(
                                "addresses",
                                Json.createArrayBuilder(
                                        identity.addresses().stream().sorted().toList()))
                        .add("certificateEnds", identity.notAfter().toString())
                        .add("renew", now.isAfter(identity.renewFrom()))));
        return identities;
    }
}

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
import org.qdmail.pipeline.Inventory;

/**
 * The configuration in effect, each value with the source that won, the signing identities, and what the start warned of;
 * secrets are not in it.
 */
@Path("setup")
@MailboxOnly
@Dependent
public class SetupResource {
    private final SharedMailbox mailbox;

    @Inject
    @SuppressWarnings("NullAway.Init")
    Inventory inventory;

    /** For the container. */
    public SetupResource() {
        this.mailbox = SharedMailbox.ofApplication();
    }

    /** {@code settings}, {@code identities} and {@code warnings}. */
    @GET
    public Response setup() {
        if (mailbox.page().isEmpty())
            return Response.status(Response.Status.NOT_FOUND).build();
        JsonObject json = Json.createObjectBuilder()
                .add("settings", settings())
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

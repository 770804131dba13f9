package org.qdmail.mailbox;

import jakarta.enterprise.context.Dependent;
import jakarta.json.Json;
import jakarta.json.JsonArrayBuilder;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.core.Response;
import org.qdmail.config.Configuration;

/** The configuration in effect, each value with the source that won; secrets are not in it. */
@Path("setup")
@MailboxOnly
@Dependent
public class SetupResource {
    private final SharedMailbox mailbox;

    /** For the container. */
    public SetupResource() {
        this.mailbox = SharedMailbox.ofApplication();
    }

    /** Keys, values and sources. */
    @GET
    public Response setup() {
        if (mailbox.page().isEmpty())
            return Response.status(Response.Status.NOT_FOUND).build();
        JsonArrayBuilder settings = Json.createArrayBuilder();
        Configuration.ofMicroProfile()
                .settings()
                .forEach(setting -> settings.add(Json.createObjectBuilder()
                        .add("key", setting.key())
                        .add("value", setting.value())
                        .add("source", setting.source())));
        return Response.ok(
                        Json.createObjectBuilder()
                                .add("settings", settings)
                                .build()
                                .toString(),
                        "application/json;charset=UTF-8")
                .build();
    }
}

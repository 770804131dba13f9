package org.qdmail.mailbox;

import jakarta.json.Json;
import jakarta.ws.rs.core.MediaType;
import jakarta.ws.rs.core.Response;
import org.qdmail.failure.Fault;

/** Answers that say no: a fault as JSON. */
final class Refusals {
    private Refusals() {}

    static Response of(Response.Status status, Fault fault) {
        return of(status.getStatusCode(), fault);
    }

    static Response of(int status, Fault fault) {
        String json = Json.createObjectBuilder()
                .add("number", fault.number())
                .add("place", fault.place())
                .add("text", fault.text())
                .build()
                .toString();
        return Response.status(status)
                .type(MediaType.APPLICATION_JSON_TYPE)
                .entity(json)
                .build();
    }
}

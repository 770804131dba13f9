package org.qdmail.mailbox;

import jakarta.enterprise.context.Dependent;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.Produces;
import jakarta.ws.rs.core.Context;
import jakarta.ws.rs.core.MediaType;
import jakarta.ws.rs.sse.Sse;
import jakarta.ws.rs.sse.SseEventSink;

/** Tells the page what changes: events {@code changed} with the revision, and {@code alive} now and then. */
@Path("events")
@MailboxOnly
@Dependent
public class EventsResource {
    private final SharedMailbox mailbox;

    /** For the container. */
    public EventsResource() {
        this.mailbox = SharedMailbox.ofApplication();
    }

    /** A stream of events, which ends with the application. */
    @GET
    @Produces(MediaType.SERVER_SENT_EVENTS)
    public void events(@Context SseEventSink sink, @Context Sse events) {
        boolean isTaken = mailbox.events().filter(hub -> hub.add(sink, events)).isPresent();
        if (!isTaken) sink.close();
    }
}

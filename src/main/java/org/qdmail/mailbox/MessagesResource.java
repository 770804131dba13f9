package org.qdmail.mailbox;

import jakarta.enterprise.context.Dependent;
import jakarta.json.JsonStructure;
import jakarta.ws.rs.DELETE;
import jakarta.ws.rs.DefaultValue;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.PathParam;
import jakarta.ws.rs.Produces;
import jakarta.ws.rs.QueryParam;
import jakarta.ws.rs.core.Context;
import jakarta.ws.rs.core.EntityTag;
import jakarta.ws.rs.core.MediaType;
import jakarta.ws.rs.core.Request;
import jakarta.ws.rs.core.Response;
import jakarta.ws.rs.core.Response.ResponseBuilder;
import jakarta.ws.rs.core.StreamingOutput;
import java.io.InputStream;
import java.time.Duration;
import java.time.Instant;
import java.time.format.DateTimeParseException;
import java.util.List;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;
import org.qdmail.failure.MailboxFaults;

/** The caught mails over HTTP: list, one mail, its octets, its dialogue, removal. */
@Path("messages")
@MailboxOnly
@Dependent
@Produces(MediaType.APPLICATION_JSON)
public class MessagesResource {
    private static final String JSON_UTF8 = "application/json;charset=UTF-8";

    private static final Duration MAX_WAIT = Duration.ofSeconds(5);

    private final SharedMailbox mailbox;

    /** For the container. */
    public MessagesResource() {
        this(SharedMailbox.ofApplication());
    }

    MessagesResource(SharedMailbox mailbox) {
        this.mailbox = mailbox;
    }

    /**
     * The mails, the newest first.
     *
     * @param query words that all have to be in subject, addresses or the beginning of the text
     * @param to part of a recipient's address
     * @param since only mails that arrived at this instant or later, such as {@code 2026-01-02T03:04:05Z}
     * @param count the answer waits up to 5 seconds until so many mails are there
     */
    @GET
    public Response list(
            @QueryParam("q") @Nullable String query,
            @QueryParam("to") @Nullable String to,
            @QueryParam("since") @Nullable String since,
            @QueryParam("await") @DefaultValue("0") int count,
            @Context Request request) {
        Instant from;
        try {
            from = since == null ? Instant.MIN : Instant.parse(since);
        } catch (DateTimeParseException broken) {
            return Refusals.of(Response.Status.BAD_REQUEST, MailboxFaults.notAnInstant());
        }
        return withShelf(shelf -> {
            waitFor(count, shelf);
            EntityTag tag = new EntityTag(shelf.revision());
            ResponseBuilder unchanged = request.evaluatePreconditions(tag);
            if (unchanged != null) return unchanged.build();
            List<MailSummary> all = shelf.list();
            List<MailSummary> found = all.stream()
                    .filter(mail -> query == null || mail.matches(query))
                    .filter(mail -> to == null || mail.goesTo(to))
                    .filter(mail -> !mail.receivedAt().isBefore(from))
                    .toList();
            return json(MailJson.list(found, mailbox::answers, all.size(), mailbox.smtpPort()), tag);
        });
    }

    private static void waitFor(int count, MailShelf shelf) {
        try {
            if (count > 0) shelf.store().await(count, MAX_WAIT);
        } catch (InterruptedException interrupt) {
            Thread.currentThread().interrupt(); // the server stops: it gets the list as it is
        }
    }

    private static Response json(JsonStructure json, @Nullable EntityTag tag) {
        return Response.ok(json.toString(), JSON_UTF8).tag(tag).build();
    }

    private Response withShelf(Function<MailShelf, Response> answer) {
        return mailbox.page().map(answer).orElseGet(() -> Response.status(Response.Status.NOT_FOUND)
                .build());
    }

    /** One mail: envelope, fields, text, parts, signature, findings. */
    @GET
    @Path("{id}")
    public Response mail(@PathParam("id") String id) {
        return MailLookup.withMail(mailbox, id, mail -> json(MailJson.detail(mail, mailbox.answers(id)), null));
    }

    /** The SMTP dialogue, line by line. */
    @GET
    @Path("{id}/dialogue")
    public Response dialogue(@PathParam("id") String id) {
        return MailLookup.withMail(mailbox, id, mail -> json(MailJson.dialogue(mail.dialogue()), null));
    }

    /** The octets as they were on the wire, dots unstuffed. A browser stores them and never shows them. */
    @GET
    @Path("{id}/source")
    @Produces(MediaType.APPLICATION_OCTET_STREAM)
    public Response source(@PathParam("id") String id) {
        return MailLookup.withMail(mailbox, id, mail -> {
            InputStream octets = mail.content().open();
            StreamingOutput output = out -> {
                try (octets) {
                    octets.transferTo(out);
                }
            };
            return Response.ok(output, MediaType.APPLICATION_OCTET_STREAM_TYPE)
                    .header("Content-Length", mail.content().sizeOctets())
                    .header("Content-Disposition", "attachment; filename=\"" + mail.id() + ".eml\"")
                    .build();
        });
    }

    /** Removes one mail. */
    @DELETE
    @Path("{id}")
    public Response remove(@PathParam("id") String id) {
        return MailLookup.withMail(mailbox, id, mail -> {
            mailbox.page().ifPresent(shelf -> shelf.store().remove(mail.id()));
            return Response.noContent().build();
        });
    }

    /** Removes all mails. */
    @DELETE
    public Response removeAll() {
        return withShelf(shelf -> {
            shelf.store().clear();
            return Response.noContent().build();
        });
    }
}

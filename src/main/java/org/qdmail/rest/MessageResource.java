package org.qdmail.rest;

import jakarta.enterprise.context.Dependent;
import jakarta.inject.Inject;
import jakarta.json.JsonObject;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.HeaderParam;
import jakarta.ws.rs.POST;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.PathParam;
import jakarta.ws.rs.Produces;
import jakarta.ws.rs.QueryParam;
import jakarta.ws.rs.core.Context;
import jakarta.ws.rs.core.HttpHeaders;
import jakarta.ws.rs.core.MediaType;
import jakarta.ws.rs.core.Response;
import jakarta.ws.rs.core.SecurityContext;
import jakarta.ws.rs.core.StreamingOutput;
import jakarta.ws.rs.core.UriInfo;
import java.io.IOException;
import java.io.InputStream;
import java.net.URI;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.qdmail.RenderedMail;
import org.qdmail.failure.MailException;
import org.qdmail.failure.RestFaults;
import org.qdmail.message.MailMessage;
import org.qdmail.rest.Answer.NotSent;
import org.qdmail.rest.Answer.Sent;
import org.qdmail.rest.Problem.Kind;

/** Messages over HTTP: send, look up, preview, check. */
@Path("messages")
@Guarded
@Dependent
@Produces({MediaType.APPLICATION_JSON, Problem.MEDIA_TYPE})
public class MessageResource {
    private static final int DEFAULT_LIMIT = 50;
    private static final int MAX_LIMIT = 500;
    private static final String JSON = "application/json;charset=UTF-8";

    @Inject
    @SuppressWarnings("NullAway.Init")
    OpenDesk open;

    @Context
    @SuppressWarnings("NullAway.Init")
    SecurityContext security;

    @Context
    @SuppressWarnings("NullAway.Init")
    HttpHeaders headers;

    @Context
    @SuppressWarnings("NullAway.Init")
    UriInfo uri;

    /** For the container. */
    public MessageResource() {}

    /**
     * Sends one message.
     *
     * @param key makes the request safe to repeat
     */
    @POST
    @NeedsRole(Role.SEND)
    public Response send(@HeaderParam(Sending.KEY) @Nullable String key, InputStream body) throws IOException {
        Caller caller = caller();
        MailDesk desk = open.get();
        try (HeldContents contents = desk.contents()) {
            return new Sending(desk, caller)
                    .send(Optional.ofNullable(key), read(body, contents, desk))
                    .toResponse(answer -> response(answer, caller));
        } catch (UnreadableRequest refused) {
            return refused.problem().response();
        }
    }

    private RequestReading read(InputStream body, HeldContents contents, MailDesk desk) throws UnreadableRequest {
        return RequestReading.of(BodyHead.of(headers), body, desk.settings().maxBodyOctets(), contents);
    }

    private Caller caller() {
        return Caller.of(security, open.get().settings());
    }

    private Response.ResponseBuilder response(Answer answer, Caller caller) {
        if (answer instanceof NotSent notSent) {
            return Response.fromResponse(
                    new FailureAnswers(caller.isAdmin()).of(notSent).response());
        }
        Sent sent = (Sent) answer;
        URI location = uri.getBaseUriBuilder()
                .path("messages/{id}")
                .build(sent.result().id());
        return Response.created(location)
                .type(JSON)
                .entity(new ResultJson(caller.isAdmin()).result(sent).toString());
    }

    /** The octets that would be sent; nothing is sent. */
    @POST
    @Path("preview")
    @NeedsRole(Role.SEND)
    @Produces({"message/rfc822", Problem.MEDIA_TYPE})
    public Response preview(InputStream body) throws IOException {
        MailDesk desk = open.get();
        Caller caller = caller();
        HeldContents contents = desk.contents();
        try {
            RequestReading request = read(body, contents, desk);
            RenderedMail mail = desk.mail().render(desk.checked(request, caller));
            contents.close();
            StreamingOutput octets = out -> {
                try (mail) {
                    mail.writeTo(out);
                }
            };
            return Response.ok(octets, "message/rfc822")
                    .header(HttpHeaders.CONTENT_LENGTH, mail.size())
                    .build();
        } catch (UnreadableRequest refused) {
            return refused.problem().response();
        } catch (MailException failure) {
            return notSent(failure, caller);
        } finally {
            contents.close();
        }
    }

    /** Makes every check of sending that needs no connection. */
    @POST
    @Path("check")
    @NeedsRole(Role.SEND)
    public Response check(InputStream body) throws IOException {
        MailDesk desk = open.get();
        Caller caller = caller();
        try (HeldContents contents = desk.contents()) {
            MailMessage message = desk.checked(read(body, contents, desk), caller);
            desk.mail().check(message);
            return Response.noContent().build();
        } catch (UnreadableRequest refused) {
            return refused.problem().response();
        } catch (MailException failure) {
            return notSent(failure, caller);
        }
    }

    private static Response notSent(MailException failure, Caller caller) {
        return new FailureAnswers(caller.isAdmin())
                .of(new NotSent(failure, List.of()))
                .response();
    }

    /** What became of one message of this caller, or of anybody's for administrators. */
    @GET
    @Path("{id}")
    @NeedsRole(Role.READ)
    public Response result(@PathParam("id") String id) {
        Caller caller = caller();
        Optional<Sent> found = open.get().results().find(id).filter(sent -> isVisible(sent, caller));
        if (found.isEmpty())
            return Problem.of(Kind.NOT_FOUND, RestFaults.noSuchMessage(id)).response();
        return json(new ResultJson(caller.isAdmin()).result(found.get())).build();
    }

    private static boolean isVisible(Sent sent, Caller caller) {
        return caller.isAdmin() || sent.caller().equals(caller.name());
    }

    private static Response.ResponseBuilder json(JsonObject json) {
        return Response.ok(json.toString(), JSON);
    }

    /** Results of this process, the newest first. */
    @GET
    @NeedsRole(Role.READ)
    public Response results(@QueryParam("limit") @Nullable String limit, @QueryParam("after") @Nullable String after) {
        Caller caller = caller();
        int count = limit == null ? DEFAULT_LIMIT : number(limit);
        if (count < 1) {
            return Problem.of(Kind.UNREADABLE, RestFaults.unfitParameter("limit", "a number from 1 to " + MAX_LIMIT))
                    .response();
        }
        List<Sent> page =
                open.get().results().newest(sent -> isVisible(sent, caller), after == null ? "" : after, count + 1);
        boolean hasMore = page.size() > count;
        List<Sent> shown = hasMore ? page.subList(0, count) : page;
        Response.ResponseBuilder response = json(new ResultJson(caller.isAdmin()).list(shown));
        if (hasMore) {
            response.link(
                    uri.getAbsolutePathBuilder()
                            .queryParam("limit", count)
                            .queryParam("after", shown.get(count - 1).result().id())
                            .build(),
                    "next");
        }
        return response.build();
    }

    /** 0 for what is none. */
    private static int number(String text) {
        boolean isNumber = text.length() <= 3 && text.chars().allMatch(digit -> digit >= '0' && digit <= '9');
        if (!isNumber || text.isEmpty()) return 0;
        int number = Integer.parseInt(text);
        return number > MAX_LIMIT ? 0 : number;
    }
}

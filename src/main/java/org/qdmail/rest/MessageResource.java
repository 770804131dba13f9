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
import org.eclipse.microprofile.openapi.annotations.Operation;
import org.eclipse.microprofile.openapi.annotations.media.Content;
import org.eclipse.microprofile.openapi.annotations.media.ExampleObject;
import org.eclipse.microprofile.openapi.annotations.media.Schema;
import org.eclipse.microprofile.openapi.annotations.parameters.RequestBody;
import org.eclipse.microprofile.openapi.annotations.responses.APIResponse;
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
@APIResponse(
        responseCode = "400",
        description = "Not to be read",
        content =
                @Content(mediaType = Problem.MEDIA_TYPE, schema = @Schema(implementation = Shapes.ProblemShape.class)))
@APIResponse(
        responseCode = "401",
        description = "Not logged in",
        content =
                @Content(mediaType = Problem.MEDIA_TYPE, schema = @Schema(implementation = Shapes.ProblemShape.class)))
@APIResponse(
        responseCode = "403",
        description = "Not allowed",
        content =
                @Content(mediaType = Problem.MEDIA_TYPE, schema = @Schema(implementation = Shapes.ProblemShape.class)))
@APIResponse(
        responseCode = "404",
        description = "No such message, or the service is off",
        content =
                @Content(mediaType = Problem.MEDIA_TYPE, schema = @Schema(implementation = Shapes.ProblemShape.class)))
@APIResponse(
        responseCode = "409",
        description = "The first request with this key runs, or the application stopped the mail",
        content =
                @Content(mediaType = Problem.MEDIA_TYPE, schema = @Schema(implementation = Shapes.ProblemShape.class)))
@APIResponse(
        responseCode = "413",
        description = "Too large",
        content =
                @Content(mediaType = Problem.MEDIA_TYPE, schema = @Schema(implementation = Shapes.ProblemShape.class)))
@APIResponse(
        responseCode = "415",
        description = "Other media type, or compressed",
        content =
                @Content(mediaType = Problem.MEDIA_TYPE, schema = @Schema(implementation = Shapes.ProblemShape.class)))
@APIResponse(
        responseCode = "422",
        description = "Not valid, or the key was used for another request",
        content =
                @Content(mediaType = Problem.MEDIA_TYPE, schema = @Schema(implementation = Shapes.ProblemShape.class)))
@APIResponse(
        responseCode = "429",
        description = "Too many requests",
        content =
                @Content(mediaType = Problem.MEDIA_TYPE, schema = @Schema(implementation = Shapes.ProblemShape.class)))
@APIResponse(
        responseCode = "500",
        description = "Signing or configuration",
        content =
                @Content(mediaType = Problem.MEDIA_TYPE, schema = @Schema(implementation = Shapes.ProblemShape.class)))
@APIResponse(
        responseCode = "502",
        description = "Nobody accepted, for good",
        content =
                @Content(mediaType = Problem.MEDIA_TYPE, schema = @Schema(implementation = Shapes.ProblemShape.class)))
@APIResponse(
        responseCode = "503",
        description = "Nobody accepted for now",
        content =
                @Content(mediaType = Problem.MEDIA_TYPE, schema = @Schema(implementation = Shapes.ProblemShape.class)))
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
    @Operation(summary = "Sends one message", operationId = "sendMessage")
    @RequestBody(
            required = true,
            content = {
                @Content(
                        mediaType = MediaType.APPLICATION_JSON,
                        schema = @Schema(implementation = Shapes.MessageShape.class),
                        examples = {
                            @ExampleObject(name = "201", value = Examples.SENT),
                            @ExampleObject(name = "400", value = Examples.UNREADABLE),
                            @ExampleObject(name = "403", value = Examples.NOT_ALLOWED),
                            @ExampleObject(name = "422", value = Examples.INVALID)
                        }),
                @Content(mediaType = MediaType.MULTIPART_FORM_DATA)
            })
    @APIResponse(
            responseCode = "201",
            description = "Somebody was accepted, or may have been",
            content =
                    @Content(
                            mediaType = MediaType.APPLICATION_JSON,
                            schema = @Schema(implementation = Shapes.ResultShape.class)))
    public Response send(@HeaderParam(Sending.KEY) @Nullable String key, InputStream body) throws IOException {
        Caller caller = caller();
        MailDesk desk = open.get();
        try (HeldContents contents = desk.contents()) {
            return new Sending(desk, caller)
                    .send(Optional.ofNullable(key), read(body, contents, desk))
                    .toResponse(answer -> response(answer, caller));
        } catch (UnreadableRequest refused) {
            return refused.problem().response();
        } catch (MailException failure) {
            return notSent(failure, caller);
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
    @Operation(summary = "Gives the octets that would be sent", operationId = "previewMessage")
    @RequestBody(
            required = true,
            content = {
                @Content(
                        mediaType = MediaType.APPLICATION_JSON,
                        schema = @Schema(implementation = Shapes.MessageShape.class)),
                @Content(mediaType = MediaType.MULTIPART_FORM_DATA)
            })
    @APIResponse(
            responseCode = "200",
            description = "The exact octets",
            content = @Content(mediaType = "message/rfc822"))
    @Produces({"message/rfc822", Problem.MEDIA_TYPE})
    public Response preview(InputStream body) throws IOException {
        MailDesk desk = open.get();
        Caller caller = caller();
        try (HeldContents contents = desk.contents()) {
            RequestReading request = read(body, contents, desk);
            RenderedMail mail = desk.mail().render(desk.checked(request, caller)); // its octets are its own
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
        }
    }

    /** Makes every check of sending that needs no connection. */
    @POST
    @Path("check")
    @NeedsRole(Role.SEND)
    @Operation(summary = "Makes every check of sending that needs no connection", operationId = "checkMessage")
    @RequestBody(
            required = true,
            content = {
                @Content(
                        mediaType = MediaType.APPLICATION_JSON,
                        schema = @Schema(implementation = Shapes.MessageShape.class)),
                @Content(mediaType = MediaType.MULTIPART_FORM_DATA)
            })
    @APIResponse(responseCode = "204", description = "It could be sent")
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
    @Operation(summary = "Tells what became of a message", operationId = "readResult")
    @APIResponse(
            responseCode = "200",
            description = "Its result",
            content =
                    @Content(
                            mediaType = MediaType.APPLICATION_JSON,
                            schema = @Schema(implementation = Shapes.ResultShape.class)))
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
    @Operation(summary = "Lists results of this process, the newest first", operationId = "listResults")
    @APIResponse(responseCode = "200", description = "messages: an array of results; Link to the next page")
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

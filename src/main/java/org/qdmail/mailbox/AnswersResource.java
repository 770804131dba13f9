package org.qdmail.mailbox;

import jakarta.enterprise.context.Dependent;
import jakarta.json.Json;
import jakarta.ws.rs.Consumes;
import jakarta.ws.rs.POST;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.PathParam;
import jakarta.ws.rs.core.MediaType;
import jakarta.ws.rs.core.Response;
import java.util.List;
import org.qdmail.failure.InvalidMessage;

/** Answers to caught mails, as servers and readers give them. */
@Path("messages/{id}/answers")
@MailboxOnly
@Dependent
public class AnswersResource {
    private static final int UNPROCESSABLE = 422;

    private final SharedMailbox mailbox;

    /** For the container. */
    public AnswersResource() {
        this.mailbox = SharedMailbox.ofApplication();
    }

    /** Sends a report by SMTP to where reports about the mail go. */
    @POST
    @Consumes(MediaType.APPLICATION_JSON)
    public Response answer(@PathParam("id") String id, String body) {
        return MailLookup.withMail(mailbox, id, mail -> {
            try {
                List<Answer> answers = mailbox.answer(mail, AnswerRequest.of(body));
                return Response.status(Response.Status.CREATED)
                        .type("application/json;charset=UTF-8")
                        .entity(Json.createObjectBuilder()
                                .add("answers", MailJson.answers(answers))
                                .build()
                                .toString())
                        .build();
            } catch (InvalidMessage refused) {
                return Refusals.of(UNPROCESSABLE, refused.faults().get(0));
            }
        });
    }
}

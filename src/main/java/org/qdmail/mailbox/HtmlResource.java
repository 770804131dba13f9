package org.qdmail.mailbox;

import jakarta.enterprise.context.Dependent;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.PathParam;
import jakarta.ws.rs.QueryParam;
import jakarta.ws.rs.core.Response;
import java.io.IOException;
import org.jspecify.annotations.Nullable;
import org.qdmail.reading.DecodedText;
import org.qdmail.reading.MailReading;

/** The HTML of a mail, to be looked at. */
@Path("messages/{id}/html")
@MailboxOnly
@Dependent
public class HtmlResource {
    private final SharedMailbox mailbox;

    /** For the container. */
    public HtmlResource() {
        this.mailbox = SharedMailbox.ofApplication();
    }

    /**
     * The HTML as a document for a sandboxed frame.
     *
     * @param remote {@code yes}: images of other hosts are loaded
     * @param scheme {@code dark}: on a dark ground
     */
    @GET
    public Response html(
            @PathParam("id") String id,
            @QueryParam("remote") @Nullable String remote,
            @QueryParam("scheme") @Nullable String scheme) {
        return MailLookup.withMail(mailbox, id, mail -> frame(MailView.of(mail.content()::open), remote, scheme));
    }

    private static Response frame(MailView view, @Nullable String remote, @Nullable String scheme) throws IOException {
        MailReading reading = view.reading();
        String html = reading.html().map(DecodedText::text).orElse("");
        return Response.ok(HtmlFrame.document(html, reading.parts(), "dark".equals(scheme)), "text/html;charset=UTF-8")
                .header("Content-Security-Policy", HtmlFrame.policy("yes".equals(remote)))
                .header("Referrer-Policy", "no-referrer")
                .build();
    }
}

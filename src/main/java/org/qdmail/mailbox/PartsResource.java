package org.qdmail.mailbox;

import jakarta.enterprise.context.Dependent;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.PathParam;
import jakarta.ws.rs.QueryParam;
import jakarta.ws.rs.core.MediaType;
import jakarta.ws.rs.core.Response;
import java.io.IOException;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.qdmail.failure.MailboxFaults;
import org.qdmail.reading.DecodedText;
import org.qdmail.reading.MailReading;
import org.qdmail.reading.ReadPart;

/** The parts of a mail: files to store, pictures and HTML to look at. */
@Path("messages/{id}")
@MailboxOnly
@Dependent
public class PartsResource {
    private final SharedMailbox mailbox;

    /** For the container. */
    public PartsResource() {
        this.mailbox = SharedMailbox.ofApplication();
    }

    /**
     * One part, its transfer encoding undone.
     *
     * @param number as in the list of parts
     * @param view {@code image}: a picture to be shown; else a file to be stored
     */
    @GET
    @Path("parts/{number}")
    public Response part(
            @PathParam("id") String id, @PathParam("number") String number, @QueryParam("view") @Nullable String view) {
        return MailLookup.withMail(mailbox, id, mail -> {
            List<ReadPart> parts = MailView.of(mail.content()::open).reading().parts();
            int index = number.matches("[0-9]{1,5}") ? Integer.parseInt(number) : parts.size();
            if (index >= parts.size()) {
                return Refusals.of(Response.Status.NOT_FOUND, MailboxFaults.noSuchPart(number));
            }
            ReadPart part = parts.get(index);
            boolean isImage = "image".equals(view) && HtmlFrame.IMAGES.contains(part.mediaType());
            return isImage
                    ? Response.ok(part.content(), part.mediaType())
                            .header("Content-Disposition", "inline")
                            .build()
                    : Response.ok(part.content(), MediaType.APPLICATION_OCTET_STREAM)
                            .header("Content-Disposition", "attachment; filename=\"" + safeName(part, index) + '"')
                            .build();
        });
    }

    /** ASCII letters of the name, so that neither a header nor a file system is surprised. */
    private static String safeName(ReadPart part, int number) {
        String name = part.fileName().orElse("").replaceAll("[^A-Za-z0-9._ -]", "_");
        String last = name.length() > 80 ? name.substring(name.length() - 80) : name;
        boolean isName = last.chars().anyMatch(Character::isLetterOrDigit) && !last.startsWith(".");
        return isName ? last : "part-" + number;
    }

    /**
     * The HTML as a document for a sandboxed frame.
     *
     * @param remote {@code yes}: images of other hosts are loaded
     * @param scheme {@code dark}: on a dark ground
     */
    @GET
    @Path("html")
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

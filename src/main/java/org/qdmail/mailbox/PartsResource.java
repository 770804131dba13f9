package org.qdmail.mailbox;

import jakarta.enterprise.context.Dependent;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.PathParam;
import jakarta.ws.rs.QueryParam;
import jakarta.ws.rs.core.MediaType;
import jakarta.ws.rs.core.Response;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.qdmail.failure.MailboxFaults;
import org.qdmail.reading.ReadPart;

/** A part of a mail: a file to store, or a picture to look at. */
@Path("messages/{id}/parts/{number}")
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
}

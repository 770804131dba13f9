package org.qdmail.rest;

import java.util.List;
import java.util.Map;
import org.eclipse.microprofile.openapi.annotations.enums.SchemaType;
import org.eclipse.microprofile.openapi.annotations.media.Schema;
import org.qdmail.envelope.Notify;
import org.qdmail.envelope.Outcome;
import org.qdmail.message.Level;
import org.qdmail.message.ReceiptKind;

/** The shapes of requests and answers, for the OpenAPI document alone. */
final class Shapes {
    private Shapes() {}

    /** The members of a message, for the OpenAPI document alone; {@link MessageReading} reads them. */
    @Schema(name = "Message", description = "Unknown and repeated members are refused.")
    record MessageShape(
            @Schema(description = "A mailbox; else qdmail.defaults.from", example = "Shop <shop@example.com>")
                    String from,
            @Schema(maxItems = 1_000, description = "Mailboxes as texts, or objects of address and reportOn")
                    List<Object> to,
            @Schema(maxItems = 1_000, description = "As to") List<Object> cc,
            @Schema(maxItems = 1_000, description = "As to; where qdmail.rest.bcc allows it") List<Object> bcc,
            @Schema(maxItems = 100) List<String> replyTo,
            String subject,
            @Schema(maxLength = JsonInput.MAX_TEXT) String text,
            @Schema(maxLength = JsonInput.MAX_TEXT) String html,
            Level priority,
            @Schema(description = "Or false", implementation = ReceiptShape.class) Object receipt,
            @Schema(description = "true, false, or an object with identity", type = SchemaType.BOOLEAN) Object signed,
            Boolean encrypted,
            @Schema(description = "Names that begin with X- or List-") Map<String, String> headers,
            @Schema(maxItems = 100) List<String> inReplyTo,
            @Schema(maxItems = 100) List<String> references,
            @Schema(maxLength = 100) String tag,
            @Schema(maxItems = 100) List<InlineShape> inline,
            @Schema(maxItems = 100) List<AttachmentShape> attachments) {

        @Schema(name = "Receipt")
        record ReceiptShape(List<ReceiptKind> kinds, List<Notify> on) {}

        @Schema(name = "Inline")
        record InlineShape(
                String cid,
                @Schema(defaultValue = FileReading.DEFAULT_TYPE) String type,
                @Schema(format = "byte") String content) {}

        @Schema(name = "Attachment")
        record AttachmentShape(
                String name,
                @Schema(defaultValue = FileReading.DEFAULT_TYPE) String type,
                @Schema(format = "byte") String content,
                String description) {}
    }

    /** The members of a result, for the OpenAPI document alone; {@link ResultJson} writes them. */
    @Schema(name = "Result")
    record ResultShape(
            String id,
            String messageId,
            @Schema(format = "date-time") String at,
            @Schema(description = "For administrators") String caller,
            boolean signed,
            boolean encrypted,
            Level priority,
            @Schema(description = "For administrators") List<String> warnings,
            List<RecipientShape> recipients) {

        @Schema(name = "RecipientResult")
        record RecipientShape(
                String address,
                Outcome.State state,
                Outcome.ReceiptRequest receipt,
                @Schema(description = "Why it was not accepted", example = "MAIL-0607") String number,
                ReplyShape reply,
                @Schema(description = "For administrators") String host) {}

        @Schema(name = "Reply")
        record ReplyShape(
                @Schema(minimum = "200", maximum = "599") int code,
                @Schema(example = "5.1.1") String enhanced,
                @Schema(description = "For administrators") String text) {}
    }

    /** The members of a problem (RFC 9457), for the OpenAPI document alone; {@link Problem} writes them. */
    @Schema(name = "Problem")
    record ProblemShape(
            @Schema(example = "urn:qdmail:problem:invalid-message") String type,
            String title,
            int status,
            String detail,
            @Schema(example = "MAIL-0210") String number,
            List<FaultShape> faults) {

        @Schema(name = "Fault")
        record FaultShape(
                @Schema(example = "MAIL-0210") String number,
                @Schema(description = "A JSON pointer, or the name of a header field", example = "#/to/1")
                        String pointer,
                String detail) {}
    }
}

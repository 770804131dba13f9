package org.qdmail.mime;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;
import org.qdmail.message.Attachment;
import org.qdmail.message.CharsetPolicy;
import org.qdmail.message.Content;
import org.qdmail.message.InlinePart;
import org.qdmail.message.MailMessage;

/**
 * Builds the tree of a message: mixed around alternative around related, each only where it has more than one part.
 *
 * <pre>
 * mixed
 *   alternative
 *     plain text, added alternatives
 *     related
 *       html, inline parts
 *   attachments
 * </pre>
 */
final class BodyTree {
    private final MailMessage message;
    private final Contents contents;
    private final CharsetPolicy charset;
    private final Boundaries boundaries;
    private final Consumer<String> warnings;
    private @Nullable Base64Lines base64;

    BodyTree(
            MailMessage message,
            Contents contents,
            CharsetPolicy charset,
            Boundaries boundaries,
            Consumer<String> warnings) {
        this.message = message;
        this.contents = contents;
        this.charset = charset;
        this.boundaries = boundaries;
        this.warnings = warnings;
    }

    MimeEntity root() {
        List<MimeEntity> mixed = new ArrayList<>(1 + message.attachments().size());
        mixed.add(multipart("alternative", alternatives()));
        if (message.html().isEmpty()) mixed.addAll(inlineParts());
        mixed.addAll(attachments());
        return multipart("mixed", mixed);
    }

    private List<MimeEntity> alternatives() {
        List<MimeEntity> alternatives = new ArrayList<>(2);
        Optional<String> text = plainText();
        if (text.isPresent()) alternatives.add(text(TextEntity.Subtype.PLAIN, text.get(), "text"));
        for (int index = 0; index < message.alternatives().size(); index++) {
            Content content = message.alternatives().get(index);
            String place = "alternatives[" + index + ']';
            alternatives.add(part(PartHeader.alternative(MediaType.of(content.mediaType())), content, place));
        }
        Optional<String> html = message.html();
        if (html.isPresent()) alternatives.add(related(text(TextEntity.Subtype.HTML, html.get(), "html")));
        return alternatives;
    }

    private Optional<String> plainText() {
        if (message.text().isPresent() || !message.derivesText()) return message.text();
        return message.html().map(HtmlText::plainTextOf);
    }

    private MimeEntity related(MimeEntity html) {
        List<MimeEntity> inline = inlineParts();
        if (inline.isEmpty()) return html;
        List<MimeEntity> parts = new ArrayList<>();
        parts.add(html);
        parts.addAll(inline);
        return new MultipartEntity("related", new Parameters().add("type", "text/html"), boundaries.next(), parts);
    }

    private List<MimeEntity> inlineParts() {
        if (message.inlineParts().isEmpty()) return List.of();
        List<MimeEntity> parts = new ArrayList<>();
        for (int index = 0; index < message.inlineParts().size(); index++) {
            InlinePart inline = message.inlineParts().get(index);
            Content content = inline.content();
            String place = "inline[" + index + ']';
            MediaType type = MediaType.of(content.mediaType());
            parts.add(part(PartHeader.inline(type, content.fileName(), inline.cid()), content, place));
        }
        return parts;
    }

    private List<MimeEntity> attachments() {
        if (message.attachments().isEmpty()) return List.of();
        List<MimeEntity> parts = new ArrayList<>();
        for (int index = 0; index < message.attachments().size(); index++) {
            Attachment attachment = message.attachments().get(index);
            Content content = attachment.content();
            String place = "attachments[" + index + ']';
            MediaType type = MediaType.of(content.mediaType());
            parts.add(part(PartHeader.attachment(type, attachment.name(), attachment.description()), content, place));
        }
        return parts;
    }

    private MimeEntity part(PartHeader header, Content content, String place) {
        Base64Lines lines = base64 == null ? new Base64Lines() : base64;
        base64 = lines;
        return header.type().forbidsEncoding()
                ? new MessageEntity(header, content, contents, place, lines, warnings)
                : new ContentEntity(header, content, contents, place, lines);
    }

    private MimeEntity text(TextEntity.Subtype subtype, String text, String place) {
        return TextEntity.of(subtype, text, charset, place);
    }

    /** The parts in a multipart, but a single one stands alone. */
    private MimeEntity multipart(String subtype, List<MimeEntity> parts) {
        if (parts.size() == 1) return parts.get(0);
        return new MultipartEntity(subtype, new Parameters(), boundaries.next(), parts);
    }
}

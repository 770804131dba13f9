package org.qdmail.mime;

import java.util.Optional;

/**
 * What the header of a part with a content says.
 *
 * @param type its media type
 * @param disposition {@code attachment} or {@code inline}; empty for an alternative
 * @param fileName the name offered for saving
 * @param contentId what {@code cid:} refers to, without angle brackets
 * @param description one line for the reader
 */
record PartHeader(
        MediaType type,
        Optional<String> disposition,
        Optional<String> fileName,
        Optional<String> contentId,
        Optional<String> description) {

    static PartHeader alternative(MediaType type) {
        return new PartHeader(type, Optional.empty(), Optional.empty(), Optional.empty(), Optional.empty());
    }

    static PartHeader inline(MediaType type, Optional<String> fileName, String contentId) {
        return new PartHeader(type, Optional.of("inline"), fileName, Optional.of(contentId), Optional.empty());
    }

    static PartHeader attachment(MediaType type, String fileName, Optional<String> description) {
        return new PartHeader(type, Optional.of("attachment"), Optional.of(fileName), Optional.empty(), description);
    }

    /** The same part as another type. */
    PartHeader as(MediaType other) {
        return new PartHeader(other, disposition, fileName, contentId, description);
    }

    byte[] toOctets(String encoding) {
        HeaderBlock header = new HeaderBlock()
                .parameters("Content-Type", type.essence(), typeParameters())
                .structured("Content-Transfer-Encoding", encoding);
        contentId.ifPresent(id -> header.structured("Content-ID", '<' + id + '>'));
        description.ifPresent(text -> header.freeText("Content-Description", text));
        disposition.ifPresent(kind -> header.parameters("Content-Disposition", kind, dispositionParameters()));
        return header.toOctets();
    }

    private Parameters typeParameters() {
        Parameters parameters = new Parameters();
        type.parameters().forEach(parameter -> parameters.add(parameter.name(), parameter.value()));
        fileName.ifPresent(name -> parameters.addEncodedName("name", name));
        return parameters;
    }

    private Parameters dispositionParameters() {
        Parameters parameters = new Parameters();
        fileName.ifPresent(name -> parameters.addFileName("filename", name));
        return parameters;
    }
}

package org.qdmail.message;

import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.net.URI;
import java.nio.file.Path;
import java.util.Objects;
import java.util.Optional;
import java.util.OptionalLong;
import org.jspecify.annotations.Nullable;
import org.qdmail.failure.ContentUnreadable;
import org.qdmail.failure.InvalidMessage;

/**
 * Where octets come from, and what they are. Immutable; a path, URI or {@link Source} is read once for each rendering
 * of a message, octets and streams are held from the start. Recipients whose copies differ, such as those of {@code
 * qdmail.sign.skip-domains}, get the same octets; only of an encrypted message a content that is too large to be held in
 * heap ({@code qdmail.limits.spool-threshold}) is read once for each copy, for nothing of it may be in a file.
 *
 * <p>A media type has the form {@code type/subtype; name=value} (RFC 2045 section 5.1). Refused are multiparts and the
 * parameters {@code boundary} and {@code name}, which the composer writes (MAIL-0243), and a character set that this
 * JVM does not know (MAIL-0301).
 */
public final class Content {
    private static final StackWalker CALLERS = StackWalker.getInstance(StackWalker.Option.RETAIN_CLASS_REFERENCE);

    private final String mediaType;
    private final Optional<String> fileName;
    private final OptionalLong sizeOctets;
    private final Source source;

    private Content(String mediaType, Optional<String> fileName, OptionalLong sizeOctets, Source source) {
        MediaType.check(mediaType);
        this.mediaType = mediaType;
        this.fileName = fileName.filter(name -> !name.isEmpty());
        this.sizeOctets = sizeOctets;
        this.source = Objects.requireNonNull(source, "source");
    }

    /** A regular file, its type taken from the ending of its name, else {@code application/octet-stream}. */
    public static Content of(Path file) {
        return of(file, FileTypes.of(FileNames.of(file)));
    }

    /** A regular file. When its size or time changes while it is read, the reading fails. */
    public static Content of(Path file, String mediaType) {
        return new Content(
                mediaType, Optional.of(FileNames.of(file)), OptionalLong.empty(), () -> UnchangedFile.open(file));
    }

    /** Octets, copied now. */
    public static Content of(byte[] octets, String mediaType) {
        byte[] copy = octets.clone();
        return new Content(
                mediaType, Optional.empty(), OptionalLong.of(copy.length), () -> new ByteArrayInputStream(copy));
    }

    /** A source that is opened once for each rendering, but for large ones of encrypted messages, and closed after it. */
    public static Content of(Source source, String mediaType) {
        return new Content(mediaType, Optional.empty(), OptionalLong.empty(), source);
    }

    /**
     * A stream, read to its end and closed now. Up to 1 MiB is held in heap, more in a file in {@code java.io.tmpdir}
     * that only its owner can read and that goes away with this content.
     *
     * @throws ContentUnreadable when it cannot be read (MAIL-0240)
     */
    public static Content of(InputStream stream, String mediaType) {
        MediaType.check(mediaType);
        HeldOctets held = HeldOctets.of(stream);
        return new Content(mediaType, Optional.empty(), OptionalLong.of(held.size()), held.source());
    }

    /**
     * A file ({@code file:/absolute/path}) or a resource of the application ({@code classpath:/mail/logo.png}), its
     * type taken from the ending of its name. A resource is looked for with the class loader of the class that calls
     * this method, then with ours; never with the thread's.
     *
     * @throws InvalidMessage for another scheme or form (MAIL-0241)
     */
    public static Content of(URI uri) {
        return at(ContentLocation.of(uri, CALLERS.getCallerClass()), Optional.empty());
    }

    /** As {@link #of(URI)}, of a given type. */
    public static Content of(URI uri, String mediaType) {
        return at(ContentLocation.of(uri, CALLERS.getCallerClass()), Optional.of(mediaType));
    }

    private static Content at(ContentLocation location, Optional<String> mediaType) {
        String type = mediaType.orElseGet(() -> FileTypes.of(location.fileName()));
        return new Content(type, Optional.of(location.fileName()), OptionalLong.empty(), location.source());
    }

    /** The media type as given. */
    public String mediaType() {
        return mediaType;
    }

    /** The last element of the path or URI, where there is one. */
    public Optional<String> fileName() {
        return fileName;
    }

    /** The number of octets where it is certain before reading: of octets and streams. */
    public OptionalLong sizeOctets() {
        return sizeOctets;
    }

    /**
     * Opens the octets; the caller closes them. For the composer.
     *
     * @throws IOException when they cannot be opened, whatever the source threw
     */
    public InputStream open() throws IOException {
        return opened(source);
    }

    private static InputStream opened(Source source) throws IOException {
        @Nullable InputStream stream;
        try {
            stream = source.open();
        } catch (RuntimeException failure) {
            throw new IOException("the source threw " + failure.getClass().getName(), failure);
        }
        if (stream == null) throw new IOException("the source gave no stream");
        return stream;
    }

    /** The media type. */
    @Override
    public String toString() {
        return mediaType;
    }

    /** Opens a stream each time it is asked, from its first octet. */
    @FunctionalInterface
    public interface Source {
        InputStream open() throws IOException;
    }
}

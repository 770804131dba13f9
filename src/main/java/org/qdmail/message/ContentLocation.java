package org.qdmail.message;

import java.io.FileNotFoundException;
import java.io.IOException;
import java.io.InputStream;
import java.net.URI;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.Locale;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.qdmail.failure.InvalidMessage;
import org.qdmail.failure.MessageFaults;

/**
 * A place named by a URI.
 *
 * @param fileName its last element
 * @param source opens it
 */
record ContentLocation(String fileName, Content.Source source) {

    static ContentLocation of(URI uri, Class<?> caller) {
        String scheme = Optional.ofNullable(uri.getScheme()).orElse("").toLowerCase(Locale.ROOT);
        return switch (scheme) {
            case "file" -> file(uri);
            case "classpath" -> resource(uri, caller);
            default -> throw refused();
        };
    }

    private static ContentLocation file(URI uri) {
        try {
            Path file = Path.of(uri);
            return new ContentLocation(FileNames.of(file), () -> UnchangedFile.open(file));
        } catch (IllegalArgumentException notAFile) {
            throw refused();
        }
    }

    private static ContentLocation resource(URI uri, Class<?> caller) {
        String path = uri.getAuthority() == null ? uri.getSchemeSpecificPart() : "";
        String name = path.startsWith("/") ? path.substring(1) : path;
        boolean steps = Arrays.asList(name.split("/", -1)).stream().anyMatch(ContentLocation::isNoElement);
        if (steps || uri.getFragment() != null) throw refused();
        return new ContentLocation(name.substring(name.lastIndexOf('/') + 1), () -> open(name, caller));
    }

    private static boolean isNoElement(String element) {
        return element.isEmpty() || element.equals(".") || element.equals("..");
    }

    private static InputStream open(String name, Class<?> caller) throws IOException {
        @Nullable InputStream stream = resource(name, caller.getClassLoader());
        if (stream == null) stream = resource(name, ContentLocation.class.getClassLoader());
        if (stream == null) throw new FileNotFoundException("no such resource on the class path");
        return stream;
    }

    private static @Nullable InputStream resource(String name, @Nullable ClassLoader loader) {
        return loader == null ? ClassLoader.getSystemResourceAsStream(name) : loader.getResourceAsStream(name);
    }

    private static InvalidMessage refused() {
        return InvalidMessage.of(MessageFaults.contentScheme());
    }
}

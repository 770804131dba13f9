package org.qdmail.keys;

import java.io.IOException;
import java.io.InputStream;
import java.nio.ByteBuffer;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Optional;
import org.qdmail.failure.KeyFaults;
import org.qdmail.failure.Secret;
import org.qdmail.failure.SigningFailed;

/** The password of a key: fixed, or the line of a file that is replaced together with the key's. */
public final class KeyPassword {
    private static final int MAX_OCTETS = 65_536;

    private final Optional<Secret> fixed;
    private final Optional<Path> file;

    private KeyPassword(Optional<Secret> fixed, Optional<Path> file) {
        this.fixed = fixed;
        this.file = file;
    }

    /** One that stays as it is. */
    public static KeyPassword of(Secret secret) {
        return new KeyPassword(Optional.of(secret), Optional.empty());
    }

    /** One that is read whenever the key is. */
    public static KeyPassword in(Path file) {
        return new KeyPassword(Optional.empty(), Optional.of(file));
    }

    /** The file that it stands in. */
    public Optional<Path> file() {
        return file;
    }

    /**
     * The password as it is now.
     *
     * @param place the setting that names the file
     * @throws SigningFailed if the file does not hold one line of text in UTF-8 (MAIL-0402)
     */
    public Secret read(String place) {
        if (fixed.isPresent()) return fixed.get();
        Path path = file.orElseThrow();
        try {
            String line = lineOf(path);
            if (!line.isEmpty() && line.chars().noneMatch(character -> character < ' ')) return Secret.of(line);
        } catch (IOException unreadable) {
            throw new SigningFailed(KeyFaults.passwordFileUnfit(place, path), unreadable);
        }
        throw new SigningFailed(KeyFaults.passwordFileUnfit(place, path));
    }

    /**
     * The text of a file without the one line end that editors put behind it.
     *
     * @throws CharacterCodingException if it is not UTF-8
     * @throws IOException if it cannot be read, or is larger than 64 KiB
     */
    public static String lineOf(Path file) throws IOException {
        try (InputStream in = Files.newInputStream(file)) {
            byte[] octets = in.readNBytes(MAX_OCTETS + 1);
            if (octets.length > MAX_OCTETS) throw new IOException("larger than " + MAX_OCTETS + " octets");
            String text = StandardCharsets.UTF_8
                    .newDecoder()
                    .decode(ByteBuffer.wrap(octets))
                    .toString();
            if (text.endsWith("\r\n")) return text.substring(0, text.length() - 2);
            return text.endsWith("\n") ? text.substring(0, text.length() - 1) : text;
        }
    }

    @Override
    public String toString() {
        return file.map(path -> "in " + path).orElse("(secret)");
    }
}

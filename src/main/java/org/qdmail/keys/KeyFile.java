package org.qdmail.keys;

import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Locale;
import org.qdmail.failure.KeyFaults;
import org.qdmail.failure.SigningFailed;

/** A file with keys or certificates, read whole. */
public final class KeyFile {
    /** No key or chain comes near it (SEC-K3). */
    static final int MAX_OCTETS = 1024 * 1024;

    private final String place;
    private final Path path;
    private final byte[] octets;

    private KeyFile(String place, Path path, byte[] octets) {
        this.place = place;
        this.path = path;
        this.octets = octets;
    }

    /**
     * Reads a file; never more than the limit, whatever its size is said to be.
     *
     * @param place the setting that names the file
     * @throws SigningFailed when it cannot be read, is larger than 1 MiB or lies in a deployed application (MAIL-0401)
     */
    public static KeyFile read(String place, Path path) {
        try {
            refuseDeployment(place, path);
            if (!Files.isRegularFile(path)) throw new SigningFailed(KeyFaults.fileNotReadable(place, path));
            try (InputStream in = Files.newInputStream(path)) {
                byte[] octets = in.readNBytes(MAX_OCTETS + 1);
                if (octets.length > MAX_OCTETS) {
                    throw new SigningFailed(KeyFaults.fileTooLarge(place, path, MAX_OCTETS));
                }
                return new KeyFile(place, path, octets);
            }
        } catch (IOException unreadable) {
            throw new SigningFailed(KeyFaults.fileNotReadable(place, path), unreadable);
        }
    }

    /** What is deployed can be downloaded by a slip of the application's, and is copied with it (SEC-K1). */
    private static void refuseDeployment(String place, Path path) throws IOException {
        for (Path element : path.toRealPath()) {
            String name = element.toString().toLowerCase(Locale.ROOT);
            if (name.equals("web-inf") || name.equals("meta-inf") || name.endsWith(".war") || name.endsWith(".ear")) {
                throw new SigningFailed(KeyFaults.fileInDeployment(place, path));
            }
        }
    }

    /** The setting that names it. */
    public String place() {
        return place;
    }

    /** The setting beside it with that last part. */
    String sibling(String last) {
        return place.substring(0, place.lastIndexOf('.') + 1) + last;
    }

    public Path path() {
        return path;
    }

    /** What it holds; not to be changed. */
    byte[] octets() {
        return octets;
    }

    /** Whether it configures a device that holds the key. */
    public boolean isDevice() {
        return isDevice(path);
    }

    /** Whether a file of that name configures a device. */
    public static boolean isDevice(Path file) {
        return file.toString().toLowerCase(Locale.ROOT).endsWith(".cfg");
    }

    /** Whether its name ends as those of PKCS#12 files do. */
    public boolean isPkcs12() {
        String name = path.getFileName().toString().toLowerCase(Locale.ROOT);
        return name.endsWith(".pfx") || name.endsWith(".p12");
    }
}

package org.qdmail.signing;

import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Locale;
import org.qdmail.failure.SigningFailed;
import org.qdmail.failure.SigningFaults;

/** A file of an identity, read whole. */
final class IdentityFile {
    /** No key or chain comes near it (SEC-K3). */
    static final int MAX_OCTETS = 1024 * 1024;

    private final String identity;
    private final String key;
    private final Path path;
    private final byte[] octets;

    private IdentityFile(String identity, String key, Path path, byte[] octets) {
        this.identity = identity;
        this.key = key;
        this.path = path;
        this.octets = octets;
    }

    /**
     * Reads a file; never more than the limit, whatever its size is said to be.
     *
     * @param identity the identity's name
     * @param key the last part of the setting that names the file
     */
    static IdentityFile read(String identity, String key, Path path) {
        try {
            refuseDeployment(identity, key, path);
            if (!Files.isRegularFile(path)) throw new SigningFailed(SigningFaults.fileNotReadable(identity, key, path));
            try (InputStream in = Files.newInputStream(path)) {
                byte[] octets = in.readNBytes(MAX_OCTETS + 1);
                if (octets.length > MAX_OCTETS) {
                    throw new SigningFailed(SigningFaults.fileTooLarge(identity, key, path, MAX_OCTETS));
                }
                return new IdentityFile(identity, key, path, octets);
            }
        } catch (IOException unreadable) {
            throw new SigningFailed(SigningFaults.fileNotReadable(identity, key, path), unreadable);
        }
    }

    /** What is deployed can be downloaded by a slip of the application's, and is copied with it (SEC-K1). */
    private static void refuseDeployment(String identity, String key, Path path) throws IOException {
        for (Path element : path.toRealPath()) {
            String name = element.toString().toLowerCase(Locale.ROOT);
            if (name.equals("web-inf") || name.equals("meta-inf") || name.endsWith(".war") || name.endsWith(".ear")) {
                throw new SigningFailed(SigningFaults.fileInDeployment(identity, key, path));
            }
        }
    }

    String identity() {
        return identity;
    }

    String key() {
        return key;
    }

    Path path() {
        return path;
    }

    /** What it holds; not to be changed. */
    byte[] octets() {
        return octets;
    }

    /** Whether it configures a device that holds the key. */
    boolean isDevice() {
        return isDevice(path);
    }

    static boolean isDevice(Path file) {
        return file.toString().toLowerCase(Locale.ROOT).endsWith(".cfg");
    }

    boolean isPkcs12() {
        String name = path.getFileName().toString().toLowerCase(Locale.ROOT);
        return name.endsWith(".pfx") || name.endsWith(".p12");
    }
}

package org.qdmail.keys;

import java.io.IOException;
import java.nio.file.FileSystems;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFileAttributes;
import java.nio.file.attribute.PosixFilePermission;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;

/** Who else can get at the file of a private key (SEC-K1). Says nothing where files have no modes. */
public final class KeyFileMode {
    private static final Set<PosixFilePermission> OF_OTHERS = Set.of(
            PosixFilePermission.GROUP_READ,
            PosixFilePermission.GROUP_WRITE,
            PosixFilePermission.OTHERS_READ,
            PosixFilePermission.OTHERS_WRITE);

    private KeyFileMode() {}

    /** One sentence for each finding. */
    public static List<String> warnings(Path file) throws IOException {
        if (!FileSystems.getDefault().supportedFileAttributeViews().contains("posix")) return List.of();
        List<String> warnings = new ArrayList<>();
        PosixFileAttributes attributes = Files.readAttributes(file, PosixFileAttributes.class);
        if (attributes.permissions().stream().anyMatch(OF_OTHERS::contains)) {
            warnings.add("the key file " + file + " can be read or changed by other users; set its mode to 0600");
        }
        String owner = attributes.owner().getName();
        if (!owner.equals(System.getProperty("user.name")) && !owner.equals("root")) {
            warnings.add("the key file " + file + " belongs to " + owner + ", who can change it");
        }
        return warnings;
    }
}

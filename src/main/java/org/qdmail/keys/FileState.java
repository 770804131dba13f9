package org.qdmail.keys;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.BasicFileAttributes;
import java.nio.file.attribute.FileTime;

/**
 * What tells one state of a file from another: its time, its size, and the file itself where a link leads elsewhere.
 *
 * @param modified when it was written
 * @param size in octets; -1 while it cannot be looked at
 * @param key of the file system, as text
 */
public record FileState(FileTime modified, long size, String key) {
    private static final FileState NOT_READABLE = new FileState(FileTime.fromMillis(0), -1, "");

    /** The state now. What cannot be looked at has one state as well; reading it says why. */
    public static FileState of(Path file) {
        try {
            BasicFileAttributes attributes = Files.readAttributes(file, BasicFileAttributes.class);
            return new FileState(
                    attributes.lastModifiedTime(), attributes.size(), String.valueOf(attributes.fileKey()));
        } catch (IOException unreadable) {
            return NOT_READABLE;
        }
    }
}

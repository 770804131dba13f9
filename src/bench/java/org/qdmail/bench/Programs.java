package org.qdmail.bench;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;

/** Where programs of Postfix are. */
final class Programs {
    private static final List<String> FOLDERS = List.of("/usr/sbin", "/usr/local/sbin", "/usr/bin", "/usr/local/bin");

    private Programs() {}

    static Optional<String> find(String name) {
        return FOLDERS.stream()
                .map(folder -> Path.of(folder, name))
                .filter(Files::isExecutable)
                .map(Path::toString)
                .findFirst();
    }

    /**
     * The start of a command whose process gets a session of its own, where that can be had: Linux shares the processors
     * between sessions first, and no mail server is in the session of its clients.
     */
    static List<String> ofOwnSession() {
        return find("setsid").map(List::of).orElse(List.of());
    }
}

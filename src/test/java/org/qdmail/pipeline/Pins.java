package org.qdmail.pipeline;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.stream.Collectors;
import jdk.jfr.Recording;
import jdk.jfr.consumer.RecordedEvent;
import jdk.jfr.consumer.RecordingFile;

/** Records when a virtual thread holds its carrier while it waits, however short. */
final class Pins implements AutoCloseable {
    private static final String PINNED = "jdk.VirtualThreadPinned";

    private final Recording recording = new Recording();

    Pins() {
        recording.enable(PINNED).withThreshold(Duration.ZERO).withStackTrace();
        recording.start();
    }

    /** The stacks of those with a frame of this project; ends the recording. */
    List<String> ofOurs() throws IOException {
        recording.stop();
        Path file = Files.createTempFile("pins", ".jfr");
        try {
            recording.dump(file);
            return RecordingFile.readAllEvents(file).stream()
                    .filter(event -> event.getEventType().getName().equals(PINNED))
                    .filter(event -> !waitsForClass(event))
                    .map(event -> reason(event) + stack(event))
                    .filter(pin -> pin.contains("\norg.qdmail."))
                    .toList();
        } finally {
            Files.delete(file);
        }
    }

    /** While another thread loads or initialises a class: once in a JVM, and nobody can wait for it otherwise. */
    private static boolean waitsForClass(RecordedEvent event) {
        return reason(event).startsWith("Waited for initialization of")
                || stack(event).contains("\njava.lang.ClassLoader.loadClass:");
    }

    /** Since JDK 24. */
    private static String reason(RecordedEvent event) {
        return event.hasField("pinnedReason") ? String.valueOf(event.getString("pinnedReason")) : "";
    }

    /** Each frame on a line. */
    private static String stack(RecordedEvent event) {
        if (event.getStackTrace() == null) return "";
        return event.getStackTrace().getFrames().stream()
                .map(frame -> '\n'
                        + frame.getMethod().getType().getName()
                        + '.'
                        + frame.getMethod().getName()
                        + ':'
                        + frame.getLineNumber())
                .collect(Collectors.joining());
    }

    @Override
    public void close() {
        recording.close();
    }
}

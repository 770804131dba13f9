package org.qdmail.message;

import java.nio.file.Path;
import org.qdmail.failure.FreeText;
import org.qdmail.failure.InvalidMessage;
import org.qdmail.failure.MessageFaults;
import org.qdmail.failure.MimeFaults;

/** Judges the names of attachments and inline parts: a receiver may save a file under them. */
final class FileNames {
    private static final int LONGEST = 1_024;

    private FileNames() {}

    static void check(String name) {
        if (name.isEmpty()) throw refused("is empty");
        if (name.length() > LONGEST) {
            throw refused("has " + name.length() + " characters; at most " + LONGEST + " are allowed");
        }
        if (name.equals(".") || name.equals("..")) throw refused("is that of a directory");
        refuse(FreeText.firstControl(name), "has a control character");
        refuse(name.indexOf('\t'), "has a control character");
        refuse(FreeText.firstDirectionControl(name), "has a character that turns the direction of writing");
        refuse(Math.max(name.indexOf('/'), name.indexOf('\\')), "has a path separator");
        int half = FreeText.firstLoneSurrogate(name);
        if (half >= 0) throw InvalidMessage.of(MimeFaults.loneSurrogate(half).at("name"));
    }

    /** The last element of a path; empty for a root. */
    static String of(Path path) {
        Path last = path.getFileName();
        return last == null ? "" : last.toString();
    }

    private static void refuse(int offset, String finding) {
        if (offset >= 0) throw refused(finding + " at " + offset);
    }

    private static InvalidMessage refused(String reason) {
        return InvalidMessage.of(MessageFaults.fileName(reason));
    }
}

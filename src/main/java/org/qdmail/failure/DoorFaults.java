package org.qdmail.failure;

import java.nio.file.Path;

/** The texts of the door: numbers 0001 to 0007. */
public final class DoorFaults {
    private DoorFaults() {}

    public static Fault vetoed(String reason) {
        return new Fault("MAIL-0001", "BeforeSend", "an observer stopped the mail: " + Texts.shown(reason, 200));
    }

    public static Fault closed() {
        return new Fault("MAIL-0004", "", "the mail service is closed; open another one or wait for the restart");
    }

    public static Fault executorFull() {
        return new Fault("MAIL-0005", "", "no thread is free for an asynchronous mail; try later, or use send");
    }

    public static Fault spoolNotWritable(Path directory) {
        return new Fault(
                "MAIL-0006",
                "qdmail.path.temp",
                "the spool directory " + directory + " cannot be written; free some room or set another directory");
    }

    public static Fault spoolNotReadable() {
        return new Fault("MAIL-0006", "qdmail.path.temp", "a spooled mail was cut or removed before it was sent");
    }

    public static Fault interruptedWhileSpooling() {
        return new Fault("MAIL-0617", "", "the sending thread was interrupted while its mail was written to the spool");
    }

    public static Fault observerFailed(String exceptionType) {
        return new Fault(
                "MAIL-0007", "BeforeSend", "an observer threw " + exceptionType + ", so the mail was not sent");
    }
}

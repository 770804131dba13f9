package org.qdmail.failure;

import java.nio.charset.Charset;
import java.nio.file.Path;
import java.time.Duration;

/** The texts of handing a mail to a program: number 0705, and those that say the same as with a server. */
public final class SendmailFaults {
    private static final int MAX_SHOWN = 200;

    private SendmailFaults() {}

    public static Fault looksLikeOption() {
        return fault(
                "0210",
                "the local part begins with a hyphen, so a program could take the address for an option;"
                        + " no program was started for it. Send to it with qdmail.transport=relay");
    }

    public static Fault argumentsNotUtf8(Charset arguments) {
        return fault(
                "0612",
                "an address is not ASCII, but programs get their arguments in " + arguments
                        + " here (sun.jnu.encoding); start Java with a locale of UTF-8");
    }

    public static Fault notExecutable(Path command) {
        return fault(
                "0705",
                shown(command) + " is not a file that this process may execute; check qdmail.route.sendmail.command");
    }

    public static Fault notStarted(Path command, String reason) {
        return fault(
                "0705",
                shown(command) + " could not be started (" + Texts.shown(reason, MAX_SHOWN)
                        + "); check qdmail.route.sendmail.command");
    }

    /** @param words what the program printed */
    public static Fault exited(Path command, int code, String words) {
        String said = Texts.shown(words, MAX_SHOWN);
        return fault("0705", shown(command) + " ended with code " + code + (said.isEmpty() ? "" : ": " + said));
    }

    public static Fault timeout(Path command, Duration timeout, Duration deadline) {
        return fault(
                "0609",
                shown(command) + " had not ended within " + timeout + " for itself or " + deadline
                        + " for the whole, so it was killed (qdmail.route.sendmail.timeout, qdmail.smtp.deadline)");
    }

    public static Fault killed(Path command, int code) {
        return fault("0609", shown(command) + " was ended by a signal (code " + code + ")");
    }

    /** The mail may have been taken: it had the whole of it. */
    public static Fault unknown(Path command, Fault cause) {
        return fault(
                "0618",
                "the whole mail was written to " + shown(command) + ", which did not end by itself (" + cause.text()
                        + "). The mail may have been taken; it is not sent again by itself");
    }

    public static Fault endedEarly(Path command) {
        return fault(
                "0618",
                shown(command) + " ended with code 0 without having read the mail to its end."
                        + " The mail may have been taken; it is not sent again by itself");
    }

    private static Fault fault(String number, String text) {
        return new Fault("MAIL-" + number, "", text);
    }

    private static String shown(Path command) {
        return Texts.shown(command.toString(), MAX_SHOWN);
    }
}

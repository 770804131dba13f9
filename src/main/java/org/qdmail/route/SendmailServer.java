package org.qdmail.route;

import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import org.qdmail.envelope.Outcome;
import org.qdmail.failure.Fault;
import org.qdmail.failure.SendmailFaults;
import org.qdmail.smtp.SmtpRelay;
import org.qdmail.smtp.SmtpSettings;
import org.qdmail.smtp.TlsMode;
import org.qdmail.wire.WireTime;

/**
 * The sendmail program of this machine as an SMTP server on its standard input ({@code -bs}): an answer for each recipient,
 * and a mail that was cut is never sent, whoever dies.
 */
public final class SendmailServer implements SmtpRelay.Program {
    private final Path command;

    private SendmailServer(Path command) {
        this.command = command;
    }

    /** A route over it; starts nothing yet. */
    public static Route open(SendmailSettings settings) {
        return open(settings, WireTime.ofSystem());
    }

    static Route open(SendmailSettings settings, WireTime time) {
        SmtpSettings usual = settings.smtp().orElseThrow();
        SmtpSettings smtp = usual.withHost(host(settings.command()))
                .withTls(TlsMode.NONE)
                .withPool(usual.pool().withMessagesAtMost(settings.dialect().promptTransactions()));
        return new RelayRoute(new SmtpRelay(smtp, time, new SendmailServer(settings.command())), Outcome.Way.SENDMAIL);
    }

    @Override
    public Process start() throws IOException {
        return SendmailRun.prepared(List.of(command.toString(), "-bs"))
                .redirectError(ProcessBuilder.Redirect.DISCARD)
                .start();
    }

    @Override
    public Fault notStarted(IOException failure) {
        return notStarted(command, failure);
    }

    /** The cause says it without the name of the program. */
    static Fault notStarted(Path command, IOException failure) {
        Throwable cause = failure.getCause() == null ? failure : failure.getCause();
        String reason = cause.getMessage() == null ? cause.getClass().getSimpleName() : cause.getMessage();
        return SendmailFaults.notStarted(command, reason);
    }

    static String name(Path command) {
        Path name = command.getFileName();
        return name == null ? command.toString() : name.toString();
    }

    /** What outcomes say that answered: its name, where that may stand for a host. */
    private static String host(Path command) {
        String name = name(command);
        return name.chars().allMatch(character -> character > ' ' && character < 0x7f) ? name : "sendmail";
    }
}

package org.qdmail.route;

import java.io.IOException;
import java.nio.charset.Charset;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.Set;
import org.qdmail.address.EmailAddress;
import org.qdmail.envelope.Envelope;
import org.qdmail.envelope.EnvelopeRecipient;
import org.qdmail.envelope.NotifyOn;
import org.qdmail.envelope.Outcome;
import org.qdmail.envelope.UnsupportedReceipt;
import org.qdmail.failure.DeliveryFailed;
import org.qdmail.failure.DeliveryFaults;
import org.qdmail.failure.DoorFaults;
import org.qdmail.failure.EnvelopeFaults;
import org.qdmail.failure.Fault;
import org.qdmail.failure.Phase;
import org.qdmail.failure.SendmailFaults;
import org.qdmail.octets.FrozenMail;
import org.qdmail.smtp.PoolUse;
import org.qdmail.smtp.RelayOffer;
import org.qdmail.smtp.SmtpReport;
import org.qdmail.wire.Deadline;
import org.qdmail.wire.WireTime;

/**
 * Hands mail to the sendmail program of this machine, which takes it over when it ends with code 0: one run for each
 * group of recipients whose wishes for reports are equal. No shell has a part in it.
 */
public final class SendmailRoute implements Route {
    private static final PoolUse NO_CONNECTIONS = new PoolUse(0, 0, 0, 0);

    private final SendmailSettings settings;
    private final SendmailRuns runs;
    private final Charset arguments;

    private SendmailRoute(SendmailSettings settings, Charset arguments) {
        this.settings = settings;
        this.runs = new SendmailRuns();
        this.arguments = arguments;
    }

    /** Starts nothing yet. */
    public static SendmailRoute open(SendmailSettings settings) {
        return open(settings, System.getProperty("sun.jnu.encoding", "UTF-8"));
    }

    /** With the name of the characters that programs get their arguments in. */
    static SendmailRoute open(SendmailSettings settings, String arguments) {
        boolean isKnown = Charset.isSupported(arguments);
        return new SendmailRoute(settings, isKnown ? Charset.forName(arguments) : StandardCharsets.US_ASCII);
    }

    @Override
    public SmtpReport deliver(Envelope envelope, FrozenMail mail, Deadline deadline) {
        return runs.during(() -> deliverAll(envelope, mail, deadline));
    }

    private SmtpReport deliverAll(Envelope envelope, FrozenMail mail, Deadline deadline) {
        Outcomes outcomes = new Outcomes();
        List<EnvelopeRecipient> fit = new ArrayList<>();
        for (EnvelopeRecipient recipient : envelope.recipients()) {
            Optional<Fault> fault = unfit(envelope, recipient.address());
            fault.ifPresentOrElse(
                    why -> outcomes.put(Verdict.none(why, Phase.RCPT, false).of(recipient, settings)),
                    () -> fit.add(recipient));
        }
        if (!fit.isEmpty()) {
            for (SendmailCommand command :
                    SendmailCommand.of(settings, envelope.forRecipients(fit), mail.isSevenBit())) {
                Verdict verdict = run(command, mail, deadline);
                command.recipients().forEach(recipient -> outcomes.put(verdict.of(recipient, settings)));
            }
        }
        List<Outcome> all = outcomes.inOrderOf(envelope);
        return new SmtpReport(all, warnings(envelope, all));
    }

    /** Why no program can be started for this recipient, if so. */
    private Optional<Fault> unfit(Envelope envelope, EmailAddress recipient) {
        EmailAddress returnPath = envelope.returnPath();
        if (looksLikeOption(recipient) || looksLikeOption(returnPath)) {
            return Optional.of(SendmailFaults.looksLikeOption());
        }
        boolean isUtf8 = arguments.equals(StandardCharsets.UTF_8);
        if (!isUtf8 && (recipient.needsSmtpUtf8() || returnPath.needsSmtpUtf8())) {
            return Optional.of(SendmailFaults.argumentsNotUtf8(arguments));
        }
        boolean demanded = settings.receiptUnsupported() == UnsupportedReceipt.FAIL;
        if (demanded && envelope.asksReceipt() && !settings.dialect().offersReceipts()) {
            return Optional.of(EnvelopeFaults.receiptNotOffered(name(settings)));
        }
        return Optional.empty();
    }

    /** Also in quotes, which a program takes off. */
    private static boolean looksLikeOption(EmailAddress address) {
        return address.unquotedLocalPart().startsWith("-");
    }

    private Verdict run(SendmailCommand command, FrozenMail mail, Deadline deadline) {
        if (Thread.currentThread().isInterrupted()) {
            return Verdict.none(DeliveryFaults.interrupted(Phase.CONNECT), Phase.CONNECT, true);
        }
        if (runs.isEnding()) {
            return Verdict.none(DeliveryFaults.closedWhileSending(Phase.CONNECT), Phase.CONNECT, true);
        }
        if (deadline.isOver()) {
            return Verdict.none(DeliveryFaults.noTimeLeft(deadline.length()), Phase.CONNECT, true);
        }
        try {
            return Verdict.of(runs.run(command.arguments(), mail, settings.timeout(), deadline), settings, deadline);
        } catch (IOException failure) {
            if (runs.isEnding()) { // between the look above and its threads
                return Verdict.none(DeliveryFaults.closedWhileSending(Phase.CONNECT), Phase.CONNECT, true);
            }
            return Verdict.none(SendmailServer.notStarted(settings.command(), failure), Phase.CONNECT, true);
        }
    }

    private List<String> warnings(Envelope envelope, List<Outcome> outcomes) {
        if (settings.receiptUnsupported() != UnsupportedReceipt.WARN) return List.of();
        if (has(outcomes, Outcome.ReceiptRequest.UNSUPPORTED)) {
            return List.of(
                    name(settings) + " has no option for DSN: handed over, but no delivery receipt was asked for");
        }
        boolean keepsId =
                envelope.envelopeId().flatMap(settings.dialect()::envelopeId).isPresent();
        if (has(outcomes, Outcome.ReceiptRequest.REQUESTED)
                && envelope.envelopeId().isPresent()
                && !keepsId) {
            return List.of(name(settings) + " has no option for the envelope id: receipts will come without it");
        }
        return List.of();
    }

    private static boolean has(List<Outcome> outcomes, Outcome.ReceiptRequest receipt) {
        return outcomes.stream().anyMatch(outcome -> outcome.receipt() == receipt);
    }

    private static String name(SendmailSettings settings) {
        return SendmailServer.name(settings.command());
    }

    @Override
    public Deadline startDeadline() {
        return Deadline.in(settings.deadline(), WireTime.ofSystem());
    }

    /** Whether the program is there and may be executed; starts nothing. */
    @Override
    public RelayOffer probe() {
        if (!Files.isRegularFile(settings.command()) || !Files.isExecutable(settings.command())) {
            Fault fault = SendmailFaults.notExecutable(settings.command());
            throw new DeliveryFailed(fault, Phase.CONNECT, List.of(), Optional.empty(), true);
        }
        return new RelayOffer(
                name(settings),
                0,
                Optional.empty(),
                Optional.empty(),
                settings.dialect().offersReceipts() ? Set.of("DSN") : Set.of(),
                Set.of(),
                OptionalLong.empty(),
                Optional.empty());
    }

    @Override
    public PoolUse use() {
        return NO_CONNECTIONS;
    }

    /** Lets running programs end within the grace, then kills them (MAIL-0617). */
    @Override
    public void close(Duration grace) {
        runs.close(grace);
    }

    /** What became of all recipients of one command. */
    private record Verdict(Outcome.State state, Optional<Fault> fault, Optional<Phase> phase, boolean isRetryable) {
        private static final Set<Integer> TRY_LATER = Set.of(71, 74, 75); // EX_OSERR, EX_IOERR, EX_TEMPFAIL

        static Verdict none(Fault fault, Phase phase, boolean isRetryable) {
            return new Verdict(Outcome.State.NOT_ATTEMPTED, Optional.of(fault), Optional.of(phase), isRetryable);
        }

        static Verdict of(SendmailRun.Ending ending, SendmailSettings settings, Deadline deadline) {
            Path command = settings.command();
            if (ending.code() == 0) {
                return ending.hadAll()
                        ? new Verdict(Outcome.State.ACCEPTED, Optional.empty(), Optional.empty(), false)
                        : doubt(SendmailFaults.endedEarly(command));
            }
            if (ending.wasKilled()) {
                Fault fault = killed(ending, settings, deadline);
                return ending.hadAll() ? doubt(SendmailFaults.unknown(command, fault)) : deferred(fault);
            }
            Fault fault = SendmailFaults.exited(command, ending.code(), ending.words());
            return TRY_LATER.contains(ending.code())
                    ? deferred(fault)
                    : new Verdict(Outcome.State.REFUSED, Optional.of(fault), Optional.of(Phase.END), false);
        }

        private static Verdict deferred(Fault fault) {
            return new Verdict(Outcome.State.DEFERRED, Optional.of(fault), Optional.of(Phase.BLOCK), true);
        }

        private static Verdict doubt(Fault fault) {
            return new Verdict(Outcome.State.UNKNOWN, Optional.of(fault), Optional.of(Phase.END), false);
        }

        private static Fault killed(SendmailRun.Ending ending, SendmailSettings settings, Deadline deadline) {
            if (ending.wasCut()) return DoorFaults.spoolNotReadable();
            if (ending.cause().isEmpty()) return SendmailFaults.killed(settings.command(), ending.code());
            return switch (ending.cause().get()) {
                case TIME -> SendmailFaults.timeout(settings.command(), settings.timeout(), deadline.length());
                case INTERRUPT -> DeliveryFaults.interrupted(Phase.BLOCK);
                case CLOSE -> DeliveryFaults.closedWhileSending(Phase.BLOCK);
            };
        }

        Outcome of(EnvelopeRecipient recipient, SendmailSettings settings) {
            return new Outcome(
                    recipient.address(),
                    state,
                    receipt(recipient.options().reports(), settings.dialect()),
                    fault,
                    phase,
                    isRetryable,
                    Optional.empty(),
                    Optional.of(name(settings)),
                    Optional.empty(),
                    Optional.of(Outcome.Way.SENDMAIL));
        }

        private Outcome.ReceiptRequest receipt(NotifyOn reports, SendmailSettings.Dialect dialect) {
            boolean isWished = !reports.isDefault() && !reports.isNever();
            if (state == Outcome.State.NOT_ATTEMPTED || !isWished) return Outcome.ReceiptRequest.NOT_ASKED;
            return dialect.offersReceipts() ? Outcome.ReceiptRequest.REQUESTED : Outcome.ReceiptRequest.UNSUPPORTED;
        }
    }
}

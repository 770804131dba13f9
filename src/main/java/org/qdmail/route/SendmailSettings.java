package org.qdmail.route;

import java.nio.file.Path;
import java.time.Duration;
import java.util.Optional;
import org.qdmail.envelope.EnvelopeId;
import org.qdmail.envelope.UnsupportedReceipt;
import org.qdmail.smtp.SmtpSettings;

/**
 * How mail is handed to a program of this machine ({@code qdmail.route.sendmail.*}).
 *
 * @param command the program, absolute
 * @param dialect which options it knows
 * @param timeout how long it may run for one group of recipients
 * @param deadline what one mail may take until the program has all of it, over all groups
 * @param receiptUnsupported what happens to a wish for a delivery report that it has no option for
 * @param smtp how to talk with it as a server on its standard input; empty when it gets its recipients as arguments
 */
public record SendmailSettings(
        Path command,
        Dialect dialect,
        Duration timeout,
        Duration deadline,
        UnsupportedReceipt receiptUnsupported,
        Optional<SmtpSettings> smtp) {
    public SendmailSettings {
        if (!command.isAbsolute()) throw new IllegalArgumentException("a command that is not absolute");
        if (timeout.isNegative() || timeout.isZero()) throw new IllegalArgumentException("timeout " + timeout);
        if (deadline.isNegative() || deadline.isZero()) throw new IllegalArgumentException("deadline " + deadline);
    }

    /** With arguments. */
    public SendmailSettings(
            Path command, Dialect dialect, Duration timeout, Duration deadline, UnsupportedReceipt receiptUnsupported) {
        this(command, dialect, timeout, deadline, receiptUnsupported, Optional.empty());
    }

    /** How a program is given recipients and mail. */
    public enum Mode {
        /** Recipients as arguments, the mail alone on its input, its exit code for all. */
        ARGUMENTS,
        /** By SMTP over its input and output ({@code -bs}). */
        SMTP
    }

    /** The programs by this name differ in what they take options for reports to mean. */
    public enum Dialect {
        /** {@code -N}, {@code -R} and {@code -V}, the last one as it is. */
        POSTFIX,
        /** Sendmail itself: the same, but {@code -V} in xtext (RFC 3461 section 4). */
        SENDMAIL,
        /** {@code -N} and {@code -R}; no envelope id. */
        MSMTP,
        /** None: a word behind {@code -N} is an error to it, and {@code -N} alone means not to deliver. */
        EXIM;

        /** Whether it is an SMTP server when it is started with {@code -bs}. */
        public boolean speaksSmtp() {
            return this != MSMTP;
        }

        /** Whether delivery reports can be asked for. */
        public boolean offersReceipts() {
            return this != EXIM;
        }

        /** Whether it tells the return path, rather than who started it, why it does not take a mail. */
        boolean mailsRefusals() {
            return this == EXIM;
        }

        /**
         * The transactions of one session after which it only queues what else it takes, until its queue is run: Exim's
         * {@code smtp_accept_queue_per_connection}.
         */
        int promptTransactions() {
            return this == EXIM ? 10 : Integer.MAX_VALUE;
        }

        /** The id as this dialect takes it; empty when it takes none. */
        Optional<String> envelopeId(EnvelopeId id) {
            return switch (this) {
                case POSTFIX -> Optional.of(id.value());
                case SENDMAIL -> Optional.of(id.toXtext());
                case MSMTP, EXIM -> Optional.empty();
            };
        }
    }
}

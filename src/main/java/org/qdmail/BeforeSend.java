package org.qdmail;

import java.util.Objects;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.qdmail.message.MailMessage;

/**
 * Fired before a mail is composed, after annotations and defaults, before {@code qdmail.enforce.*}: the only event that
 * can change anything. An observer may replace the message or stop it; one that throws stops it as well (MAIL-0007).
 * Valid on the sending thread until the observers have returned.
 */
public final class BeforeSend {
    private final String mailer;
    private MailMessage message;
    private @Nullable String veto;

    /** Also for tests of observers. */
    public BeforeSend(String mailer, MailMessage message) {
        this.mailer = Objects.requireNonNull(mailer, "mailer");
        this.message = Objects.requireNonNull(message, "message");
    }

    /** The name of the mailer; empty for the unnamed one. */
    public String mailer() {
        return mailer;
    }

    /** The message as it stands: the last replacement, else the original. */
    public MailMessage message() {
        return message;
    }

    /** Lets another message leave instead; usually {@code event.message().edit()…build()}. */
    public void replace(MailMessage other) {
        message = Objects.requireNonNull(other, "other");
    }

    /**
     * Stops the mail; {@code send} throws {@link org.qdmail.failure.SendVetoed} (MAIL-0001).
     *
     * @param reason for the caller; at most 200 characters are shown
     */
    public void veto(String reason) {
        veto = Objects.requireNonNull(reason, "reason");
    }

    /** The reason given by {@link #veto}, if any. */
    public Optional<String> vetoed() {
        return Optional.ofNullable(veto);
    }
}

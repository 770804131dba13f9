package org.qdmail;

import java.util.Optional;
import org.qdmail.failure.MailException;
import org.qdmail.message.MailMessage;

/**
 * Fired after a mail was accepted for nobody. An observer that throws changes nothing.
 *
 * @param mailer the name of the mailer; empty for the unnamed one
 * @param message as it was to be sent; empty for a mail that was imported as octets
 * @param failure what the caller of {@code send} gets
 */
public record MailFailed(String mailer, Optional<MailMessage> message, MailException failure) {}

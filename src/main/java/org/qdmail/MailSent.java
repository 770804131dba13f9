package org.qdmail;

import java.util.Optional;
import org.qdmail.message.MailMessage;

/**
 * Fired after a mail was accepted for at least one recipient, or may have been. An observer that throws changes
 * nothing.
 *
 * @param mailer the name of the mailer; empty for the unnamed one
 * @param message as it was sent; empty for a mail that was imported as octets
 * @param result one outcome per recipient
 */
public record MailSent(String mailer, Optional<MailMessage> message, SendResult result) {}

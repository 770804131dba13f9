package org.qdmail.failure;

import java.util.Optional;

/**
 * Why one recipient was not accepted.
 *
 * @param recipient the address as it was (or would have been) written in RCPT
 * @param number the numbered reason, such as {@code MAIL-0607}
 * @param reply the server's words, where it said any
 */
public record Refusal(String recipient, String number, Optional<ServerReply> reply) {}

package org.qdmail.address;

import java.util.Optional;

/**
 * An address with the name in front of it (RFC 5322 section 3.4).
 *
 * @param name the display name, decoded
 * @param address the address
 */
public record Mailbox(Optional<String> name, EmailAddress address) {}

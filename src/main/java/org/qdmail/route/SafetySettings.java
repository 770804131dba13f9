package org.qdmail.route;

import java.util.List;
import java.util.Optional;
import org.qdmail.address.AddressPattern;
import org.qdmail.address.EmailAddress;

/**
 * Which recipients mail may leave for.
 *
 * @param allow if not empty, only recipients that match one of these ({@code qdmail.safety.allow})
 * @param deny never recipients that match one of these ({@code qdmail.safety.deny})
 * @param redirectTo takes the place of every recipient ({@code qdmail.safety.redirect-to})
 */
public record SafetySettings(List<AddressPattern> allow, List<AddressPattern> deny, Optional<EmailAddress> redirectTo) {
    /** Every recipient, as addressed. */
    public static final SafetySettings NONE = new SafetySettings(List.of(), List.of(), Optional.empty());

    public SafetySettings {
        allow = List.copyOf(allow);
        deny = List.copyOf(deny);
    }
}

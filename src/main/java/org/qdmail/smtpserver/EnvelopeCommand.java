package org.qdmail.smtpserver;

import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.Map;

/**
 * A MAIL or RCPT command that was accepted.
 *
 * @param line the command exactly as it was sent
 * @param address what stood between the angle brackets, without a source route; empty for the null sender
 * @param parameters the parameters in their order, names in upper case, values as sent, empty when there was none
 */
public record EnvelopeCommand(String line, String address, Map<String, String> parameters) {
    public EnvelopeCommand {
        parameters = Collections.unmodifiableMap(new LinkedHashMap<>(parameters));
    }

    /** Whether the parameter was given; its name in upper case. */
    public boolean has(String parameter) {
        return parameters.containsKey(parameter);
    }
}

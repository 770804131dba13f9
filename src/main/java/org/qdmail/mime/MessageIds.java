package org.qdmail.mime;

import java.util.Optional;
import java.util.random.RandomGenerator;
import org.qdmail.address.EmailAddress;

/** Makes Message-IDs of 128 random bits at the sender's domain: neither host nor user nor time can be read in them. */
final class MessageIds {
    /** Own limit, angle brackets included: longer ones break in other programs. */
    private static final int MAX = 250;

    private final Optional<String> configuredDomain;
    private final RandomGenerator random;

    MessageIds(Optional<String> configuredDomain, RandomGenerator random) {
        this.configuredDomain = configuredDomain;
        this.random = random;
    }

    String next(EmailAddress from) {
        String domain = shortened(configuredDomain.isPresent() ? configuredDomain.get() : from.asciiDomain());
        StringBuilder id = new StringBuilder(RandomText.LENGTH + domain.length() + 3).append('<');
        RandomText.append(random, id);
        return id.append('@').append(domain).append('>').toString();
    }

    /** Drops labels at the front while the whole would be too long; what is left is still a domain of the sender. */
    private static String shortened(String domain) {
        String rest = domain;
        int dot = rest.indexOf('.');
        while (rest.length() > MAX - RandomText.LENGTH - 3 && dot >= 0) {
            rest = rest.substring(dot + 1);
            dot = rest.indexOf('.');
        }
        return rest;
    }
}

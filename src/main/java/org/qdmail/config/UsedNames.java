package org.qdmail.config;

import java.util.Set;

/**
 * What the code of an application relies on, as its annotations tell. It decides which gaps in a configuration are
 * faults.
 *
 * @param mailers the values of {@code @Mailer}; empty text where a mailer is injected without it
 * @param identities the identities of {@code @Signed}; empty text for the unnamed one
 * @param receipts whether {@code @Receipt} is used
 */
public record UsedNames(Set<String> mailers, Set<String> identities, boolean receipts) {
    /** Without a container: the unnamed mailer, and no annotation. */
    public static final UsedNames STANDALONE = new UsedNames(Set.of(""), Set.of(), false);

    public UsedNames {
        mailers = Set.copyOf(mailers);
        identities = Set.copyOf(identities);
    }
}

package org.qdmail.config;

import java.util.List;
import java.util.Optional;
import java.util.Set;
import org.qdmail.failure.ConfigFaults;
import org.qdmail.failure.Fault;

/**
 * What an examination of a configuration found, for callers that have findings of their own to report with these.
 *
 * @param settings the settings; empty when there are faults
 * @param faults every fault, without heading and unsorted
 * @param mailers the names of the mailers that are configured, fit or unfit; without the unnamed one
 * @param identities the names of the signing identities that are configured, fit or unfit; the unnamed one is empty
 *     text
 */
public record Findings(
        Optional<QdmailSettings> settings, List<Fault> faults, Set<String> mailers, Set<String> identities) {
    public Findings {
        faults = List.copyOf(faults);
        mailers = Set.copyOf(mailers);
        identities = Set.copyOf(identities);
    }

    /**
     * The settings.
     *
     * @throws org.qdmail.failure.MisconfiguredMail with all faults, under the heading MAIL-1000
     */
    public QdmailSettings orThrow() {
        return settings.orElseThrow(() -> ConfigFaults.all(faults));
    }
}

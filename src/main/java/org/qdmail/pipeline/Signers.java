package org.qdmail.pipeline;

import java.security.SecureRandom;
import java.time.Clock;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.TreeSet;
import org.qdmail.address.AddressPattern;
import org.qdmail.failure.MethodFaults;
import org.qdmail.failure.MisconfiguredMail;
import org.qdmail.failure.SigningFailed;
import org.qdmail.signing.CurrentIdentity;
import org.qdmail.signing.IdentitySettings;
import org.qdmail.signing.SigningIdentity;
import org.qdmail.signing.SmimeSigner;

/** The signing identities of a service by name. */
final class Signers {
    /** One identity, ready to sign. */
    record Signer(SmimeSigner smime, CurrentIdentity current, IdentitySettings settings) {
        List<AddressPattern> skipDomains() {
            return settings.skipDomains();
        }
    }

    private static final System.Logger LOG = System.getLogger(Signers.class.getName());

    private final Map<String, Signer> signers;

    private Signers(Map<String, Signer> signers) {
        this.signers = Map.copyOf(signers);
    }

    /**
     * Loads every identity; what somebody should look at is logged once.
     *
     * @throws SigningFailed for one that is unfit
     * @throws MisconfiguredMail for several, with the faults of all
     */
    static Signers load(Map<String, IdentitySettings> identities, Clock clock, SecureRandom random) {
        Map<String, Signer> loaded = new HashMap<>();
        List<SigningFailed> failures = new ArrayList<>();
        new TreeMap<>(identities).forEach((name, settings) -> {
            try {
                CurrentIdentity current = CurrentIdentity.load(settings, clock);
                current.get().warnings().forEach(warning -> LOG.log(System.Logger.Level.WARNING, warning));
                loaded.put(
                        name,
                        new Signer(new SmimeSigner(current, settings.format(), clock, random), current, settings));
            } catch (SigningFailed unfit) {
                failures.add(unfit);
            }
        });
        if (failures.size() == 1) throw failures.get(0);
        if (failures.size() > 1) throw all(failures);
        return new Signers(loaded);
    }

    private static MisconfiguredMail all(List<SigningFailed> failures) {
        MisconfiguredMail all = new MisconfiguredMail(
                failures.stream().map(SigningFailed::fault).toList());
        failures.forEach(all::addSuppressed);
        return all;
    }

    Map<String, Inventory.Identity> identities() {
        Map<String, Inventory.Identity> identities = new HashMap<>();
        signers.forEach((name, signer) -> {
            SigningIdentity identity = signer.current().get();
            Instant renewFrom = identity.notAfter().minus(signer.settings().expiryWarning());
            identities.put(
                    name,
                    new Inventory.Identity(identity.subject(), identity.addresses(), identity.notAfter(), renewFrom));
        });
        return identities;
    }

    /** What was logged when they were read. */
    List<String> warnings() {
        return new TreeMap<>(signers)
                .values().stream()
                        .flatMap(signer -> signer.current().get().warnings().stream())
                        .toList();
    }

    Signer of(String name) {
        Signer signer = signers.get(name);
        if (signer == null) {
            throw MisconfiguredMail.of(MethodFaults.unknownIdentity("signed", name, new TreeSet<>(signers.keySet())));
        }
        return signer;
    }
}

package org.qdmail.pipeline;

import java.security.SecureRandom;
import java.time.Clock;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeSet;
import org.qdmail.address.AddressPattern;
import org.qdmail.failure.MethodFaults;
import org.qdmail.failure.MisconfiguredMail;
import org.qdmail.signing.IdentitySettings;
import org.qdmail.signing.SigningIdentity;
import org.qdmail.signing.SmimeSigner;

/** The signing identities of a service by name, loaded once. */
final class Signers {
    /** One identity, ready to sign. */
    record Signer(SmimeSigner smime, IdentitySettings settings) {
        List<AddressPattern> skipDomains() {
            return settings.skipDomains();
        }
    }

    private final Map<String, Signer> signers;

    private Signers(Map<String, Signer> signers) {
        this.signers = Map.copyOf(signers);
    }

    /**
     * Loads every identity.
     *
     * @throws org.qdmail.failure.SigningFailed for the first that is unfit
     */
    static Signers load(Map<String, IdentitySettings> identities, Clock clock, SecureRandom random) {
        Map<String, Signer> loaded = new HashMap<>();
        identities.forEach((name, settings) -> loaded.put(
                name, new Signer(new SmimeSigner(SigningIdentity.load(settings, clock), clock, random), settings)));
        return new Signers(loaded);
    }

    Signer of(String name) {
        Signer signer = signers.get(name);
        if (signer == null) {
            throw MisconfiguredMail.of(MethodFaults.unknownIdentity("signed", name, new TreeSet<>(signers.keySet())));
        }
        return signer;
    }
}

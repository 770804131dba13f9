package org.qdmail.config;

import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;
import org.qdmail.config.Key.Owner;
import org.qdmail.config.KeyReader.Entry;
import org.qdmail.failure.ConfigFaults;
import org.qdmail.keys.KeyPassword;
import org.qdmail.keys.LegacyCiphers;
import org.qdmail.signing.IdentitySettings;
import org.qdmail.signing.IdentitySettings.FromMismatch;
import org.qdmail.signing.SigningAlgorithm;
import org.qdmail.signing.TimeStampSettings;

/** Reads one signing identity, and checks that its files are there. Keys and certificates are read by {@code signing}. */
final class IdentityReading {
    private final KeyReader reader;
    private final FileReading files;

    IdentityReading(KeyReader reader, FileReading files) {
        this.reader = reader;
        this.files = files;
    }

    /** Whether a key is set that makes the unnamed identity more than a default. */
    boolean isConfigured(Owner owner) {
        return Stream.of(
                                SigningKeys.CERTIFICATE,
                                SigningKeys.PRIVATE_KEY,
                                SigningKeys.ALIAS,
                                SigningKeys.CHAIN,
                                SigningKeys.SIGN_FROM)
                        .anyMatch(key -> reader.read(key, owner).isOwn())
                || files.secret(SigningKeys.SIGN_PASSWORD, owner).isOwn();
    }

    /** Whether the certificate is where it is by default. */
    boolean isThere(Owner owner) {
        return files.locate(reader.read(SigningKeys.CERTIFICATE, owner))
                .filter(Files::exists)
                .isPresent();
    }

    /**
     * The settings; empty when a fault was recorded.
     *
     * @param usedBy who needs the identity where its own keys do not say so
     */
    Optional<IdentitySettings> read(Owner owner, Optional<String> usedBy) {
        Entry<Path> certificate = reader.read(SigningKeys.CERTIFICATE, owner);
        if (owner.isNamed() && certificate.isAbsent()) {
            reader.record(ConfigFaults.certificateMissing(ConfigFaults.notSet(certificate.name())));
            return Optional.empty();
        }
        Optional<String> reason = certificate.isGiven() ? Optional.empty() : usedBy;
        Optional<Path> certificateFile = files.existing(certificate, reason, remedy(certificate));
        boolean isKeyStore =
                files.locate(certificate).filter(TrustReading::isKeyStore).isPresent();
        Optional<Path> keyFile = isKeyStore ? refuseKeyFile(owner) : keyFile(owner, usedBy);
        Entry<String> alias = reader.read(SigningKeys.ALIAS, owner);
        if (!isKeyStore && alias.isOwn()) reader.record(ConfigFaults.onlyForPkcs12(alias.place()));
        Entry<Path> chain = reader.read(SigningKeys.CHAIN, owner);
        Optional<Path> chainFile = chain.isGiven() ? files.existing(chain) : Optional.empty();
        Optional<KeyPassword> password = files.password(owner);
        Optional<TimeStampSettings> timeStamps = new TimeStampReading(reader, files).read(owner);
        return certificateFile.map(file -> new IdentitySettings(
                owner.name(),
                file,
                keyFile,
                password,
                alias.value(),
                chainFile,
                reader.read(SigningKeys.LEGACY_CIPHERS, owner)
                                .value()
                                .filter(wished -> wished)
                                .isPresent()
                        ? LegacyCiphers.READ
                        : LegacyCiphers.REFUSED,
                reader.read(SigningKeys.ALGORITHM, owner).orStandIn(SigningAlgorithm.AUTO),
                reader.read(SigningKeys.SIGN_FORMAT, owner).orStandIn(IdentitySettings.Format.DETACHED),
                reader.read(SigningKeys.SIGN_FROM, owner).orStandIn(List.of()),
                reader.read(SigningKeys.FROM_MISMATCH, owner).orStandIn(FromMismatch.FAIL),
                reader.read(SigningKeys.SKIP_DOMAINS, owner).orStandIn(List.of()),
                reader.read(SigningKeys.EXPIRY_WARNING, owner).orStandIn(Duration.ZERO),
                reader.read(SigningKeys.PROTECT_HEADERS, owner).orStandIn(false),
                reader.read(SigningKeys.SELF_CHECK, owner).orStandIn(true),
                timeStamps));
    }

    private static String remedy(Entry<Path> entry) {
        return entry.isGiven() ? "Create it, or correct the key." : "Set it or qdmail.path.certificates.";
    }

    private Optional<Path> refuseKeyFile(Owner owner) {
        Entry<Path> key = reader.read(SigningKeys.PRIVATE_KEY, owner);
        if (key.isOwn()) reader.record(ConfigFaults.onlyForPem(key.place()));
        return Optional.empty();
    }

    private Optional<Path> keyFile(Owner owner, Optional<String> usedBy) {
        Entry<Path> key = reader.read(SigningKeys.PRIVATE_KEY, owner);
        if (owner.isNamed() && key.isAbsent()) return Optional.empty(); // it stands in the certificate's file
        return files.existing(key, key.isGiven() ? Optional.empty() : usedBy, remedy(key));
    }
}

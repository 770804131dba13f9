package org.qdmail.signing;

import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;
import org.qdmail.address.AddressPattern;
import org.qdmail.failure.Secret;
import org.qdmail.keys.KeyPassword;
import org.qdmail.keys.LegacyCiphers;
import org.qdmail.signing.IdentitySettings.FromMismatch;

/** Settings that differ from the defaults in the one thing that a test is about. */
final class Settings {
    private Settings() {}

    static IdentitySettings of(
            Path certificate, Optional<Path> key, Optional<Secret> password, Optional<String> alias) {
        return settings(
                "", certificate, key, password, alias, Optional.empty(), SigningAlgorithm.AUTO, FromMismatch.FAIL);
    }

    static IdentitySettings withChain(Path certificate, Path key, Path chain) {
        return settings(
                "",
                certificate,
                Optional.of(key),
                Optional.empty(),
                Optional.empty(),
                Optional.of(chain),
                SigningAlgorithm.AUTO,
                FromMismatch.FAIL);
    }

    static IdentitySettings withAlgorithm(Path certificate, Path key, SigningAlgorithm algorithm) {
        return settings(
                "",
                certificate,
                Optional.of(key),
                Optional.empty(),
                Optional.empty(),
                Optional.empty(),
                algorithm,
                FromMismatch.FAIL);
    }

    static IdentitySettings withSenders(Path directory, FromMismatch mismatch, String... from) {
        return settings(
                "legal",
                directory.resolve("cert.pem"),
                Optional.of(directory.resolve("private.pem")),
                Optional.empty(),
                Optional.empty(),
                Optional.empty(),
                SigningAlgorithm.AUTO,
                mismatch,
                from);
    }

    /** A PKCS#12 file that may be encrypted weakly. */
    static IdentitySettings legacy(Path certificate, Secret password) {
        IdentitySettings store = of(certificate, Optional.empty(), Optional.of(password), Optional.empty());
        return with(store, Optional.of(KeyPassword.of(password)), LegacyCiphers.READ, Optional.empty());
    }

    /** With the password in a file. */
    static IdentitySettings withPasswordIn(Path password, Path certificate, Optional<Path> key) {
        IdentitySettings settings = of(certificate, key, Optional.empty(), Optional.empty());
        return with(settings, Optional.of(KeyPassword.in(password)), LegacyCiphers.REFUSED, Optional.empty());
    }

    /** A pair whose signatures get time stamps. */
    static IdentitySettings withTimeStamps(Path certificate, Path key, TimeStampSettings timeStamps) {
        IdentitySettings pair = IdentitySettings.pair("", certificate, key);
        return with(pair, Optional.empty(), LegacyCiphers.REFUSED, Optional.of(timeStamps));
    }

    private static IdentitySettings with(
            IdentitySettings base,
            Optional<KeyPassword> password,
            LegacyCiphers legacy,
            Optional<TimeStampSettings> timeStamps) {
        return new IdentitySettings(
                base.name(),
                base.certificateFile(),
                base.privateKeyFile(),
                password,
                base.alias(),
                base.chainFile(),
                legacy,
                base.algorithm(),
                base.format(),
                base.from(),
                base.fromMismatch(),
                base.skipDomains(),
                base.expiryWarning(),
                base.protectHeaders(),
                base.selfCheck(),
                timeStamps);
    }

    private static IdentitySettings settings(
            String name,
            Path certificate,
            Optional<Path> key,
            Optional<Secret> password,
            Optional<String> alias,
            Optional<Path> chain,
            SigningAlgorithm algorithm,
            FromMismatch mismatch,
            String... from) {
        return new IdentitySettings(
                name,
                certificate,
                key,
                password.map(KeyPassword::of),
                alias,
                chain,
                LegacyCiphers.REFUSED,
                algorithm,
                IdentitySettings.Format.DETACHED,
                Stream.of(from).map(AddressPattern::of).toList(),
                mismatch,
                List.of(),
                Duration.ofDays(30),
                false,
                false,
                Optional.empty());
    }
}

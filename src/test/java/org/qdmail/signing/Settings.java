package org.qdmail.signing;

import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;
import org.qdmail.address.AddressPattern;
import org.qdmail.failure.Secret;
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
                password,
                alias,
                chain,
                algorithm,
                IdentitySettings.Format.DETACHED,
                Stream.of(from).map(AddressPattern::of).toList(),
                mismatch,
                List.of(),
                Duration.ofDays(30),
                false,
                false);
    }
}

package org.qdmail.config;

import java.net.URI;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Optional;
import org.qdmail.config.Key.Owner;
import org.qdmail.config.KeyReader.Entry;
import org.qdmail.failure.ConfigFaults;
import org.qdmail.signing.TimeStampSettings;
import org.qdmail.signing.TimeStampSettings.OnFailure;

/** Reads who puts time stamps on the signatures of an identity. */
final class TimeStampReading {
    private final KeyReader reader;
    private final FileReading files;

    TimeStampReading(KeyReader reader, FileReading files) {
        this.reader = reader;
        this.files = files;
    }

    /** The settings; empty when there are no time stamps, or a fault was recorded. */
    Optional<TimeStampSettings> read(Owner owner) {
        Entry<String> url = reader.read(SigningKeys.TIMESTAMP_URL, owner);
        Entry<Path> trust = reader.read(SigningKeys.TIMESTAMP_TRUST, owner);
        if (trust.isGiven() && url.isAbsent()) {
            reader.record(ConfigFaults.companionMissing(trust.place(), url.name()));
        }
        if (url.isGiven() && trust.isAbsent()) {
            reader.record(ConfigFaults.companionMissing(url.place(), trust.name()));
        }
        Optional<Path> file = trust.isGiven() ? files.existing(trust) : Optional.empty();
        Duration timeout = reader.read(SigningKeys.TIMESTAMP_TIMEOUT, owner).orStandIn(Duration.ofSeconds(1));
        OnFailure onFailure = reader.read(SigningKeys.TIMESTAMP_FAILURE, owner).orStandIn(OnFailure.FAIL);
        return url.value()
                .flatMap(text -> file.map(path -> new TimeStampSettings(URI.create(text), timeout, onFailure, path)));
    }
}

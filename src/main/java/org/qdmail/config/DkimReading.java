package org.qdmail.config;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.qdmail.config.Key.Owner;
import org.qdmail.config.KeyReader.Entry;
import org.qdmail.dkim.DkimSettings;
import org.qdmail.failure.ConfigFaults;
import org.qdmail.failure.Fault;
import org.qdmail.failure.Secret;

/** Reads how the mails of one mailer are signed with DKIM, and checks that the files are there. {@code dkim} reads them. */
final class DkimReading {
    private final KeyReader reader;
    private final FileReading files;
    private final Owner owner;

    DkimReading(KeyReader reader, FileReading files, Owner owner) {
        this.reader = reader;
        this.files = files;
        this.owner = owner;
    }

    /** The settings; empty when nothing is signed, or a fault was recorded. */
    Optional<DkimSettings> read() {
        Entry<String> domain = reader.read(SigningKeys.DKIM_DOMAIN, owner);
        Entry<String> selector = reader.read(SigningKeys.DKIM_SELECTOR, owner);
        Entry<String> second = reader.read(SigningKeys.DKIM_SECOND_SELECTOR, owner);
        List<DkimSettings.KeyPlace> keys = new ArrayList<>();
        key(selector, SigningKeys.DKIM_KEY, SigningKeys.DKIM_PASSWORD, domain).ifPresent(keys::add);
        key(second, SigningKeys.DKIM_SECOND_KEY, SigningKeys.DKIM_SECOND_PASSWORD, selector)
                .ifPresent(keys::add);
        if (domain.isGiven() && selector.isAbsent()) lacks(domain, SigningKeys.DKIM_SELECTOR);
        if (second.value().isPresent() && second.value().equals(selector.value())) {
            reader.record(ConfigFaults.selectorTwice(second.place()));
        }
        return domain.value().filter(name -> !keys.isEmpty()).map(name -> new DkimSettings(name, keys));
    }

    /** A key and its selector, when both are there; one without the other, or without what it needs, is a fault. */
    private Optional<DkimSettings.KeyPlace> key(
            Entry<String> selector, Key<Path> fileKey, Key<Secret> passwordKey, Entry<String> needed) {
        Entry<Path> file = reader.read(fileKey, owner);
        Entry<Secret> password = files.secret(passwordKey, owner);
        if (file.isGiven() && selector.isAbsent()) reader.record(companion(file, selector.name()));
        if (selector.isGiven() && needed.isAbsent()) reader.record(companion(selector, needed.name()));
        if (selector.isGiven() && file.isAbsent()) lacks(selector, fileKey);
        if (password.isGiven() && file.isAbsent()) lacks(password, fileKey);
        Optional<Path> found = file.isGiven() ? files.existing(file) : Optional.empty();
        return selector.value()
                .flatMap(name ->
                        found.map(path -> new DkimSettings.KeyPlace(name, file.name(), path, password.value())));
    }

    private void lacks(Entry<?> entry, Key<?> other) {
        reader.record(companion(entry, owner.nameOf(other)));
    }

    private static Fault companion(Entry<?> entry, String other) {
        return ConfigFaults.companionMissing(entry.place(), other);
    }
}

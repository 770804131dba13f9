package org.qdmail.config;

import java.io.IOException;
import java.nio.charset.CharacterCodingException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Optional;
import org.qdmail.config.Key.Owner;
import org.qdmail.config.KeyReader.Entry;
import org.qdmail.failure.ConfigFaults;
import org.qdmail.failure.Secret;
import org.qdmail.keys.KeyPassword;
import org.qdmail.smtp.SecretSource;

/** Finds and reads the files that keys name, and the secrets that may stand in one. */
final class FileReading {
    private static final long MAX_SECRET = 65_536;
    private static final String REMEDY = "Create it, or correct the key.";

    private final KeyReader reader;
    private final Optional<Path> base;

    FileReading(KeyReader reader) {
        this.reader = reader;
        Entry<Path> directory = reader.read(Keys.CERTIFICATES, Owner.UNNAMED);
        if (directory.isGiven()) directory.value().ifPresent(path -> requireDirectory(directory, path));
        this.base = directory.value();
    }

    private boolean requireDirectory(Entry<Path> entry, Path directory) {
        if (!Files.exists(directory)) {
            reader.record(ConfigFaults.fileMissing(entry.place(), directory.toString(), Optional.empty(), REMEDY));
        } else if (!Files.isDirectory(directory)) {
            reader.record(ConfigFaults.notADirectory(entry.place(), directory.toString()));
        } else {
            return true;
        }
        return false;
    }

    /** The directory of the spool: it exists and can be written. */
    Path spoolDirectory() {
        Entry<Path> entry = reader.read(Keys.TEMP, Owner.UNNAMED);
        Path directory = entry.value().orElseGet(() -> Path.of(System.getProperty("java.io.tmpdir")));
        if (entry.isBroken() || !requireDirectory(entry, directory)) return directory;
        if (!Files.isWritable(directory)) {
            reader.record(ConfigFaults.directoryNotWritable(entry.place(), directory.toString()));
        }
        return directory;
    }

    /** Where the file of an entry is, relative ones below the directory of certificates; it need not exist. */
    Optional<Path> locate(Entry<Path> entry) {
        Optional<Path> file = entry.value();
        if (file.isEmpty() || file.get().isAbsolute()) return file;
        return base.map(directory -> directory.resolve(file.get()).normalize());
    }

    /** The file of an entry, if it is a regular one that can be read. */
    Optional<Path> existing(Entry<Path> entry) {
        return existing(entry, Optional.empty(), REMEDY);
    }

    /**
     * The file of an entry, if it is a regular one that can be read.
     *
     * @param usedBy why it is needed when its key does not say so
     */
    Optional<Path> existing(Entry<Path> entry, Optional<String> usedBy, String remedy) {
        Optional<Path> located = locate(entry);
        if (located.isEmpty()) return located;
        Path file = located.get();
        if (!Files.exists(file)) {
            reader.record(ConfigFaults.fileMissing(entry.place(), file.toString(), usedBy, remedy));
        } else if (!isInside(file, entry)) {
            reader.record(ConfigFaults.outsideDirectory(entry.place()));
        } else if (!Files.isRegularFile(file)) {
            reader.record(ConfigFaults.notAFile(entry.place(), file.toString()));
        } else if (!Files.isReadable(file)) {
            reader.record(ConfigFaults.fileUnreadable(entry.place(), file.toString()));
        } else {
            return located;
        }
        return Optional.empty();
    }

    /** Records a fault unless the file of an entry is a program that this process may execute. */
    void requireProgram(Entry<Path> entry) {
        Optional<Path> program = entry.value();
        if (program.isEmpty()) return;
        String shown = program.get().toString();
        if (!Files.exists(program.get())) {
            reader.record(ConfigFaults.fileMissing(entry.place(), shown, Optional.empty(), REMEDY));
        } else if (!Files.isRegularFile(program.get())) {
            reader.record(ConfigFaults.notAFile(entry.place(), shown));
        } else if (!Files.isExecutable(program.get())) {
            reader.record(ConfigFaults.fileNotExecutable(entry.place(), shown));
        }
    }

    /** The directory of an entry, if it is one that can be read. */
    Optional<Path> existingDirectory(Entry<Path> entry) {
        Optional<Path> located = locate(entry);
        if (located.isEmpty() || !requireDirectory(entry, located.get())) return Optional.empty();
        if (!isInside(located.get(), entry)) {
            reader.record(ConfigFaults.outsideDirectory(entry.place()));
        } else if (!Files.isReadable(located.get())) {
            reader.record(
                    ConfigFaults.fileUnreadable(entry.place(), located.get().toString()));
        } else {
            return located;
        }
        return Optional.empty();
    }

    /** Links may lead to another place in the directory, not out of it. Absolute names are their author's choice. */
    private boolean isInside(Path file, Entry<Path> entry) {
        if (entry.value().filter(Path::isAbsolute).isPresent() || base.isEmpty()) return true;
        try {
            return file.toRealPath().startsWith(base.get().toRealPath());
        } catch (IOException unreadable) {
            return true; // the next check says that it cannot be read
        }
    }

    /** A secret from its key or from the file that the key's twin names; both at once are a fault. */
    <T> Entry<T> secret(Key<T> key, Owner owner) {
        Key<Path> twin = key.twin();
        boolean isOwn = reader.set(owner.nameOf(key)).isPresent()
                || reader.set(owner.nameOf(twin)).isPresent();
        return secretOf(key, twin, isOwn || !owner.inherits(key) ? owner : Owner.UNNAMED, owner);
    }

    private <T> Entry<T> secretOf(Key<T> key, Key<Path> twin, Owner holder, Owner owner) {
        boolean isInherited = !holder.equals(owner);
        Entry<T> inline = reader.read(key, holder);
        Entry<Path> file = reader.read(twin, holder);
        if (file.isAbsent()) {
            return new Entry<>(inline.name(), inline.place(), inline.value(), inline.isGiven(), isInherited);
        }
        Optional<T> value = Optional.empty();
        if (inline.isGiven()) reader.record(ConfigFaults.secretTwice(inline.place(), file.name()));
        else
            value = existing(file)
                    .flatMap(path -> content(path, file))
                    .flatMap(text -> reader.parsed(key, text, file.place()));
        return new Entry<>(file.name(), file.place(), value, true, isInherited);
    }

    private Optional<String> content(Path path, Entry<Path> entry) {
        try {
            if (Files.size(path) > MAX_SECRET) {
                reader.record(ConfigFaults.fileTooLarge(entry.place(), MAX_SECRET));
                return Optional.empty();
            }
            String text = KeyPassword.lineOf(path);
            if (!text.isEmpty()) return Optional.of(text);
            reader.record(ConfigFaults.secretFileEmpty(entry.place()));
        } catch (CharacterCodingException notText) {
            reader.record(ConfigFaults.fileNotUtf8(entry.place()));
        } catch (IOException unreadable) {
            reader.record(ConfigFaults.fileUnreadable(entry.place(), path.toString()));
        }
        return Optional.empty();
    }

    /** The password of a signing identity: from its file anew whenever the key is read, since both are replaced there. */
    Optional<KeyPassword> password(Owner owner) {
        Entry<Secret> entry = secret(SigningKeys.SIGN_PASSWORD, owner);
        if (entry.value().isEmpty()) return Optional.empty();
        if (!entry.name().endsWith(Key.TWIN)) return entry.value().map(KeyPassword::of);
        return locate(reader.read(SigningKeys.SIGN_PASSWORD.twin(), owner)).map(KeyPassword::in);
    }

    /** A token: from its file anew at each login, since tokens are replaced there. */
    Optional<SecretSource> token(Owner owner) {
        Entry<Secret> entry = secret(Keys.TOKEN, owner);
        if (entry.value().isEmpty()) return Optional.empty();
        if (!entry.name().endsWith(Key.TWIN)) return entry.value().map(SecretSource::of);
        return locate(reader.read(Keys.TOKEN.twin(), owner)).map(file -> () -> Secret.of(KeyPassword.lineOf(file)));
    }
}

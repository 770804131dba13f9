package org.qdmail.encryption;

import java.io.IOException;
import java.lang.System.Logger;
import java.lang.System.Logger.Level;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.cert.X509Certificate;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.concurrent.locks.ReentrantLock;
import java.util.stream.Stream;
import org.qdmail.address.EmailAddress;
import org.qdmail.failure.EncryptionFailed;
import org.qdmail.failure.EncryptionFaults;
import org.qdmail.keys.CryptoLibrary;
import org.qdmail.keys.FileState;

/**
 * Certificates in the files of a directory, {@code .cer}, {@code .crt}, {@code .der} or {@code .pem}, in DER or PEM, found
 * by the addresses that they carry; the case of the local part does not matter. Files that come, change or go are noticed
 * while mails are sent, at most once a second. A file that cannot be read is a warning and does not hinder the others. For
 * any number of threads; none waits while another one reads.
 */
public final class CertificateDirectory implements RecipientCertificates {
    private static final Logger LOG = System.getLogger(CertificateDirectory.class.getName());
    private static final Duration BETWEEN_LOOKS = Duration.ofSeconds(1);
    private static final Set<String> ENDINGS = Set.of("cer", "crt", "der", "pem");

    private final Path directory;
    private final Clock clock;
    private final ReentrantLock looking = new ReentrantLock();
    private volatile DirectoryContent content = DirectoryContent.NOTHING;
    private volatile Instant looked;
    private boolean isUnreadable;

    private CertificateDirectory(Path directory, Clock clock) {
        this.directory = directory;
        this.clock = clock;
        this.looked = clock.instant();
        look();
    }

    /**
     * Reads the directory.
     *
     * @throws EncryptionFailed without Bouncy Castle (MAIL-0408)
     */
    public static CertificateDirectory open(Path directory, Clock clock) {
        CryptoLibrary.missing().ifPresent(missing -> {
            throw EncryptionFailed.of(EncryptionFaults.libraryMissing(), missing);
        });
        return new CertificateDirectory(directory, clock);
    }

    @Override
    public List<X509Certificate> of(EmailAddress recipient) {
        Instant now = clock.instant();
        boolean isTime = Duration.between(looked, now).abs().compareTo(BETWEEN_LOOKS) >= 0;
        if (isTime && looking.tryLock()) {
            try {
                looked = now;
                look();
            } finally {
                looking.unlock();
            }
        }
        return content.of(recipient);
    }

    /** What is wrong with files, as it was logged. */
    public List<String> warnings() {
        return content.warnings();
    }

    private void look() {
        Map<Path, FileState> states;
        try (Stream<Path> files = Files.list(directory)) {
            states = states(files);
            isUnreadable = false;
        } catch (IOException unreadable) {
            if (!isUnreadable) {
                LOG.log(Level.WARNING, "certificates are used as before: " + directory + " cannot be read");
            }
            isUnreadable = true;
            return;
        }
        DirectoryContent before = content;
        if (before.isOf(states)) return;
        DirectoryContent now = before.with(states);
        content = now;
        now.warnings().stream()
                .filter(warning -> !before.warnings().contains(warning))
                .forEach(warning -> LOG.log(Level.WARNING, warning));
    }

    private static Map<Path, FileState> states(Stream<Path> files) {
        Map<Path, FileState> states = new TreeMap<>();
        files.filter(CertificateDirectory::isCertificates).forEach(file -> states.put(file, FileState.of(file)));
        return states;
    }

    private static boolean isCertificates(Path file) {
        String name = file.getFileName().toString().toLowerCase(Locale.ROOT);
        return ENDINGS.contains(name.substring(name.lastIndexOf('.') + 1));
    }
}

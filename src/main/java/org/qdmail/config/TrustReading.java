package org.qdmail.config;

import java.io.BufferedInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.GeneralSecurityException;
import java.security.KeyStore;
import java.security.cert.Certificate;
import java.security.cert.CertificateFactory;
import java.security.cert.X509Certificate;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import org.qdmail.config.Key.Owner;
import org.qdmail.config.KeyReader.Entry;
import org.qdmail.failure.ConfigFaults;
import org.qdmail.failure.Secret;

/** Reads the further CA certificates that a relay's certificate may hang on. */
final class TrustReading {
    private final KeyReader reader;
    private final FileReading files;
    private final Owner owner;

    TrustReading(KeyReader reader, FileReading files, Owner owner) {
        this.reader = reader;
        this.files = files;
        this.owner = owner;
    }

    List<X509Certificate> read() {
        Entry<Path> file = reader.read(Keys.TRUST_FILE, owner);
        Entry<Secret> password = files.secret(Keys.TRUST_PASSWORD, owner);
        if (file.isAbsent()) {
            if (password.isGiven()) {
                reader.record(ConfigFaults.companionMissing(password.place(), owner.nameOf(Keys.TRUST_FILE)));
            }
            return List.of();
        }
        return files.existing(file)
                .map(path -> certificates(path, password.value(), file.place()))
                .orElse(List.of());
    }

    /** The exceptions of the JDK say nothing about which of file and password is wrong, so neither does the fault. */
    private List<X509Certificate> certificates(Path path, Optional<Secret> password, String place) {
        try {
            List<X509Certificate> found = isPkcs12(path) ? ofKeyStore(path, password) : ofPem(path);
            if (!found.isEmpty()) return found;
        } catch (IOException | GeneralSecurityException unfit) {
            reader.record(ConfigFaults.noCertificates(place));
            return List.of();
        }
        reader.record(ConfigFaults.noCertificates(place));
        return List.of();
    }

    /** Whether certificate and key are in one place: a PKCS#12 file, or a device that the file configures. */
    static boolean isKeyStore(Path path) {
        return isPkcs12(path) || path.toString().toLowerCase(Locale.ROOT).endsWith(".cfg");
    }

    static boolean isPkcs12(Path path) {
        String name = path.toString().toLowerCase(Locale.ROOT);
        return name.endsWith(".p12") || name.endsWith(".pfx");
    }

    private static List<X509Certificate> ofPem(Path path) throws IOException, GeneralSecurityException {
        List<X509Certificate> found = new ArrayList<>();
        try (InputStream in = new BufferedInputStream(Files.newInputStream(path))) {
            for (Certificate each : CertificateFactory.getInstance("X.509").generateCertificates(in)) {
                if (each instanceof X509Certificate certificate) found.add(certificate);
            }
        }
        return found;
    }

    private static List<X509Certificate> ofKeyStore(Path path, Optional<Secret> password)
            throws IOException, GeneralSecurityException {
        KeyStore store = KeyStore.getInstance("PKCS12");
        try (InputStream in = new BufferedInputStream(Files.newInputStream(path))) {
            store.load(in, password.map(Secret::reveal).orElse(null));
        }
        List<X509Certificate> found = new ArrayList<>();
        for (String alias : Collections.list(store.aliases())) {
            if (store.getCertificate(alias) instanceof X509Certificate certificate) found.add(certificate);
        }
        return found;
    }
}

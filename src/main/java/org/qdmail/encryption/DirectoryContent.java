package org.qdmail.encryption;

import java.nio.file.Path;
import java.security.cert.X509Certificate;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import org.qdmail.address.EmailAddress;
import org.qdmail.failure.SigningFailed;
import org.qdmail.keys.CertificateAddresses;
import org.qdmail.keys.CertificateFile;
import org.qdmail.keys.FileState;
import org.qdmail.keys.KeyFile;

/** What the files of a directory held when they were read. Never changes; a later look makes another one of it. */
final class DirectoryContent {
    static final DirectoryContent NOTHING = new DirectoryContent(Map.of());
    private static final String PLACE = "qdmail.encrypt.directory";

    private final Map<Path, ReadFile> files;
    private final Map<String, List<X509Certificate>> byAddress = new HashMap<>();

    private DirectoryContent(Map<Path, ReadFile> files) {
        this.files = files;
        for (ReadFile file : files.values()) {
            for (X509Certificate certificate : file.certificates) {
                for (String address : CertificateAddresses.caseless(CertificateAddresses.of(certificate))) {
                    byAddress
                            .computeIfAbsent(address, first -> new ArrayList<>())
                            .add(certificate);
                }
            }
        }
    }

    List<X509Certificate> of(EmailAddress address) {
        return byAddress.getOrDefault(address.caseless(), List.of());
    }

    /** What is wrong with some of the files; the others serve. */
    List<String> warnings() {
        return files.values().stream().flatMap(file -> file.warning.stream()).toList();
    }

    /** What it holds with the files in these states; those that did not change are not read again. */
    DirectoryContent with(Map<Path, FileState> states) {
        Map<Path, ReadFile> next = new TreeMap<>();
        states.forEach((path, state) -> {
            ReadFile known = files.get(path);
            next.put(path, known != null && known.state.equals(state) ? known : read(path, state));
        });
        return new DirectoryContent(next);
    }

    boolean isOf(Map<Path, FileState> states) {
        return states.size() == files.size()
                && files.entrySet().stream()
                        .allMatch(file -> file.getValue().state.equals(states.get(file.getKey())));
    }

    private static ReadFile read(Path path, FileState state) {
        try {
            return new ReadFile(state, CertificateFile.certificates(KeyFile.read(PLACE, path)), Optional.empty());
        } catch (SigningFailed unfit) {
            return new ReadFile(state, List.of(), Optional.of(unfit.fault().toString()));
        }
    }

    private record ReadFile(FileState state, List<X509Certificate> certificates, Optional<String> warning) {}
}

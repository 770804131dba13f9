package org.qdmail.encryption;

import java.security.cert.X509Certificate;
import java.util.Collection;
import java.util.LinkedHashSet;
import java.util.List;

/**
 * Who can open a copy; nobody else can, and each of them sees who the others are.
 *
 * @param certificates at least one, each once
 */
public record Readers(List<X509Certificate> certificates) {
    public Readers {
        certificates = List.copyOf(new LinkedHashSet<>(certificates));
        if (certificates.isEmpty()) throw new IllegalArgumentException("encrypted for nobody");
    }

    static Readers of(Collection<X509Certificate> certificates) {
        return new Readers(List.copyOf(certificates));
    }

    /** Without the certificates, which tell who corresponds with whom. */
    @Override
    public String toString() {
        return certificates.size() + " readers";
    }
}

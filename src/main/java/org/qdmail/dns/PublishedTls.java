package org.qdmail.dns;

import java.util.List;
import java.util.Optional;
import org.qdmail.wire.CertificateAssociation;

/**
 * What the owner of a domain or of its server has published about TLS with that server, beyond which nobody may go.
 *
 * @param kind what is demanded
 * @param holder who published the associations: its name is sent along (RFC 7672); else empty
 * @param associations of the certificate; at least one for {@link Kind#ASSOCIATED}, else none
 */
public record PublishedTls(Kind kind, Optional<String> holder, List<CertificateAssociation> associations) {
    /** Nothing. */
    public static final PublishedTls NOTHING = new PublishedTls(Kind.NOTHING, Optional.empty(), List.of());
    /** TLS, with whatever certificate: there are TLSA records, none of them of use (RFC 7672 section 2.2). */
    public static final PublishedTls ENCRYPTED = new PublishedTls(Kind.ENCRYPTED, Optional.empty(), List.of());
    /** TLS, with a certificate of a CA that names the server (RFC 8461 section 4.2). */
    public static final PublishedTls NAMED = new PublishedTls(Kind.NAMED, Optional.empty(), List.of());

    /** What is demanded. */
    public enum Kind {
        NOTHING,
        ENCRYPTED,
        NAMED,
        ASSOCIATED
    }

    public PublishedTls {
        associations = List.copyOf(associations);
        if (associations.isEmpty() == (kind == Kind.ASSOCIATED) || holder.isEmpty() != associations.isEmpty()) {
            throw new IllegalArgumentException(associations.size() + " associations for " + kind);
        }
    }

    /** TLS, with a certificate that one of these is met by (RFC 7672 section 3); without any, {@link #ENCRYPTED}. */
    static PublishedTls by(String holder, List<CertificateAssociation> usable) {
        return usable.isEmpty() ? ENCRYPTED : new PublishedTls(Kind.ASSOCIATED, Optional.of(holder), usable);
    }
}

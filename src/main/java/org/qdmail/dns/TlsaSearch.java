package org.qdmail.dns;

import java.util.ArrayList;
import java.util.List;
import java.util.OptionalInt;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import org.qdmail.wire.CertificateAssociation;
import org.xbill.DNS.Name;
import org.xbill.DNS.TLSARecord;

/** Finds what is published in DNS about the certificates of servers (RFC 7672). */
final class TlsaSearch {
    private final DnsAnswers answers;
    private final OptionalInt port;

    /** @param port of the servers; without one nothing is asked and nothing counts as published */
    TlsaSearch(DnsAnswers answers, OptionalInt port) {
        this.answers = answers;
        this.port = port;
    }

    /**
     * What is published of a server; fails when that cannot be known.
     *
     * @param holder who has its addresses, behind all aliases: what is published there goes first (section 2.2.2)
     */
    CompletionStage<PublishedTls> of(Name host, Name holder) {
        if (port.isEmpty()) return CompletableFuture.completedFuture(PublishedTls.NOTHING);
        CompletionStage<PublishedTls> first = at(holder);
        if (holder.equals(host)) return first;
        return first.thenCompose(
                found -> found.equals(PublishedTls.NOTHING) ? at(host) : CompletableFuture.completedFuture(found));
    }

    /**
     * What is published of a server whose addresses are not validated; fails when that cannot be known. Something counts
     * where its name is an alias into a zone that is not signed, and the alias itself is validated (section 2.2.2).
     */
    CompletionStage<PublishedTls> ofAlias(Name host, Name holder) {
        if (port.isEmpty() || holder.equals(host)) return CompletableFuture.completedFuture(PublishedTls.NOTHING);
        return answers.isSecureAlias(host)
                .thenCompose(isSecure -> isSecure ? at(host) : CompletableFuture.completedFuture(PublishedTls.NOTHING));
    }

    private CompletionStage<PublishedTls> at(Name host) {
        return answers.certificatesOf(host, port.getAsInt())
                .handle((answer, failure) -> {
                    if (failure == null) return CompletableFuture.completedFuture(published(host, answer));
                    return DnsAnswers.lack(failure) == DnsAnswers.Lack.UNKNOWN
                            ? CompletableFuture.<PublishedTls>failedFuture(failure)
                            : CompletableFuture.completedFuture(PublishedTls.NOTHING);
                })
                .thenCompose(published -> published);
    }

    private static PublishedTls published(Name host, DnsAnswers.Answer<TLSARecord> answer) {
        if (!answer.isSecure() || answer.records().isEmpty()) return PublishedTls.NOTHING;
        List<CertificateAssociation> usable = new ArrayList<>();
        for (TLSARecord record : answer.records()) {
            CertificateAssociation.of(
                            record.getCertificateUsage(),
                            record.getSelector(),
                            record.getMatchingType(),
                            record.getCertificateAssociationData())
                    .ifPresent(usable::add);
        }
        return PublishedTls.by(HostAddresses.text(host), usable);
    }
}

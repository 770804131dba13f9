package org.qdmail.signing;

import java.nio.charset.StandardCharsets;
import java.security.cert.X509Certificate;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import org.bouncycastle.asn1.ASN1IA5String;
import org.bouncycastle.asn1.ASN1OctetString;
import org.bouncycastle.asn1.x509.Extension;
import org.bouncycastle.asn1.x509.GeneralName;
import org.bouncycastle.asn1.x509.GeneralSubtree;
import org.bouncycastle.asn1.x509.NameConstraints;
import org.jspecify.annotations.Nullable;
import org.qdmail.keys.CertificateAddresses;

/**
 * Holds every mail address of a signer against the name constraints above it (RFC 5280 section 4.2.1.10). The JDK compares
 * alternative names of the usual kind only; an address in the subject beside them, or one that is not ASCII, would escape.
 * What cannot be compared for certain, such as a name that ends in a dot (CVE-2026-8763), is refused.
 */
final class MailNameBounds {
    private MailNameBounds() {}

    /** What is wrong with the addresses of the first certificate; the others are above it, the anchor last. */
    static Optional<String> objection(List<X509Certificate> path) {
        try {
            for (X509Certificate authority : path.subList(1, path.size())) {
                byte @Nullable [] extension = authority.getExtensionValue(Extension.nameConstraints.getId());
                if (extension == null) continue;
                NameConstraints bounds = NameConstraints.getInstance(
                        ASN1OctetString.getInstance(extension).getOctets());
                Optional<String> objection = objection(bounds, CertificateAddresses.of(path.get(0)));
                if (objection.isPresent()) return objection;
            }
            return Optional.empty();
        } catch (RuntimeException damaged) { // Bouncy Castle's ways to say that the ASN.1 is not as it should be
            return Optional.of("name constraints above the signer are damaged");
        }
    }

    private static Optional<String> objection(NameConstraints bounds, Iterable<String> addresses) {
        List<String> permitted = mailNames(bounds.getPermittedSubtrees());
        List<String> excluded = mailNames(bounds.getExcludedSubtrees());
        if (permitted.isEmpty() && excluded.isEmpty()) return Optional.empty();
        for (String bound : permitted) if (!isPlain(bound)) return Optional.of(unclear("a name constraint"));
        for (String bound : excluded) if (!isPlain(bound)) return Optional.of(unclear("a name constraint"));
        for (String address : addresses) {
            if (!isPlain(hostOf(address))) return Optional.of(unclear("an address of the signer"));
            boolean isPermitted = permitted.isEmpty() || permitted.stream().anyMatch(bound -> isWithin(address, bound));
            if (!isPermitted || excluded.stream().anyMatch(bound -> isWithin(address, bound))) {
                return Optional.of("an authority may not vouch for an address of the signer (name constraints)");
            }
        }
        return Optional.empty();
    }

    private static String unclear(String what) {
        return what + " ends in a dot or is not ASCII, so that they cannot be compared";
    }

    private static List<String> mailNames(GeneralSubtree @Nullable [] subtrees) {
        List<String> names = new ArrayList<>();
        if (subtrees == null) return names;
        for (GeneralSubtree subtree : subtrees) {
            GeneralName base = subtree.getBase();
            if (base.getTagNo() != GeneralName.rfc822Name) continue;
            names.add(ASN1IA5String.getInstance(base.getName()).getString());
        }
        return names;
    }

    private static String hostOf(String address) {
        return address.substring(address.lastIndexOf('@') + 1).toLowerCase(Locale.ROOT);
    }

    private static boolean isPlain(String name) {
        return !name.endsWith(".") && StandardCharsets.US_ASCII.newEncoder().canEncode(name);
    }

    /** A bound is one mailbox, one host, or with a dot before it the hosts below a domain. */
    private static boolean isWithin(String address, String bound) {
        String host = hostOf(address);
        String lower = bound.toLowerCase(Locale.ROOT);
        if (lower.isEmpty()) return true;
        if (bound.indexOf('@') >= 0) return address.toLowerCase(Locale.ROOT).equals(lower);
        return lower.startsWith(".") ? host.endsWith(lower) : host.equals(lower);
    }
}

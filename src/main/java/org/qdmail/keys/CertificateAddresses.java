package org.qdmail.keys;

import java.security.cert.X509Certificate;
import java.util.Collection;
import java.util.LinkedHashSet;
import java.util.Set;
import org.bouncycastle.asn1.ASN1ObjectIdentifier;
import org.bouncycastle.asn1.ASN1OctetString;
import org.bouncycastle.asn1.ASN1String;
import org.bouncycastle.asn1.pkcs.PKCSObjectIdentifiers;
import org.bouncycastle.asn1.x500.AttributeTypeAndValue;
import org.bouncycastle.asn1.x500.RDN;
import org.bouncycastle.asn1.x500.X500Name;
import org.bouncycastle.asn1.x509.Extension;
import org.bouncycastle.asn1.x509.GeneralName;
import org.bouncycastle.asn1.x509.GeneralNames;
import org.bouncycastle.asn1.x509.OtherName;
import org.qdmail.address.EmailAddress;
import org.qdmail.failure.InvalidMessage;

/** The mail addresses of a certificate (RFC 8550 section 3): alternative names, and emailAddress of the subject. */
public final class CertificateAddresses {
    // RFC 9598: SmtpUTF8Mailbox, for local parts that are not ASCII
    private static final ASN1ObjectIdentifier SMTP_UTF8_MAILBOX = new ASN1ObjectIdentifier("1.3.6.1.5.5.7.8.9");

    private CertificateAddresses() {}

    /** The addresses as written; none where the names cannot be read. */
    public static Set<String> of(X509Certificate certificate) {
        Set<String> addresses = new LinkedHashSet<>();
        addAlternativeNames(certificate, addresses);
        X500Name subject =
                X500Name.getInstance(certificate.getSubjectX500Principal().getEncoded());
        for (RDN name : subject.getRDNs(PKCSObjectIdentifiers.pkcs_9_at_emailAddress)) {
            for (AttributeTypeAndValue value : name.getTypesAndValues()) addEmailAddress(value, addresses);
        }
        return addresses;
    }

    private static void addAlternativeNames(X509Certificate certificate, Set<String> addresses) {
        byte[] extension = certificate.getExtensionValue(Extension.subjectAlternativeName.getId());
        if (extension == null) return;
        try {
            byte[] names = ASN1OctetString.getInstance(extension).getOctets();
            for (GeneralName name : GeneralNames.getInstance(names).getNames()) addName(name, addresses);
        } catch (IllegalArgumentException | IllegalStateException damaged) {
            return; // names that cannot be read vouch for no address
        }
    }

    private static void addName(GeneralName name, Set<String> addresses) {
        if (name.getTagNo() == GeneralName.rfc822Name && name.getName() instanceof ASN1String text) {
            addresses.add(text.getString());
        }
        if (name.getTagNo() != GeneralName.otherName) return;
        OtherName other = OtherName.getInstance(name.getName());
        if (!other.getTypeID().equals(SMTP_UTF8_MAILBOX)) return;
        if (other.getValue().toASN1Primitive() instanceof ASN1String text) addresses.add(text.getString());
    }

    private static void addEmailAddress(AttributeTypeAndValue attribute, Set<String> addresses) {
        if (!attribute.getType().equals(PKCSObjectIdentifiers.pkcs_9_at_emailAddress)) return;
        if (attribute.getValue().toASN1Primitive() instanceof ASN1String text) addresses.add(text.getString());
    }

    /** Whether one of the addresses is this one; the case of the local part does not matter here (SM-14). */
    public static boolean contain(Collection<String> addresses, EmailAddress sought) {
        return !sought.isNone() && caseless(addresses).contains(sought.caseless());
    }

    /** The addresses in the form of {@link EmailAddress#caseless()}; what is no address is nobody's, and left out. */
    public static Set<String> caseless(Collection<String> addresses) {
        Set<String> caseless = new LinkedHashSet<>();
        for (String address : addresses) {
            try {
                caseless.add(EmailAddress.of(address).caseless());
            } catch (InvalidMessage noAddress) {
                continue; // certificates may hold anything
            }
        }
        return caseless;
    }
}

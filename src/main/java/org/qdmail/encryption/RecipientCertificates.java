package org.qdmail.encryption;

import java.security.cert.X509Certificate;
import java.util.List;
import org.qdmail.address.EmailAddress;

/**
 * Finds the certificates that mail is encrypted to. An application with certificates elsewhere, such as in a directory
 * service, has one CDI bean of this type; it takes the place of {@code qdmail.encrypt.directory}.
 *
 * <p>Called on the sending thread, for every recipient of a mail and its sender, by any number of threads at once.
 */
@FunctionalInterface
public interface RecipientCertificates {
    /**
     * The certificates of a recipient, in any order; none where it has none. Those that are expired or made for something
     * else may be among them: of the usable ones that which ends last is taken. Whether somebody trusts their issuers is
     * for the implementation to decide.
     *
     * <p>What it throws stops the mail (MAIL-0412, worth another try).
     */
    List<X509Certificate> of(EmailAddress recipient);
}

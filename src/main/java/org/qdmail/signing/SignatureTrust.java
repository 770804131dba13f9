package org.qdmail.signing;

import java.security.GeneralSecurityException;
import java.security.KeyStore;
import java.security.cert.X509Certificate;
import java.time.Instant;
import java.util.Arrays;
import java.util.HashSet;
import java.util.Set;
import javax.net.ssl.TrustManager;
import javax.net.ssl.TrustManagerFactory;
import javax.net.ssl.X509TrustManager;

/**
 * What a reader of signatures knows by itself and takes from no mail: the time, and whom it trusts.
 *
 * @param now the instant at which validity is judged; never the signing time, which is the signer's own word
 * @param anchors the certificates that are trusted; where there is none, no chain is judged
 */
public record SignatureTrust(Instant now, Set<X509Certificate> anchors) {
    public SignatureTrust {
        anchors = Set.copyOf(anchors);
    }

    /** A reader that knows the time and trusts nobody. */
    public static SignatureTrust at(Instant now) {
        return new SignatureTrust(now, Set.of());
    }

    /** One that trusts these roots as well, or these signers' own certificates. */
    public SignatureTrust with(Set<X509Certificate> more) {
        Set<X509Certificate> all = new HashSet<>(anchors);
        all.addAll(more);
        return new SignatureTrust(now, all);
    }

    /**
     * One that trusts the authorities of the JDK as well. They vouch for servers first of all; few of them look closely
     * at mail addresses.
     *
     * @throws IllegalStateException if the JDK's store cannot be read
     */
    public SignatureTrust withAuthoritiesOfTheJdk() {
        try {
            TrustManagerFactory factory = TrustManagerFactory.getInstance(TrustManagerFactory.getDefaultAlgorithm());
            factory.init((KeyStore) null);
            Set<X509Certificate> authorities = new HashSet<>();
            for (TrustManager manager : factory.getTrustManagers()) {
                if (manager instanceof X509TrustManager x509)
                    authorities.addAll(Arrays.asList(x509.getAcceptedIssuers()));
            }
            return with(authorities);
        } catch (GeneralSecurityException unreadable) {
            throw new IllegalStateException("the JDK's trusted certificates cannot be read", unreadable);
        }
    }
}

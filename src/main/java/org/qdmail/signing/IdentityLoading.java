package org.qdmail.signing;

import java.io.IOException;
import java.security.GeneralSecurityException;
import java.security.Key;
import java.security.PrivateKey;
import java.security.SecureRandom;
import java.security.Signature;
import java.security.cert.X509Certificate;
import java.time.Clock;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import org.qdmail.failure.KeyFaults;
import org.qdmail.failure.Secret;
import org.qdmail.failure.SigningFailed;
import org.qdmail.failure.SigningFaults;
import org.qdmail.keys.CertificateAddresses;
import org.qdmail.keys.CertificateStrength;
import org.qdmail.keys.CertificateUsage;
import org.qdmail.keys.KeyFile;
import org.qdmail.keys.KeyFileMode;
import org.qdmail.keys.KeyMaterial;
import org.qdmail.keys.KeyStoreFile;
import org.qdmail.keys.KeyStrength;
import org.qdmail.keys.PemFile;

/** One reading of an identity's files, with every check that can be made before a mail is there (SM-15). */
final class IdentityLoading {
    private static final byte[] PROBE = new byte[32];

    private final IdentitySettings settings;
    private final Clock clock;
    private final Instant now;
    private final List<String> warnings = new ArrayList<>();

    IdentityLoading(IdentitySettings settings, Clock clock) {
        this.settings = settings;
        this.clock = clock;
        this.now = clock.instant();
    }

    SigningIdentity load() {
        KeyMaterial material = material();
        SignatureScheme scheme = scheme(material.shownKey());
        X509Certificate signer = signer(material, scheme);
        checkCertificate(signer);
        CertificatePath path = CertificatePath.from(signer, material.certificates());
        path.strangers()
                .forEach(stranger -> warnings.add("not sent along, as it is not above the signer: " + stranger));
        return identity(template(material, scheme, path), signer);
    }

    private KeyMaterial material() {
        KeyFile file = KeyFile.read(place("certificate-file"), settings.certificateFile());
        KeyMaterial material = file.isPkcs12() || file.isDevice() ? ofStore(file) : pair(file);
        if (material.device().isEmpty()) warnAboutMode(material.keyFile());
        return settings.chainFile().isEmpty() ? material : withChain(material);
    }

    private KeyMaterial ofStore(KeyFile file) {
        KeyStoreFile store = KeyStoreFile.of(file, password(), settings.legacyCiphers());
        store.weakCipher()
                .ifPresent(cipher -> warnings.add("the key file " + file.path() + " is encrypted with " + cipher
                        + ", which anybody can break; export it again with AES-256"));
        return store.entry(settings.alias());
    }

    private Optional<Secret> password() {
        return settings.password().map(password -> password.read(place("password-file")));
    }

    private String place(String key) {
        return SigningFaults.prefix(settings.name()) + key;
    }

    private KeyMaterial pair(KeyFile certificateFile) {
        PemFile certificates = PemFile.of(certificateFile);
        if (settings.privateKeyFile().isEmpty()) {
            return new KeyMaterial(
                    certificates.privateKey(password()),
                    certificateFile,
                    certificates.certificates(),
                    Optional.empty());
        }
        KeyFile keyFile = KeyFile.read(
                place("private-key-file"), settings.privateKeyFile().get());
        PrivateKey key = PemFile.of(keyFile).privateKey(password());
        return new KeyMaterial(key, keyFile, certificates.certificates(), Optional.empty());
    }

    private KeyMaterial withChain(KeyMaterial material) {
        KeyFile file = KeyFile.read(place("chain-file"), settings.chainFile().orElseThrow());
        List<X509Certificate> all = new ArrayList<>(material.certificates());
        all.addAll(PemFile.of(file).certificates());
        return new KeyMaterial(material.key(), material.keyFile(), all, material.device());
    }

    private void warnAboutMode(KeyFile file) {
        try {
            warnings.addAll(KeyFileMode.warnings(file.path()));
        } catch (IOException gone) {
            throw new SigningFailed(KeyFaults.fileNotReadable(file.place(), file.path()), gone);
        }
    }

    private SignatureScheme scheme(Key key) {
        String found = KeyStrength.described(key);
        if (!KeyStrength.isEnough(key)) throw new SigningFailed(KeyFaults.weakKey(place("certificate-file"), found));
        SignatureScheme scheme = SignatureScheme.of(key, settings.algorithm())
                .orElseThrow(() -> new SigningFailed(
                        KeyStrength.isEd25519(key) && settings.algorithm() == SigningAlgorithm.AUTO
                                ? SigningFaults.ed25519NotWished(settings.name())
                                : SigningFaults.algorithmOfOtherKey(
                                        settings.name(), settings.algorithm().word(), found)));
        if (scheme == SignatureScheme.ED25519) {
            warnings.add("few mail programs can verify Ed25519; the others will call the signature invalid");
        }
        if (KeyStrength.isUnusuallyLarge(key)) {
            warnings.add("the key is " + found + "; above RSA 4096 each mail costs much time and some programs refuse");
        }
        return scheme;
    }

    /** The certificate of the key: the one valid for longest, where it was renewed for the same key. */
    private X509Certificate signer(KeyMaterial material, SignatureScheme scheme) {
        byte[] signature = probe(material, scheme);
        return material.certificates().stream()
                .filter(certificate -> verifies(signature, certificate, scheme))
                .max(Comparator.<X509Certificate, Boolean>comparing(this::hasBegun)
                        .thenComparing(X509Certificate::getNotAfter))
                .orElseThrow(() -> new SigningFailed(
                        SigningFaults.keyOfOtherCertificate(material.keyFile().place())));
    }

    private boolean hasBegun(X509Certificate certificate) {
        return !now.isBefore(certificate.getNotBefore().toInstant());
    }

    private byte[] probe(KeyMaterial material, SignatureScheme scheme) {
        try {
            Signature signature = scheme.open(material.device());
            signature.initSign(prepared(material, scheme), new SecureRandom());
            signature.update(PROBE);
            return signature.sign();
        } catch (GeneralSecurityException failed) {
            throw new SigningFailed(SigningFaults.keyFailed(settings.name()), failed);
        }
    }

    private static boolean verifies(byte[] signed, X509Certificate certificate, SignatureScheme scheme) {
        try {
            Signature signature = scheme.open(Optional.empty());
            signature.initVerify(scheme.prepared(certificate.getPublicKey()));
            signature.update(PROBE);
            return signature.verify(signed);
        } catch (GeneralSecurityException otherKey) {
            return false; // a key of another kind or size
        }
    }

    private void checkCertificate(X509Certificate signer) {
        CertificateUsage.otherThanSigningMail(signer).ifPresent(found -> {
            throw new SigningFailed(SigningFaults.usage(settings.name(), found));
        });
        if (CertificateStrength.isWeaklySigned(signer)) {
            throw new SigningFailed(SigningFaults.weakCertificate(settings.name(), signer.getSigAlgName()));
        }
        Validity validity = Validity.of(settings, signer);
        validity.check(now);
        validity.warning(now, settings.expiryWarning()).ifPresent(warnings::add);
        if (CertificatePath.isSelfSigned(signer)) {
            warnings.add("the certificate in " + settings.certificateFile()
                    + " is self-signed: mail programs will say that they do not trust it");
        }
    }

    private static PrivateKey prepared(KeyMaterial material, SignatureScheme scheme) throws GeneralSecurityException {
        return material.device().isPresent() ? material.key() : scheme.prepared(material.key());
    }

    private CmsTemplate template(KeyMaterial material, SignatureScheme scheme, CertificatePath path) {
        try {
            return CmsTemplate.of(scheme, prepared(material, scheme), material.device(), path.certificates());
        } catch (GeneralSecurityException failed) {
            throw new SigningFailed(SigningFaults.keyFailed(settings.name()), failed);
        }
    }

    private SigningIdentity identity(CmsTemplate template, X509Certificate signer) {
        Set<String> addresses = CertificateAddresses.of(signer);
        if (addresses.isEmpty() && settings.from().isEmpty()) {
            warnings.add("the certificate in " + settings.certificateFile()
                    + " carries no mail address, so no sender can be tied to it");
        }
        return new SigningIdentity(
                template,
                Validity.of(settings, signer),
                new SenderRule(settings.name(), settings.from(), addresses, settings.fromMismatch()),
                CertificatePath.subject(signer),
                settings.timeStamps().map(this::timeStamper),
                warnings);
    }

    private TimeStamper timeStamper(TimeStampSettings stamps) {
        KeyFile trusted = KeyFile.read(place("timestamp.trust-file"), stamps.trustFile());
        return new TimeStamper(stamps, new HashSet<>(PemFile.of(trusted).certificates()), clock);
    }
}

package org.qdmail.config;

import static org.qdmail.config.MachineTypes.directoryOfFiles;
import static org.qdmail.config.MachineTypes.file;
import static org.qdmail.config.MailTypes.patterns;
import static org.qdmail.config.ScalarTypes.bool;
import static org.qdmail.config.ScalarTypes.duration;
import static org.qdmail.config.ScalarTypes.word;
import static org.qdmail.config.TextTypes.domain;
import static org.qdmail.config.TextTypes.httpUrl;
import static org.qdmail.config.TextTypes.names;
import static org.qdmail.config.TextTypes.secret;
import static org.qdmail.config.TextTypes.text;

import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import org.qdmail.address.AddressPattern;
import org.qdmail.config.Key.Scope;
import org.qdmail.encryption.ContentCipher;
import org.qdmail.encryption.RsaPadding;
import org.qdmail.failure.Secret;
import org.qdmail.mime.OuterSubject;
import org.qdmail.signing.IdentitySettings;
import org.qdmail.signing.IdentitySettings.FromMismatch;
import org.qdmail.signing.SigningAlgorithm;
import org.qdmail.signing.TimeStampSettings.OnFailure;

/** The keys of signatures and encryption: {@code qdmail.sign.*}, {@code qdmail.dkim.*}, {@code qdmail.encrypt.*}. */
final class SigningKeys {
    private static final List<Key<?>> ALL = new ArrayList<>();

    static final Key<Path> CERTIFICATE = key("sign.certificate-file", file())
            .preset("cert.pem")
            .in(Scope.IDENTITY)
            .means(
                    "PEM; or PKCS#12 (`.pfx`, `.p12`) with certificate, key and chain in one; or a configuration of the JDK's"
                            + " provider SunPKCS11 (`.cfg`), for a key that stays on a device.");
    static final Key<Path> PRIVATE_KEY = key("sign.private-key-file", file())
            .preset("private.pem")
            .in(Scope.IDENTITY)
            .means("The key of a PEM pair. Readable by others: a warning.");
    static final Key<Secret> SIGN_PASSWORD = key("sign.password", secret())
            .secret()
            .in(Scope.IDENTITY)
            .means("Of the key or of the PKCS#12 file; the PIN of a device.");
    static final Key<String> ALIAS = key("sign.alias", text())
            .otherwise("the only entry")
            .in(Scope.IDENTITY)
            .means("The entry of a PKCS#12 file or a device with several.");
    static final Key<Path> CHAIN =
            key("sign.chain-file", file()).in(Scope.IDENTITY).means("PEM with intermediate certificates.");
    static final Key<Boolean> LEGACY_CIPHERS = key("sign.legacy-ciphers", bool())
            .preset("false")
            .in(Scope.IDENTITY)
            .means(
                    "Reads a PKCS#12 file that is encrypted with RC2, which anybody can break, with a warning at start.");
    static final Key<SigningAlgorithm> ALGORITHM = key("sign.algorithm", word(SigningAlgorithm.class))
            .preset("auto")
            .in(Scope.IDENTITIES)
            .means("auto: by the type of the key. SHA-1, MD5 and RSA below 2048 bits are refused.");
    static final Key<IdentitySettings.Format> SIGN_FORMAT = key("sign.format", word(IdentitySettings.Format.class))
            .preset("detached")
            .in(Scope.IDENTITIES)
            .means("multipart/signed, or all in one piece as application/pkcs7-mime, which few mail programs show.");
    static final Key<List<AddressPattern>> SIGN_FROM = key("sign.from", patterns())
            .otherwise("addresses in the certificate")
            .in(Scope.IDENTITY)
            .means("Senders this identity may sign for.");
    static final Key<FromMismatch> FROM_MISMATCH = key("sign.from-mismatch", word(FromMismatch.class))
            .preset("fail")
            .in(Scope.IDENTITY)
            .means("What happens with other senders: the mail is refused, or signed with a warning.");
    static final Key<List<AddressPattern>> SKIP_DOMAINS =
            key("sign.skip-domains", patterns()).in(Scope.IDENTITIES).means("Recipients that get an unsigned copy.");
    static final Key<Duration> EXPIRY_WARNING = key("sign.expiry-warning", duration("PT0S", "P3650D"))
            .preset("P30D")
            .in(Scope.IDENTITIES)
            .means(
                    "How long before the certificate ends a warning is given. With an expired one nothing is signed or sent.");
    static final Key<Boolean> PROTECT_HEADERS = key("sign.protect-headers", bool())
            .preset("false")
            .in(Scope.IDENTITIES)
            .means("The signature covers the fields of the header as well: the signed part repeats them (RFC 9788).");
    static final Key<Boolean> SELF_CHECK = key("sign.self-check", bool())
            .preset("false")
            .inDevelopment("true")
            .in(Scope.IDENTITY)
            .means("Verifies each signature before sending.");
    static final Key<String> TIMESTAMP_URL = key("sign.timestamp.url", httpUrl())
            .in(Scope.IDENTITIES)
            .means(
                    "Asks this authority for a time stamp of each signature (RFC 3161), which says that it was there then.");
    static final Key<Duration> TIMESTAMP_TIMEOUT = key("sign.timestamp.timeout", duration("PT0.001S", "PT5M"))
            .preset("PT10S")
            .in(Scope.IDENTITIES)
            .means("Limit from the question to the end of the answer.");
    static final Key<OnFailure> TIMESTAMP_FAILURE = key("sign.timestamp.on-failure", word(OnFailure.class))
            .preset("fail")
            .in(Scope.IDENTITIES)
            .means("What happens without a good answer: nothing is sent (MAIL-0413), or without it, with a warning.");
    static final Key<Path> TIMESTAMP_TRUST = key("sign.timestamp.trust-file", file())
            .in(Scope.IDENTITIES)
            .means("PEM with the authority's certificate or the one above it; needed.");
    static final Key<List<String>> IDENTITIES = key("sign.identities", names("an identity"))
            .in(Scope.APPLICATION)
            .means("Names of identities, for set-ups by environment alone.");
    static final Key<String> DKIM_DOMAIN = key("dkim.domain", domain())
            .otherwise("no DKIM signature")
            .means("Signs each mail for this domain (DKIM, RFC 6376), which should be that of From or one above it.");
    static final Key<String> DKIM_SELECTOR =
            key("dkim.selector", domain()).means("DNS has the public key at `<selector>._domainkey.<domain>`.");
    static final Key<Path> DKIM_KEY = key("dkim.private-key-file", file())
            .means("RSA of 1024 bits or more (2048 is expected today) or Ed25519; PEM, or as `sign.certificate-file`.");
    static final Key<Secret> DKIM_PASSWORD =
            key("dkim.password", secret()).secret().means("Of that key.");
    static final Key<String> DKIM_SECOND_SELECTOR = key("dkim.second.selector", domain())
            .means("A second signature, so that each receiver finds one it can verify: RSA and Ed25519 (RFC 8463).");
    static final Key<Path> DKIM_SECOND_KEY =
            key("dkim.second.private-key-file", file()).means("Its key.");
    static final Key<Secret> DKIM_SECOND_PASSWORD =
            key("dkim.second.password", secret()).secret().means("Of that key.");
    static final Key<Path> ENCRYPT_DIRECTORY = key("encrypt.directory", directoryOfFiles())
            .means(
                    "Certificates of recipients: files `.cer`, `.crt`, `.der` or `.pem`, found by the addresses that they"
                            + " carry, and read again when they change. A bean `RecipientCertificates` takes its place.");
    static final Key<ContentCipher> CIPHER = key("encrypt.cipher", word(ContentCipher.class))
            .preset("aes-256-gcm")
            .means("Of the content. Programs older than 2019 need cbc; then sign as well.");
    static final Key<RsaPadding> RSA_PADDING = key("encrypt.rsa", word(RsaPadding.class))
            .preset("oaep")
            .means(
                    "How the key is encrypted to RSA certificates: RSAES-OAEP with SHA-256, or as older programs need it.");
    static final Key<Boolean> TO_SENDER = key("encrypt.to-sender", bool())
            .preset("true")
            .means("Encrypts to the certificate of the sender too; where there is none, the result has a warning.");
    static final Key<OuterSubject> OUTER_SUBJECT = key("encrypt.subject", word(OuterSubject.class))
            .preset("visible")
            .means(
                    "hidden: `[...]` outside, the subject inside (RFC 9788); programs that do not know it show `[...]`.");

    private SigningKeys() {}

    private static <T> Key.Declaration<T> key(String name, ValueType<T> type) {
        return new Key.Declaration<>(ALL, name, type);
    }

    /** In the order of their declaration. */
    static List<Key<?>> all() {
        return List.copyOf(ALL);
    }
}

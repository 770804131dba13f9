package org.qdmail.encryption;

import static java.nio.charset.StandardCharsets.ISO_8859_1;
import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.math.BigInteger;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.GeneralSecurityException;
import java.security.cert.CertificateException;
import java.security.cert.CertificateFactory;
import java.security.cert.X509Certificate;
import java.util.Base64;
import java.util.HexFormat;
import java.util.List;
import java.util.stream.StreamSupport;
import javax.crypto.Cipher;
import javax.crypto.spec.GCMParameterSpec;
import javax.crypto.spec.SecretKeySpec;
import org.bouncycastle.asn1.ASN1OctetString;
import org.bouncycastle.asn1.ASN1Sequence;
import org.bouncycastle.asn1.ASN1Set;
import org.bouncycastle.asn1.cms.AuthEnvelopedData;
import org.bouncycastle.asn1.cms.ContentInfo;
import org.bouncycastle.asn1.cms.EncryptedContentInfo;
import org.bouncycastle.asn1.cms.EnvelopedData;
import org.bouncycastle.asn1.cms.GCMParameters;
import org.bouncycastle.asn1.cms.KeyAgreeRecipientInfo;
import org.bouncycastle.asn1.cms.RecipientEncryptedKey;
import org.bouncycastle.asn1.cms.RecipientInfo;
import org.bouncycastle.asn1.x509.AlgorithmIdentifier;
import org.qdmail.signing.Openssl;

/**
 * Somebody with an X25519 key. {@code openssl cms} of 3.0 does not open what is encrypted to them, so this takes the steps of
 * RFC 8418 itself, each of them done by openssl: Diffie-Hellman, HKDF, unwrapping.
 */
public final class X25519Correspondent {
    private static final String SCHEME = "1.2.840.113549.1.9.16.3.19";
    private static final HexFormat HEX = HexFormat.of();
    private static final int TAG_BITS = 128;

    private final Path directory;
    private final String name;

    private X25519Correspondent(Path directory, String name) {
        this.directory = directory;
        this.name = name;
    }

    /** Puts the certificate into {@code certificates/NAME.pem} of the directory, the key into {@code NAME.key}. */
    public static X25519Correspondent of(Path directory, String name, String address, String usage) {
        run(
                directory,
                """
                mkdir -p certificates
                openssl genpkey -algorithm X25519 -out NAME.key
                openssl pkey -in NAME.key -pubout -out NAME.pub
                openssl req -x509 -nodes -newkey ec -pkeyopt ec_paramgen_curve:P-256 -days 60 -subj /CN=authority \
                    -keyout NAME-authority.key -out NAME-authority.pem
                openssl req -new -key NAME-authority.key -subj /CN=NAME -out NAME.csr
                printf 'subjectAltName=email:ADDRESS\nkeyUsage=USAGE\nextendedKeyUsage=emailProtection\n' >NAME.cnf
                openssl x509 -req -in NAME.csr -CA NAME-authority.pem -CAkey NAME-authority.key -days 60 \
                    -force_pubkey NAME.pub -extfile NAME.cnf -out certificates/NAME.pem
                """
                        .replace("NAME", name)
                        .replace("ADDRESS", address)
                        .replace("USAGE", usage));
        return new X25519Correspondent(directory, name);
    }

    private static void run(Path directory, String script) {
        Openssl.Result result = new Openssl(directory).start("bash", "-ec", script);
        assertThat(result.code()).as(result.output()).isZero();
    }

    /** The certificate as Java has it. */
    public X509Certificate x509() {
        try (InputStream in = Files.newInputStream(directory.resolve("certificates/" + name + ".pem"))) {
            return (X509Certificate) CertificateFactory.getInstance("X.509").generateCertificate(in);
        } catch (IOException failure) {
            throw new UncheckedIOException(failure);
        } catch (CertificateException failure) {
            throw new IllegalStateException(failure);
        }
    }

    /** The octets that were encrypted. */
    public String opened(byte[] mail) {
        String text = new String(mail, ISO_8859_1);
        byte[] cms = Base64.getMimeDecoder().decode(text.substring(text.indexOf("\r\n\r\n") + 4));
        ContentInfo content = ContentInfo.getInstance(cms);
        try {
            if (text.contains("smime-type=authEnveloped-data")) {
                AuthEnvelopedData data = AuthEnvelopedData.getInstance(content.getContent());
                assertThat(data.getAuthAttrs()).isNull();
                return authenticated(
                        data.getAuthEncryptedContentInfo(),
                        data.getMac().getOctets(),
                        contentKey(data.getRecipientInfos()));
            }
            EnvelopedData data = EnvelopedData.getInstance(content.getContent());
            return plain(data.getEncryptedContentInfo(), contentKey(data.getRecipientInfos()));
        } catch (IOException failure) {
            throw new UncheckedIOException(failure);
        } catch (GeneralSecurityException failure) {
            throw new IllegalStateException(failure);
        }
    }

    private String authenticated(EncryptedContentInfo info, byte[] tag, byte[] key)
            throws IOException, GeneralSecurityException {
        GCMParameters parameters =
                GCMParameters.getInstance(info.getContentEncryptionAlgorithm().getParameters());
        assertThat(parameters.getIcvLen() * 8).isEqualTo(TAG_BITS);
        Cipher cipher = Cipher.getInstance("AES/GCM/NoPadding");
        cipher.init(
                Cipher.DECRYPT_MODE,
                new SecretKeySpec(key, "AES"),
                new GCMParameterSpec(TAG_BITS, parameters.getNonce()));
        byte[] start = cipher.update(info.getEncryptedContent().getOctets());
        byte[] end = cipher.doFinal(tag);
        return (start == null ? "" : new String(start, ISO_8859_1)) + new String(end, ISO_8859_1);
    }

    private String plain(EncryptedContentInfo info, byte[] key) throws IOException {
        Files.write(directory.resolve("content.enc"), info.getEncryptedContent().getOctets());
        byte[] iv = ASN1OctetString.getInstance(
                        info.getContentEncryptionAlgorithm().getParameters())
                .getOctets();
        run(
                directory,
                "openssl enc -d -aes-" + key.length * 8 + "-cbc -K " + HEX.formatHex(key) + " -iv " + HEX.formatHex(iv)
                        + " -in content.enc -out content.txt");
        return Files.readString(directory.resolve("content.txt"), ISO_8859_1);
    }

    /** RFC 8418 section 2: shared secret, HKDF over ECC-CMS-SharedInfo without salt, AES key wrap (RFC 3394). */
    private byte[] contentKey(ASN1Set recipients) throws IOException {
        KeyAgreeRecipientInfo mine = mine(recipients);
        AlgorithmIdentifier scheme = mine.getKeyEncryptionAlgorithm();
        assertThat(scheme.getAlgorithm().getId()).isEqualTo(SCHEME);
        assertThat(mine.getOriginator().getOriginatorKey().getAlgorithm().getParameters())
                .isNull();
        assertThat(mine.getUserKeyingMaterial()).isNull();
        String wrap = HEX.withUpperCase()
                .formatHex(scheme.getParameters().toASN1Primitive().getEncoded());
        int octets = wrap.endsWith("05") ? 16 : 32;
        assertThat(wrap).isEqualTo("300B060960864801650304012D".replace("012D", octets == 16 ? "0105" : "012D"));
        String sharedInfo = "3015" + wrap + "A2060404" + String.format("%08X", octets * 8);
        RecipientEncryptedKey wrapped = RecipientEncryptedKey.getInstance(
                mine.getRecipientEncryptedKeys().getObjectAt(0));
        Files.write(directory.resolve("wrapped"), wrapped.getEncryptedKey().getOctets());
        byte[] ephemeral =
                mine.getOriginator().getOriginatorKey().getPublicKeyData().getOctets();
        Files.write(
                directory.resolve("ephemeral.der"),
                HEX.parseHex("302A300506032B656E032100" + HEX.formatHex(ephemeral)));
        run(
                directory,
                "openssl pkeyutl -derive -inkey " + name + ".key -peerkey ephemeral.der -peerform DER -out shared\n"
                        + "openssl kdf -binary -keylen " + octets + " -kdfopt digest:SHA256"
                        + " -kdfopt hexkey:$(od -An -v -tx1 shared | tr -d ' \\n') -kdfopt hexinfo:" + sharedInfo
                        + " -out kek HKDF\n"
                        + "openssl enc -d -id-aes" + octets * 8 + "-wrap -K $(od -An -v -tx1 kek | tr -d ' \\n')"
                        + " -iv A6A6A6A6A6A6A6A6 -in wrapped -out key");
        byte[] key = Files.readAllBytes(directory.resolve("key"));
        assertThat(key).hasSize(octets);
        return key;
    }

    private KeyAgreeRecipientInfo mine(ASN1Set recipients) {
        BigInteger serial = x509().getSerialNumber();
        List<KeyAgreeRecipientInfo> mine = StreamSupport.stream(recipients.spliterator(), false)
                .map(RecipientInfo::getInstance)
                .filter(recipient -> recipient.getInfo() instanceof KeyAgreeRecipientInfo)
                .map(recipient -> (KeyAgreeRecipientInfo) recipient.getInfo())
                .filter(recipient -> serial.equals(reader(recipient.getRecipientEncryptedKeys())))
                .toList();
        assertThat(mine).hasSize(1);
        return mine.get(0);
    }

    private static BigInteger reader(ASN1Sequence keys) {
        assertThat(keys.size()).isEqualTo(1);
        return RecipientEncryptedKey.getInstance(keys.getObjectAt(0))
                .getIdentifier()
                .getIssuerAndSerialNumber()
                .getSerialNumber()
                .getValue();
    }
}

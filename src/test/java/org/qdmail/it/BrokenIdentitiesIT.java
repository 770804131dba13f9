package org.qdmail.it;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.List;
import org.jboss.arquillian.container.test.api.Deployer;
import org.jboss.arquillian.container.test.api.Deployment;
import org.jboss.arquillian.container.test.api.RunAsClient;
import org.jboss.arquillian.junit5.ArquillianExtension;
import org.jboss.arquillian.test.api.ArquillianResource;
import org.jboss.shrinkwrap.api.spec.WebArchive;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.qdmail.address.EmailAddress;
import org.qdmail.container.Archives;
import org.qdmail.signing.DemoIdentity;

/** Every number of an unfit signing identity as an application: it does not start, and the log says why. */
@ExtendWith(ArquillianExtension.class)
@RunAsClient
class BrokenIdentitiesIT {
    private static final String SHOP = "shop@example.com";
    private static final Path CERTIFICATES = certificates();

    @ArquillianResource
    Deployer deployer;

    private static Path certificates() {
        try {
            Path directory = Certificates.directory();
            Certificates.write(directory, "cert.pem", "private.pem", SHOP);
            Certificates.write(directory, "other.pem", "other-private.pem", SHOP);
            Certificates.write(directory, "weak.pem", "weak-private.pem", SHOP, 1024);
            Certificates.pack(directory, "cert.pem", "private.pem", "cert.p12", "S3CR3T-right");
            Files.writeString(directory.resolve("text.pem"), "This is no certificate.\n");
            DemoIdentity.write(
                    directory.resolve("old"),
                    EmailAddress.of(SHOP),
                    Clock.fixed(Instant.parse("2010-01-01T00:00:00Z"), ZoneOffset.UTC));
            return directory;
        } catch (IOException failure) {
            throw new UncheckedIOException(failure);
        }
    }

    @Deployment(name = "mail1004", managed = false, testable = false)
    static WebArchive mail1004() {
        return signing("mail1004", "qdmail.sign.certificate-file=gone.pem");
    }

    @Test
    @Tag("not-payara") // it has another name for the source of the value
    void mail1004CertificateFileMissing() {
        assertRefused(
                "mail1004",
                "MAIL-1004 qdmail.sign.certificate-file=\"gone.pem\" (microprofile-config.properties, 200): "
                        + CERTIFICATES + "/gone.pem does not exist. Create it, or correct the key.");
    }

    @Deployment(name = "mail0401", managed = false, testable = false)
    static WebArchive mail0401() {
        return signing("mail0401", "qdmail.sign.certificate-file=text.pem");
    }

    @Test
    void mail0401NoCertificateInTheFile() {
        assertRefused(
                "mail0401",
                "MAIL-0401 qdmail.sign.certificate-file: " + CERTIFICATES
                        + "/text.pem has no readable certificate; PEM is expected, or PKCS#12 named .pfx or .p12");
    }

    @Deployment(name = "mail0401key", managed = false, testable = false)
    static WebArchive mail0401Key() {
        return signing("mail0401key", "qdmail.sign.private-key-file=text.pem");
    }

    @Test
    void mail0401NoPrivateKeyInTheFile() {
        assertRefused(
                "mail0401key",
                "MAIL-0401 qdmail.sign.private-key-file: " + CERTIFICATES
                        + "/text.pem has no readable private key; PEM is expected (PKCS#8, RSA or EC PRIVATE KEY)");
    }

    @Deployment(name = "mail0402", managed = false, testable = false)
    static WebArchive mail0402() {
        return signing("mail0402", "qdmail.sign.certificate-file=cert.p12", "qdmail.sign.password=S3CR3T-wrong");
    }

    @Test
    void mail0402WrongPassword() {
        assertRefused(
                "mail0402", "MAIL-0402 qdmail.sign.password: the password does not open " + CERTIFICATES + "/cert.p12");
    }

    @Deployment(name = "mail0402none", managed = false, testable = false)
    static WebArchive mail0402None() {
        return signing("mail0402none", "qdmail.sign.certificate-file=cert.p12");
    }

    @Test
    void mail0402NoPassword() {
        assertRefused(
                "mail0402none",
                "MAIL-0402 qdmail.sign.password: " + CERTIFICATES + "/cert.p12 is encrypted, but no password is set");
    }

    @Deployment(name = "mail0403", managed = false, testable = false)
    static WebArchive mail0403() {
        return signing(
                "mail0403",
                "qdmail.sign.certificate-file=old/cert.pem",
                "qdmail.sign.private-key-file=old/private.pem");
    }

    @Test
    void mail0403CertificateExpired() {
        assertRefused(
                "mail0403",
                "MAIL-0403 qdmail.sign.certificate-file: the certificate in " + CERTIFICATES
                        + "/old/cert.pem expired at 2019-12-30T00:00:00Z; renew it");
    }

    @Deployment(name = "mail0404", managed = false, testable = false)
    static WebArchive mail0404() {
        return signing(
                "mail0404", "qdmail.sign.certificate-file=weak.pem", "qdmail.sign.private-key-file=weak-private.pem");
    }

    @Test
    void mail0404WeakKey() {
        assertRefused(
                "mail0404",
                "MAIL-0404 qdmail.sign.certificate-file: the key is RSA 1024; RSA of 2048 bits or more, EC on P-256 or"
                        + " P-384, or Ed25519 is needed");
    }

    @Deployment(name = "mail0405", managed = false, testable = false)
    static WebArchive mail0405() {
        return signing("mail0405", "qdmail.sign.private-key-file=other-private.pem");
    }

    @Test
    void mail0405KeyOfAnotherCertificate() {
        assertRefused(
                "mail0405",
                "MAIL-0405 qdmail.sign.private-key-file: the private key belongs to none of the certificates given;"
                        + " give the pair that was issued together");
    }

    @Deployment(name = "identities", managed = false, testable = false)
    static WebArchive identities() {
        return signing(
                "identities",
                "qdmail.sign.private-key-file=other-private.pem",
                "qdmail.sign.legal.certificate-file=text.pem");
    }

    @Test
    void allUnfitIdentitiesAreToldTogether() {
        assertRefused(
                "identities",
                "MAIL-0405 qdmail.sign.private-key-file: the private key belongs to none",
                "MAIL-0401 qdmail.sign.legal.certificate-file: ");
    }

    private void assertRefused(String archive, String... texts) {
        RefusedStart.assertRefused(deployer, archive, texts);
    }

    private static WebArchive signing(String name, String... lines) {
        List<String> all = new ArrayList<>(List.of(
                "qdmail.smtp.host=relay.invalid",
                "qdmail.defaults.from=" + SHOP,
                "qdmail.path.certificates=" + CERTIFICATES));
        all.addAll(List.of(lines));
        return Archives.configured(Archives.withComponent(name), all.toArray(String[]::new));
    }
}

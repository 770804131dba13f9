package org.qdmail.smtpserver;

import static java.nio.charset.StandardCharsets.US_ASCII;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalStateException;

import java.io.IOException;
import java.net.InetAddress;
import java.net.Socket;
import java.nio.file.Path;
import java.security.GeneralSecurityException;
import java.security.KeyPair;
import java.security.KeyPairGenerator;
import java.security.NoSuchAlgorithmException;
import java.security.cert.X509Certificate;
import java.security.spec.ECGenParameterSpec;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.Date;
import java.util.List;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class ServerTlsTest {
    private static final int DNS_NAME = 2;
    private static final int IP_ADDRESS = 7;
    private static final String EHLO = "EHLO client.example\r\n";

    @TempDir
    Path spool;

    private static ServerTls at(String instant) {
        return ServerTls.lazy(InstantSource.fixed(Instant.parse(instant)));
    }

    private static X509Certificate certificate() {
        return at("2026-01-02T03:04:05Z").certificate();
    }

    private SmtpServer serverWith(ServerTls.KeyMaker keys) {
        InstantSource clock = InstantSource.system();
        return SmtpServer.start(
                InetAddress.getLoopbackAddress(), 0, ServerLimits.defaults(spool), clock, ServerTls.lazy(clock, keys));
    }

    private static KeyPair keys() throws GeneralSecurityException {
        KeyPairGenerator generator = KeyPairGenerator.getInstance("EC");
        generator.initialize(new ECGenParameterSpec("secp256r1"));
        return generator.generateKeyPair();
    }

    private static KeyPair impossible() throws GeneralSecurityException {
        throw new NoSuchAlgorithmException("EC");
    }

    /** What the server says to these commands until it closes. */
    private static String talk(SmtpServer server, String commands) throws IOException {
        try (Socket socket =
                new Socket(server.address().getAddress(), server.address().getPort())) {
            socket.setSoTimeout(10_000);
            socket.getOutputStream().write(commands.getBytes(US_ASCII));
            return new String(socket.getInputStream().readAllBytes(), US_ASCII);
        }
    }

    @Test
    void theCertificateNamesThisMachine() throws GeneralSecurityException {
        assertThat(certificate().getSubjectAlternativeNames())
                .containsExactlyInAnyOrder(
                        List.of(DNS_NAME, "localhost"),
                        List.of(IP_ADDRESS, "127.0.0.1"),
                        List.of(IP_ADDRESS, "0:0:0:0:0:0:0:1"));
    }

    @Test
    void theCertificateIsSignedWithItsOwnKey() throws GeneralSecurityException {
        X509Certificate certificate = certificate();

        certificate.verify(certificate.getPublicKey());
        assertThat(certificate.getIssuerX500Principal()).isEqualTo(certificate.getSubjectX500Principal());
    }

    @Test
    void theCertificateVouchesForNobodyElse() throws GeneralSecurityException {
        X509Certificate certificate = certificate();
        boolean[] digitalSignatureAlone = {true, false, false, false, false, false, false, false, false};

        assertThat(certificate.getBasicConstraints()).isEqualTo(-1);
        assertThat(certificate.getKeyUsage()).isEqualTo(digitalSignatureAlone);
        assertThat(certificate.getExtendedKeyUsage()).containsExactly("1.3.6.1.5.5.7.3.1");
        assertThat(certificate.getCriticalExtensionOIDs()).containsExactlyInAnyOrder("2.5.29.15", "2.5.29.19");
    }

    /** UTCTime ends with 2049. */
    @ParameterizedTest
    @ValueSource(strings = {"2026-01-02T03:04:05Z", "2049-06-01T00:00:00Z", "2050-01-01T00:30:00Z"})
    void theCertificateIsValidForAYear(String now) {
        X509Certificate certificate = at(now).certificate();

        assertThat(certificate.getNotBefore())
                .isEqualTo(Date.from(Instant.parse(now).minus(Duration.ofHours(1))));
        assertThat(certificate.getNotAfter())
                .isEqualTo(Date.from(Instant.parse(now).plus(Duration.ofDays(365))));
    }

    @Test
    void eachServerHasACertificateOfItsOwn() {
        ServerTls one = at("2026-01-02T03:04:05Z");

        assertThat(one.certificate()).isSameAs(one.certificate()).isNotEqualTo(certificate());
        assertThat(one.certificate().getSerialNumber())
                .isNotEqualTo(certificate().getSerialNumber());
    }

    @Test
    void noKeyIsMadeUntilSomebodyWantsTls() throws IOException {
        AtomicInteger made = new AtomicInteger();
        try (SmtpServer server = serverWith(() -> {
            made.incrementAndGet();
            return keys();
        })) {
            talk(server, EHLO + "NOOP\r\nQUIT\r\n");
            assertThat(made).hasValue(0);

            server.certificate();
            server.certificate();
            assertThat(made).hasValue(1);
        }
    }

    @Test
    void withoutTheAlgorithmsStartTlsIsRefusedAndTheConnectionGoesOn() throws IOException {
        try (SmtpServer server = serverWith(ServerTlsTest::impossible);
                Socket socket = new Socket(
                        server.address().getAddress(), server.address().getPort())) {
            socket.setSoTimeout(10_000);
            socket.getOutputStream().write((EHLO + "STARTTLS\r\n").getBytes(US_ASCII));
            byte[] octets = new byte[4_000];
            StringBuilder heard = new StringBuilder();
            while (!heard.toString().contains("454 ") && !heard.toString().contains("220 2.0.0")) {
                int count = socket.getInputStream().read(octets);
                heard.append(new String(octets, 0, count, US_ASCII));
            }
            socket.getOutputStream().write("QUIT\r\n".getBytes(US_ASCII));

            assertThat(heard).contains("454 4.7.0 TLS is not available");
            assertThat(new String(socket.getInputStream().readAllBytes(), US_ASCII))
                    .endsWith("221 2.0.0 goodbye\r\n");
        }
    }

    @Test
    void withoutTheAlgorithmsThereIsNoCertificate() {
        try (SmtpServer server = serverWith(ServerTlsTest::impossible)) {
            assertThatIllegalStateException().isThrownBy(server::certificate).withMessageContaining("P-256");
        }
    }
}

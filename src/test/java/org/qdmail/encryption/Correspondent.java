package org.qdmail.encryption;

import static java.nio.charset.StandardCharsets.ISO_8859_1;
import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.cert.CertificateException;
import java.security.cert.CertificateFactory;
import java.security.cert.X509Certificate;
import java.util.ArrayList;
import java.util.List;
import org.qdmail.signing.Openssl;

/** Somebody with a key and a certificate of their own, made and used by openssl. */
public final class Correspondent {
    private final Path directory;
    private final String name;

    private Correspondent(Path directory, String name) {
        this.directory = directory;
        this.name = name;
    }

    /** The kinds of keys. */
    public enum Kind {
        RSA("rsa:2048"),
        P_256("ec", "-pkeyopt", "ec_paramgen_curve:P-256"),
        P_384("ec", "-pkeyopt", "ec_paramgen_curve:P-384"),
        P_521("ec", "-pkeyopt", "ec_paramgen_curve:P-521"),
        /** Not to be encrypted to. */
        RSA_1024("rsa:1024"),
        SECP256K1("ec", "-pkeyopt", "ec_paramgen_curve:secp256k1"),
        ED25519("ed25519");

        private final List<String> newKey;

        Kind(String... newKey) {
            this.newKey = List.of(newKey);
        }

        /** Signed with as well, such as the sender's. */
        public String usage() {
            return name().startsWith("RSA") ? "digitalSignature,keyEncipherment" : "digitalSignature,keyAgreement";
        }
    }

    /** Puts the certificate into {@code certificates/NAME.pem} of the directory, the key into {@code NAME.key}. */
    public static Correspondent of(Path directory, String name, String address, Kind kind) {
        return of(directory, name, address, kind, kind.usage());
    }

    /** With another key usage, and further arguments for {@code openssl req -x509}. */
    public static Correspondent of(
            Path directory, String name, String address, Kind kind, String usage, String... more) {
        List<String> arguments = new ArrayList<>(List.of("req", "-x509", "-nodes", "-newkey"));
        arguments.addAll(kind.newKey);
        if (!List.of(more).contains("-days")) arguments.addAll(List.of("-days", "60"));
        if (!String.join(" ", more).contains("extendedKeyUsage")) {
            arguments.addAll(List.of("-addext", "extendedKeyUsage=emailProtection"));
        }
        arguments.addAll(List.of(more));
        arguments.addAll(List.of(
                "-subj",
                "/CN=" + name,
                "-addext",
                "subjectAltName=email:" + address,
                "-addext",
                "keyUsage=" + usage,
                "-keyout",
                name + ".key",
                "-out",
                "certificates/" + name + ".pem"));
        try {
            Files.createDirectories(directory.resolve("certificates"));
        } catch (IOException failure) {
            throw new UncheckedIOException(failure);
        }
        Openssl.Result made = new Openssl(directory).run(arguments.toArray(String[]::new));
        assertThat(made.code()).as(made.output()).isZero();
        return new Correspondent(directory, name);
    }

    /** The file of the certificate. */
    public Path certificate() {
        return directory.resolve("certificates/" + name + ".pem");
    }

    /** The certificate as Java has it. */
    public X509Certificate x509() {
        try (InputStream in = Files.newInputStream(certificate())) {
            return (X509Certificate) CertificateFactory.getInstance("X.509").generateCertificate(in);
        } catch (IOException failure) {
            throw new UncheckedIOException(failure);
        } catch (CertificateException failure) {
            throw new IllegalStateException(failure);
        }
    }

    /** What openssl makes of the mail; the octets that were encrypted. */
    public String opened(byte[] mail) {
        Openssl.Result result = open(mail);
        assertThat(result.code()).as(result.output()).isZero();
        try {
            return Files.readString(directory.resolve("opened.bin"), ISO_8859_1);
        } catch (IOException failure) {
            throw new UncheckedIOException(failure);
        }
    }

    /** A try to open the mail. */
    public Openssl.Result open(byte[] mail) {
        try {
            Files.write(directory.resolve("sealed.eml"), mail);
            Files.deleteIfExists(directory.resolve("opened.bin"));
        } catch (IOException failure) {
            throw new UncheckedIOException(failure);
        }
        return new Openssl(directory)
                .run(
                        "cms",
                        "-decrypt",
                        "-in",
                        "sealed.eml",
                        "-inkey",
                        name + ".key",
                        "-recip",
                        "certificates/" + name + ".pem",
                        "-out",
                        "opened.bin");
    }

    /** The structure of the mail as openssl prints it. */
    public static String structure(Path directory, byte[] mail) {
        try {
            Files.write(directory.resolve("sealed.eml"), mail);
        } catch (IOException failure) {
            throw new UncheckedIOException(failure);
        }
        Openssl.Result printed = new Openssl(directory).run("cms", "-cmsout", "-print", "-noout", "-in", "sealed.eml");
        assertThat(printed.code()).as(printed.output()).isZero();
        return printed.output();
    }

    /** The serial number of the certificate, as openssl prints it in a structure. */
    public String serial() {
        Openssl.Result printed =
                new Openssl(directory).run("x509", "-noout", "-serial", "-in", "certificates/" + name + ".pem");
        assertThat(printed.code()).as(printed.output()).isZero();
        return "0x" + printed.output().strip().substring("serial=".length());
    }

    /** What openssl says of a signature by this one; the octets that were signed. */
    public String verified(String signed) {
        try {
            Files.writeString(directory.resolve("signed.eml"), signed, ISO_8859_1);
            Openssl.Result result = new Openssl(directory)
                    .run(
                            "cms",
                            "-verify",
                            "-in",
                            "signed.eml",
                            "-CAfile",
                            "certificates/" + name + ".pem",
                            "-out",
                            "content.bin");
            assertThat(result.code()).as(result.output()).isZero();
            return Files.readString(directory.resolve("content.bin"), ISO_8859_1);
        } catch (IOException failure) {
            throw new UncheckedIOException(failure);
        }
    }
}

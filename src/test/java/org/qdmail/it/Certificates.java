package org.qdmail.it;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;

/** Keys made, and signatures checked, by the openssl command line. */
public final class Certificates {
    private static final Path FOLDER = Path.of("target", "certificates");

    private Certificates() {}

    /** A new directory below {@code target}, for files that a server reads in its own process. */
    public static Path directory() throws IOException {
        Files.createDirectories(FOLDER);
        return Files.createTempDirectory(FOLDER.toRealPath(), "");
    }

    /** Writes an RSA key and a certificate of its own for the address. */
    public static void write(Path directory, String certificate, String privateKey, String address) {
        write(directory, certificate, privateKey, address, 2048);
    }

    /** The same with a key of so many bits. */
    static void write(Path directory, String certificate, String privateKey, String address, int bits) {
        openssl(
                directory,
                List.of(
                        "req",
                        "-x509",
                        "-newkey",
                        "rsa:" + bits,
                        "-nodes",
                        "-days",
                        "30",
                        "-subj",
                        "/CN=" + address,
                        "-addext",
                        "subjectAltName=email:" + address,
                        "-addext",
                        "keyUsage=digitalSignature",
                        "-addext",
                        "extendedKeyUsage=emailProtection",
                        "-keyout",
                        privateKey,
                        "-out",
                        certificate));
    }

    /** Puts a pair into one PKCS#12 file. */
    static void pack(Path directory, String certificate, String privateKey, String file, String password) {
        openssl(
                directory,
                List.of(
                        "pkcs12",
                        "-export",
                        "-in",
                        certificate,
                        "-inkey",
                        privateKey,
                        "-out",
                        file,
                        "-passout",
                        "pass:" + password));
    }

    /** Fails unless the octets carry a signature by that certificate which covers them. */
    public static void assertVerifies(byte[] mail, Path certificate) {
        Path directory = certificate.toAbsolutePath().getParent();
        try {
            Path file = Files.createTempFile(directory, "mail", ".eml");
            Files.write(file, mail);
            openssl(
                    directory,
                    List.of(
                            "cms",
                            "-verify",
                            "-in",
                            file.toString(),
                            "-CAfile",
                            certificate.toString(),
                            "-certfile",
                            certificate.toString(),
                            "-out",
                            file + ".out"));
        } catch (IOException failure) {
            throw new UncheckedIOException(failure);
        }
    }

    private static void openssl(Path directory, List<String> arguments) {
        List<String> command = new ArrayList<>(List.of("openssl"));
        command.addAll(arguments);
        try {
            Process process = new ProcessBuilder(command)
                    .directory(directory.toFile())
                    .redirectErrorStream(true)
                    .start();
            String output = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
            assertThat(process.waitFor(30, TimeUnit.SECONDS)).isTrue();
            assertThat(process.exitValue()).as(output).isZero();
        } catch (IOException failure) {
            throw new UncheckedIOException(failure);
        } catch (InterruptedException interrupted) {
            Thread.currentThread().interrupt();
            throw new AssertionError(interrupted);
        }
    }
}

package org.qdmail.dkim;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.time.Clock;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.qdmail.failure.Secret;
import org.qdmail.signing.Openssl;

/** CMP-16: the kinds of key files, as openssl makes them, and what is refused. */
class DkimKeyTest {
    private static final String PLACE = "qdmail.dkim.private-key-file";

    @TempDir
    Path directory;

    private DkimSigner load(String file, String password) {
        Optional<Secret> secret = password.isEmpty() ? Optional.empty() : Optional.of(Secret.of(password));
        return DkimSigner.load(
                new DkimSettings(
                        "example.com",
                        List.of(new DkimSettings.KeyPlace("s1", PLACE, directory.resolve(file), secret))),
                Clock.systemUTC());
    }

    private void run(String arguments) throws IOException {
        Openssl.Result result = new Openssl(directory).run(arguments.split(" "));
        assertThat(result.code()).as(result.output()).isZero();
        try (var files = Files.list(directory)) {
            for (Path file : files.toList()) {
                Files.setPosixFilePermissions(file, PosixFilePermissions.fromString("rw-------"));
            }
        }
    }

    @ParameterizedTest
    @CsvSource({
        "genpkey -algorithm RSA -pkeyopt rsa_keygen_bits:2048 -out key.pem, ''",
        "genpkey -algorithm RSA -pkeyopt rsa_keygen_bits:2048 -aes-256-cbc -pass pass:S3CR3T -out key.pem, S3CR3T",
        "genrsa -traditional -out key.pem 2048, ''",
        "genpkey -algorithm ED25519 -out key.pem, ''",
        "genpkey -algorithm ED25519 -aes-256-cbc -pass pass:S3CR3T -out key.pem, S3CR3T"
    })
    void cmp16EveryKindOfFileIsRead(String arguments, String password) throws IOException {
        run(arguments);

        assertThat(load("key.pem", password).warnings()).isEmpty();
    }

    @Test
    void cmp16KeyOfAPkcs12FileIsRead() throws IOException {
        run("req -x509 -newkey rsa:2048 -nodes -days 9 -subj /CN=x -keyout k.pem -out c.pem");
        run("pkcs12 -export -in c.pem -inkey k.pem -out key.p12 -passout pass:S3CR3T");

        assertThat(load("key.p12", "S3CR3T").warnings()).isEmpty();
    }

    @Test
    void cmp16ShortKeyIsToldAndAShorterOneRefused() throws IOException {
        run("genpkey -algorithm RSA -pkeyopt rsa_keygen_bits:1024 -out short.pem");
        run("genpkey -algorithm RSA -pkeyopt rsa_keygen_bits:1023 -out shorter.pem");

        assertThat(load("short.pem", "").warnings())
                .singleElement()
                .asString()
                .contains("selector s1 is RSA 1024", "below 2048 bits");
        refused("shorter.pem", "", "MAIL-0404 " + PLACE, "RSA 1023; DKIM needs RSA of 1024 bits or more");
    }

    @Test
    void secK1FileThatOthersCanReadIsTold() throws IOException {
        run("genpkey -algorithm ED25519 -out key.pem");
        Files.setPosixFilePermissions(directory.resolve("key.pem"), PosixFilePermissions.fromString("rw-r--r--"));

        assertThat(load("key.pem", "").warnings()).singleElement().asString().contains("key.pem", "0600");
    }

    @Test
    void cmp16WhatCannotSignIsRefused() throws IOException {
        run("genpkey -algorithm EC -pkeyopt ec_paramgen_curve:P-256 -out ec.pem");
        run("genpkey -algorithm ED448 -out ed448.pem");
        run("genpkey -algorithm RSA -pkeyopt rsa_keygen_bits:2048 -aes-256-cbc -pass pass:S3CR3T -out locked.pem");
        Files.writeString(directory.resolve("empty.pem"), "nothing");

        refused("ec.pem", "", "MAIL-0404 " + PLACE, "EC P-256");
        refused("ed448.pem", "", "MAIL-0404 " + PLACE, "of type");
        refused("locked.pem", "S3CR3T-2", "MAIL-0402 qdmail.dkim.password", "does not open");
        refused("locked.pem", "", "MAIL-0402 qdmail.dkim.password", "no password is set");
        refused("empty.pem", "", "MAIL-0401 " + PLACE, "no readable private key");
        refused("gone.pem", "", "MAIL-0401 " + PLACE, "cannot be read");
    }

    private void refused(String file, String password, String start, String words) {
        assertThatThrownBy(() -> load(file, password))
                .hasMessageStartingWith(start + ": ")
                .hasMessageContaining(words)
                .hasMessageNotContaining("S3CR3T");
    }
}

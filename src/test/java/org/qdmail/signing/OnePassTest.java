package org.qdmail.signing;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.qdmail.signing.CertificateMaker.NOW;
import static org.qdmail.signing.CertificateMaker.authority;
import static org.qdmail.signing.CertificateMaker.leaf;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.SecureRandom;
import java.util.Optional;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.qdmail.mime.MimeEntity;
import org.qdmail.octets.FrozenMailWriter;
import org.qdmail.octets.SpoolSettings;
import org.qdmail.signing.CertificateMaker.Issued;

class OnePassTest {
    private static final Issued ALICE = leaf().by(authority("Root").selfSigned());

    @TempDir
    Path directory;

    @ParameterizedTest
    @EnumSource
    @Timeout(value = 5, unit = TimeUnit.MINUTES)
    void signs200MebibytesIn64MebibytesOfHeapWithOneReadAndOneKeyOperation(IdentitySettings.Format format)
            throws IOException {
        ALICE.certificateFile(directory);
        ALICE.keyFile(directory);
        Path spool = Files.createDirectory(directory.resolve("spool"));

        Openssl.Result program = new Openssl(directory)
                .start(
                        Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                        "-Xmx64m",
                        "-cp",
                        System.getProperty("java.class.path"),
                        OnePassProgram.class.getName(),
                        directory.toString(),
                        spool.toString(),
                        NOW.toString(),
                        format.name());

        assertThat(program.output().lines())
                .containsExactly(
                        "size=large",
                        "opened=1",
                        "read=" + OnePassProgram.ATTACHMENT_OCTETS,
                        "key operations=1",
                        "spool files=1",
                        "spool mode=rw-------",
                        "state=INTACT",
                        "spool files afterwards=0");
    }

    @Test
    void qd26LeavesNoFileWhenTheContentBreaksOff() throws IOException {
        Path spool = Files.createDirectory(directory.resolve("spool"));
        SigningIdentity identity = SignedMails.identity(directory, ALICE);
        MimeEntity broken = out -> {
            out.write(("x".repeat(70) + "\r\n").repeat(1000).getBytes(StandardCharsets.US_ASCII));
            assertThat(spool).isDirectoryContaining(Files::isRegularFile);
            throw new IOException("the source broke off");
        };
        MimeEntity signed = new SmimeSigner(
                        () -> identity, IdentitySettings.Format.DETACHED, SignedMails.at(NOW), new SecureRandom())
                .sign(broken, SignedMails.ALICE, Optional.empty(), warning -> {});

        assertThatThrownBy(() -> {
                    try (FrozenMailWriter writer = FrozenMailWriter.create(new SpoolSettings(spool, 1024, 1 << 30))) {
                        signed.writeTo(writer);
                    }
                })
                .hasMessage("the source broke off");

        assertThat(spool).isEmptyDirectory();
    }

    @Test
    void qd119SignsWithoutAnyFile() throws IOException {
        Path spool = Files.createDirectory(directory.resolve("spool"));
        Refusals.mode(spool, "r-x------");
        SigningIdentity identity = SignedMails.identity(directory, ALICE);
        MimeEntity signed = new SmimeSigner(
                        () -> identity, IdentitySettings.Format.DETACHED, SignedMails.at(NOW), new SecureRandom())
                .sign(SignedMails.text("x\r\n"), SignedMails.ALICE, Optional.empty(), warning -> {});

        try (FrozenMailWriter writer = FrozenMailWriter.create(new SpoolSettings(spool, 64 * 1024, 1 << 30))) {
            signed.writeTo(writer);
            assertThat(writer.freeze().sizeOctets()).isPositive();
        }

        assertThat(spool).isEmptyDirectory();
    }
}

package org.qdmail.signing;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.qdmail.signing.CertificateMaker.NOW;
import static org.qdmail.signing.CertificateMaker.authority;
import static org.qdmail.signing.CertificateMaker.leaf;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.attribute.FileTime;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneId;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicReference;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.qdmail.failure.SigningFailed;
import org.qdmail.signing.CertificateMaker.Issued;

/** SM-17: files are replaced while mails are signed. */
class CurrentIdentityTest {
    private static final Issued ROOT = authority("Root").selfSigned();
    private static final Issued OLD = leaf().by(ROOT);
    private static final Issued NEW =
            leaf().keys(CertificateMaker.rsa("renewed")).by(ROOT);

    @TempDir
    Path directory;

    private final AtomicReference<Instant> now = new AtomicReference<>(NOW);
    private final Clock clock = new Clock() {
        @Override
        public Instant instant() {
            return now.get();
        }

        @Override
        public ZoneId getZone() {
            return ZoneOffset.UTC;
        }

        @Override
        public Clock withZone(ZoneId zone) {
            return this;
        }
    };

    private CurrentIdentity current;

    @BeforeEach
    void load() {
        current = CurrentIdentity.load(
                IdentitySettings.pair("", OLD.certificateFile(directory), OLD.keyFile(directory)), clock);
    }

    private void later(Duration time) {
        now.set(now.get().plus(time));
    }

    private String serial() throws Exception {
        byte[] mail = SignedMails.mail(current.get(), SignedMails.text("x\r\n"));
        assertThat(PlainVerifier.verifies(mail)).isTrue();
        return PlainVerifier.serial(mail).toString();
    }

    private static String serial(Issued issued) {
        return issued.certificate().getSerialNumber().toString();
    }

    @Test
    void newPairIsTakenASecondAfterItIsComplete() throws Exception {
        assertThat(serial()).isEqualTo(serial(OLD));
        NEW.certificateFile(directory);
        NEW.keyFile(directory);
        assertThat(serial()).as("looked at once a second").isEqualTo(serial(OLD));
        later(Duration.ofSeconds(1));

        assertThat(serial()).isEqualTo(serial(NEW));
    }

    @Test
    void halfAPairChangesNothing() throws Exception {
        NEW.certificateFile(directory);
        later(Duration.ofSeconds(1));
        assertThat(serial()).isEqualTo(serial(OLD));
        NEW.keyFile(directory);
        later(Duration.ofSeconds(1));

        assertThat(serial()).isEqualTo(serial(NEW));
    }

    @Test
    void damagedOrMissingFileChangesNothing() throws Exception {
        Files.writeString(directory.resolve("cert.pem"), "-----BEGIN CERTIFICATE-----\nAAAA");
        later(Duration.ofSeconds(1));
        assertThat(serial()).isEqualTo(serial(OLD));
        Files.delete(directory.resolve("cert.pem"));
        later(Duration.ofSeconds(1));
        assertThat(serial()).isEqualTo(serial(OLD));
    }

    @Test
    void clockThatGoesBackDoesNotStopTheLooking() throws Exception {
        NEW.certificateFile(directory);
        NEW.keyFile(directory);
        now.set(NOW.minus(Duration.ofHours(1)));

        assertThat(serial()).isEqualTo(serial(NEW));
    }

    @Test
    void linkThatLeadsToOtherFilesOfTheSameTimeAndSizeIsSeen() throws Exception {
        Path old = Files.createDirectory(directory.resolve("old"));
        Path renewed = Files.createDirectory(directory.resolve("new"));
        Path link = Files.createSymbolicLink(directory.resolve("data"), old);
        for (Path file :
                List.of(OLD.certificateFile(old), OLD.keyFile(old), NEW.certificateFile(renewed), NEW.keyFile(renewed)))
            Files.setLastModifiedTime(file, FileTime.from(NOW));
        current = CurrentIdentity.load(
                IdentitySettings.pair("", link.resolve("cert.pem"), link.resolve("private.pem")), clock);
        Path next = Files.createSymbolicLink(directory.resolve("next"), renewed);
        Files.move(next, link, StandardCopyOption.ATOMIC_MOVE);
        later(Duration.ofSeconds(1));

        assertThat(serial()).isEqualTo(serial(NEW));
    }

    /** The key of one, encrypted under a password that stands in a file beside it. */
    private void writeEncrypted(Issued issued, String password) {
        issued.certificateFile(directory);
        issued.keyFile(directory);
        openssl("pkcs8 -topk8 -in private.pem -out encrypted.pem -passout pass:" + password);
        openssl("pkcs12 -export -in cert.pem -inkey private.pem -out shop.pfx -passout pass:" + password);
        CertificateMaker.write(directory.resolve("password"), password + "\n");
    }

    private void openssl(String command) {
        Openssl.Result result = new Openssl(directory).run(command.split(" ", -1));
        assertThat(result.code()).as(result.output()).isZero();
    }

    private IdentitySettings encrypted(String kind) {
        return kind.equals("pem")
                ? Settings.withPasswordIn(
                        directory.resolve("password"),
                        directory.resolve("cert.pem"),
                        Optional.of(directory.resolve("encrypted.pem")))
                : Settings.withPasswordIn(
                        directory.resolve("password"), directory.resolve("shop.pfx"), Optional.empty());
    }

    @ParameterizedTest
    @ValueSource(strings = {"pem", "pfx"})
    void sm17NewPasswordIsTakenTogetherWithItsKey(String kind) throws Exception {
        writeEncrypted(OLD, "first");
        current = CurrentIdentity.load(encrypted(kind), clock);
        assertThat(serial()).isEqualTo(serial(OLD));
        writeEncrypted(NEW, "second");
        later(Duration.ofSeconds(1));

        assertThat(serial()).isEqualTo(serial(NEW));
    }

    @ParameterizedTest
    @ValueSource(strings = {"pem", "pfx"})
    void sm17NewPasswordThatComesBeforeItsKeyChangesNothingYet(String kind) throws Exception {
        writeEncrypted(OLD, "first");
        current = CurrentIdentity.load(encrypted(kind), clock);
        CertificateMaker.write(directory.resolve("password"), "second\n");
        later(Duration.ofSeconds(1));
        assertThat(serial()).isEqualTo(serial(OLD));
        writeEncrypted(NEW, "second");
        later(Duration.ofSeconds(1));

        assertThat(serial()).isEqualTo(serial(NEW));
    }

    /** Nothing but the password's file tells that something changed: it was written last. */
    @Test
    void sm17PasswordThatComesAfterItsKeyIsSeen() throws Exception {
        writeEncrypted(OLD, "first");
        current = CurrentIdentity.load(encrypted("pfx"), clock);
        writeEncrypted(NEW, "second");
        CertificateMaker.write(directory.resolve("password"), "first\n");
        later(Duration.ofSeconds(1));
        assertThat(serial()).isEqualTo(serial(OLD));
        CertificateMaker.write(directory.resolve("password"), "second\n");
        later(Duration.ofSeconds(1));

        assertThat(serial()).isEqualTo(serial(NEW));
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "two\nlines\n"})
    void sm17PasswordFileThatHoldsNoPasswordChangesNothing(String text) throws Exception {
        writeEncrypted(OLD, "first");
        current = CurrentIdentity.load(encrypted("pem"), clock);
        CertificateMaker.write(directory.resolve("password"), text);
        later(Duration.ofSeconds(1));

        assertThat(serial()).isEqualTo(serial(OLD));
        assertThatThrownBy(() -> SigningIdentity.load(encrypted("pem"), clock))
                .isInstanceOf(SigningFailed.class)
                .hasMessageStartingWith("MAIL-0402 qdmail.sign.password-file: ")
                .hasMessageContaining("one line of text");
    }

    /** Each look is due, the files change all the time: every signature fits its own certificate. */
    @Test
    void noMailIsSignedByAMixedPair() throws Exception {
        AtomicBoolean goesOn = new AtomicBoolean(true);
        ExecutorService signers = Executors.newFixedThreadPool(3);
        List<Future<Integer>> signed = new ArrayList<>();
        try {
            for (int count = 0; count < 3; count++) signed.add(signers.submit(() -> signWhile(goesOn)));
            for (int round = 0; round < 40; round++) {
                Issued issued = round % 2 == 0 ? NEW : OLD;
                Path aside = Files.createDirectories(directory.resolve("aside"));
                move(issued.keyFile(aside), "private.pem");
                move(issued.certificateFile(aside), "cert.pem");
            }
        } finally {
            goesOn.set(false);
            signers.shutdown();
        }
        for (Future<Integer> count : signed)
            assertThat(count.get(60, TimeUnit.SECONDS)).isPositive();
        assertThat(serial()).isEqualTo(serial(OLD));
    }

    private int signWhile(AtomicBoolean goesOn) throws Exception {
        int count = 0;
        while (goesOn.get() || count == 0) {
            later(Duration.ofSeconds(1));
            assertThat(PlainVerifier.verifies(SignedMails.mail(current.get(), SignedMails.text("x\r\n"))))
                    .isTrue();
            count++;
        }
        later(Duration.ofSeconds(1));
        return count;
    }

    private void move(Path file, String name) throws IOException {
        Files.move(file, directory.resolve(name), StandardCopyOption.ATOMIC_MOVE, StandardCopyOption.REPLACE_EXISTING);
    }
}

package org.qdmail.signing;

import static org.assertj.core.api.Assertions.assertThat;
import static org.qdmail.signing.CertificateMaker.authority;
import static org.qdmail.signing.CertificateMaker.leaf;

import java.io.IOException;
import java.io.OutputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.GeneralSecurityException;
import java.security.KeyStore;
import java.security.cert.Certificate;
import java.util.Arrays;
import java.util.Optional;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;
import org.qdmail.failure.Secret;
import org.qdmail.signing.CertificateMaker.Issued;

class Pkcs12IdentityTest {
    private static final String PASSWORD = "S3CR3T-of-the-file";
    private static final Issued ROOT = authority("Root").selfSigned();
    private static final Issued MIDDLE = authority("Middle").by(ROOT);
    private static final Issued ALICE = leaf().by(MIDDLE);
    private static final Issued EC =
            leaf().keys(CertificateMaker.ec("secp256r1")).by(MIDDLE);

    @TempDir
    Path directory;

    private Path file;

    @BeforeEach
    void writeFile() {
        file = directory.resolve("cert_spok.pfx");
        ALICE.certificateFile(directory, MIDDLE, ROOT);
        ALICE.keyFile(directory);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "",
                "-certpbe AES-128-CBC -keypbe AES-128-CBC -macalg sha512",
                "-certpbe PBE-SHA1-3DES -keypbe PBE-SHA1-3DES -macalg sha1",
                "-nomac",
                "-name Shop"
            })
    void qd21ReadsWhatOpensslExports(String options) {
        export(options);

        assertThat(load(PASSWORD, Optional.empty()).subject()).contains("CN=Alice");
    }

    @Test
    void qd21SignsWithKeyAndChainOfTheFile() {
        export("");

        Openssl.Result result = new Openssl(directory)
                .verify(
                        SignedMails.mail(load(PASSWORD, Optional.empty()), SignedMails.text("Hello\r\n")),
                        CertificateMaker.pem(ROOT.certificate()));

        assertThat(result.code()).as(result.output()).isZero();
    }

    @Test
    void readsAnEcKey() {
        EC.certificateFile(directory, MIDDLE);
        EC.keyFile(directory);
        export("");

        assertThat(load(PASSWORD, Optional.empty()).template().scheme()).isEqualTo(SignatureScheme.P_256);
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "-nomac"})
    void qd21RefusesAWrongPasswordWithoutShowingIt(String options) {
        export(options);

        Refusals.of(
                settings("S3CR3T-wrong", Optional.empty()),
                "MAIL-0402",
                "qdmail.sign.password",
                "does not open",
                "cert_spok.pfx");
    }

    @Test
    void asksForAPasswordThatIsMissing() {
        export("");

        Refusals.of(
                Settings.of(file, Optional.empty(), Optional.empty(), Optional.empty()),
                "MAIL-0402",
                "qdmail.sign.password",
                "no password is set");
    }

    @Test
    void readsAFileWhosePasswordIsEmpty() {
        openssl("pkcs12 -export -in cert.pem -inkey private.pem -out cert_spok.pfx -passout pass:");

        IdentitySettings settings = Settings.of(file, Optional.empty(), Optional.empty(), Optional.empty());

        assertThat(SigningIdentity.load(settings, SignedMails.at(CertificateMaker.NOW))
                        .subject())
                .contains("Alice");
    }

    @Test
    void g07FindsAnAliasOfAnotherCase() {
        twoKeys();

        assertThat(load(PASSWORD, Optional.of("SHOP")).template().scheme()).isEqualTo(SignatureScheme.RSA);
        assertThat(load(PASSWORD, Optional.of("Board")).template().scheme()).isEqualTo(SignatureScheme.P_256);
    }

    @Test
    void g07ListsTheAliasesWhereThatOneIsMissing() {
        twoKeys();

        Refusals.of(settings(PASSWORD, Optional.of("legal")), "MAIL-0401", "qdmail.sign.alias", "legal", "board, shop");
    }

    @Test
    void g07ListsTheAliasesWhereNoneIsChosen() {
        twoKeys();

        Refusals.of(settings(PASSWORD, Optional.empty()), "MAIL-0401", "qdmail.sign.alias", "board, shop");
    }

    @Test
    void sm18RefusesRc2() {
        export("-legacy -certpbe PBE-SHA1-RC2-40 -keypbe PBE-SHA1-3DES");

        Refusals.of(
                settings(PASSWORD, Optional.empty()),
                "MAIL-0401",
                "qdmail.sign.certificate-file",
                "RC2-40",
                "export it again with AES-256",
                "or set qdmail.sign.legacy-ciphers=true");
    }

    @ParameterizedTest
    @CsvSource({
        "-legacy, RC2-40",
        "-legacy -certpbe PBE-SHA1-RC2-128 -keypbe PBE-SHA1-3DES, RC2-128",
        "-legacy -certpbe PBE-SHA1-3DES -keypbe PBE-SHA1-RC2-40, RC2-40",
    })
    void sm18ReadsRc2OnWishAndWarns(String options, String cipher) {
        export(options);

        SigningIdentity identity =
                SigningIdentity.load(Settings.legacy(file, Secret.of(PASSWORD)), SignedMails.at(CertificateMaker.NOW));

        assertThat(identity.warnings()).anySatisfy(warning -> assertThat(warning)
                .contains("cert_spok.pfx", cipher, "export it again with AES-256"));
        Openssl.Result result = new Openssl(directory)
                .verify(
                        SignedMails.mail(identity, SignedMails.text("Hello\r\n")),
                        CertificateMaker.pem(ROOT.certificate()));
        assertThat(result.code()).as(result.output()).isZero();
    }

    @Test
    void sm18DoesNotWarnOfAFileThatNeedsNoWish() {
        export("");

        assertThat(SigningIdentity.load(
                                Settings.legacy(file, Secret.of(PASSWORD)), SignedMails.at(CertificateMaker.NOW))
                        .warnings())
                .isEmpty();
    }

    @Test
    void sm18RefusesRc4WhateverIsWished() {
        export("-legacy -certpbe PBE-SHA1-RC4-128 -keypbe PBE-SHA1-3DES");

        Refusals.of(
                Settings.legacy(file, Secret.of(PASSWORD)),
                "MAIL-0401",
                "qdmail.sign.certificate-file",
                "RC4-128, which is not read");
    }

    @Test
    void secK3RefusesAKeyThatAsksForTooManyIterations() {
        CertificateMaker.write(file, HostileKeys.pkcs12(10_000_001, 1));

        Refusals.of(settings(PASSWORD, Optional.empty()), "MAIL-0401", "qdmail.sign.certificate-file", "iterations");
    }

    @Test
    void secK3RefusesACheckSumThatAsksForTooManyIterations() {
        CertificateMaker.write(file, HostileKeys.pkcs12(1, 10_000_001));

        Refusals.of(settings(PASSWORD, Optional.empty()), "MAIL-0401", "qdmail.sign.certificate-file", "iterations");
    }

    @Test
    void secK3RefusesAFileOfMoreThanOneMebibyte() {
        CertificateMaker.write(file, new byte[1024 * 1024 + 1]);

        Refusals.of(settings(PASSWORD, Optional.empty()), "MAIL-0401", "qdmail.sign.certificate-file", "1048576");
    }

    @ParameterizedTest
    @ValueSource(ints = {0, 1, 100, 1500})
    void w8RefusesAFileThatIsHalfWritten(int octets) throws IOException {
        export("");
        byte[] whole = Files.readAllBytes(file);
        CertificateMaker.write(file, Arrays.copyOf(whole, octets));

        Refusals.of(settings(PASSWORD, Optional.empty()), "MAIL-0401", "qdmail.sign.certificate-file", "damaged");
    }

    @Test
    void refusesAFileWithoutKey() {
        openssl("pkcs12 -export -nokeys -in cert.pem -out cert_spok.pfx -passout pass:" + PASSWORD);

        Refusals.of(settings(PASSWORD, Optional.empty()), "MAIL-0401", "qdmail.sign.certificate-file", "private key");
    }

    @Test
    void secK1WarnsOfAFileThatOthersCanRead() throws IOException {
        export("");
        Refusals.mode(file, "rw-r-----");

        assertThat(load(PASSWORD, Optional.empty()).warnings())
                .singleElement()
                .asString()
                .contains("cert_spok.pfx", "0600");
    }

    private void export(String options) {
        openssl("pkcs12 -export -in cert.pem -inkey private.pem -out cert_spok.pfx -passout pass:" + PASSWORD
                + (options.isEmpty() ? "" : " " + options));
        try {
            Refusals.mode(file, "rw-------");
        } catch (IOException failure) {
            throw new IllegalStateException(failure);
        }
    }

    private void openssl(String command) {
        Openssl.Result result = new Openssl(directory).run(command.split(" ", -1));
        assertThat(result.code()).as(result.output()).isZero();
    }

    private void twoKeys() {
        try (OutputStream out = Files.newOutputStream(file)) {
            KeyStore store = KeyStore.getInstance("PKCS12");
            store.load(null, null);
            put(store, "Shop", ALICE);
            put(store, "board", EC);
            store.store(out, PASSWORD.toCharArray());
        } catch (IOException | GeneralSecurityException failure) {
            throw new IllegalStateException(failure);
        }
    }

    private static void put(KeyStore store, String alias, Issued issued) throws GeneralSecurityException {
        store.setKeyEntry(alias, issued.keys().getPrivate(), PASSWORD.toCharArray(), new Certificate[] {
            issued.certificate(), MIDDLE.certificate()
        });
    }

    private SigningIdentity load(String password, Optional<String> alias) {
        return SigningIdentity.load(settings(password, alias), SignedMails.at(CertificateMaker.NOW));
    }

    private IdentitySettings settings(String password, Optional<String> alias) {
        return Settings.of(file, Optional.empty(), Optional.of(Secret.of(password)), alias);
    }
}

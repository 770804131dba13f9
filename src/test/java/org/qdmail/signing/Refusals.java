package org.qdmail.signing;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import java.io.IOException;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import org.qdmail.failure.SigningFailed;

/** Loads identities that cannot sign. */
final class Refusals {
    private Refusals() {}

    /** Expects a number, a place, some words, and no password anywhere. */
    static SigningFailed of(IdentitySettings settings, String number, String place, String... words) {
        SigningFailed failure = catchThrowableOfType(
                SigningFailed.class, () -> SigningIdentity.load(settings, SignedMails.at(CertificateMaker.NOW)));
        assertThat(failure).as("the identity was loaded").isNotNull();
        assertThat(failure).hasMessageStartingWith(number + " " + place + ": ").hasMessageContainingAll(words);
        assertThat(failure.number()).isEqualTo(number);
        settings.password().ifPresent(password -> assertThat(everything(failure))
                .doesNotContain(new String(password.read("").reveal())));
        return failure;
    }

    private static String everything(Throwable failure) {
        StringWriter text = new StringWriter();
        failure.printStackTrace(new PrintWriter(text));
        return text.toString();
    }

    static void mode(Path file, String permissions) throws IOException {
        Files.setPosixFilePermissions(file, PosixFilePermissions.fromString(permissions));
    }
}

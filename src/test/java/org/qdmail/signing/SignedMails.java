package org.qdmail.signing;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.security.SecureRandom;
import java.time.Clock;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.qdmail.address.EmailAddress;
import org.qdmail.address.Mailbox;
import org.qdmail.mime.MimeEntity;
import org.qdmail.signing.CertificateMaker.Issued;

/** Signs small entities for the tests. */
final class SignedMails {
    static final Mailbox ALICE = new Mailbox(Optional.empty(), EmailAddress.of("alice@example.com"));

    private SignedMails() {}

    static Clock at(Instant instant) {
        return Clock.fixed(instant, ZoneOffset.UTC);
    }

    static SigningIdentity identity(Path directory, Issued issued, Issued... above) {
        return SigningIdentity.load(
                IdentitySettings.pair("", issued.certificateFile(directory, above), issued.keyFile(directory)),
                at(CertificateMaker.NOW));
    }

    /** A plain text as an entity. */
    static MimeEntity text(String body) {
        String entity = "Content-Type: text/plain; charset=us-ascii\r\nContent-Transfer-Encoding: 7bit\r\n\r\n" + body;
        return out -> out.write(entity.getBytes(StandardCharsets.US_ASCII));
    }

    static byte[] mail(SigningIdentity identity, MimeEntity content) {
        return mail(identity, content, at(CertificateMaker.NOW));
    }

    /** A whole mail from Alice. */
    static byte[] mail(SigningIdentity identity, MimeEntity content, Clock clock) {
        List<String> warnings = new ArrayList<>();
        MimeEntity signed = new SmimeSigner(() -> identity, IdentitySettings.Format.DETACHED, clock, new SecureRandom())
                .sign(content, ALICE, Optional.empty(), warnings::add);
        return withHeader(signed);
    }

    static byte[] withHeader(MimeEntity entity) {
        ByteArrayOutputStream mail = new ByteArrayOutputStream();
        try {
            mail.write(
                    "From: Alice <alice@example.com>\r\nTo: bob@example.com\r\nSubject: test\r\nMIME-Version: 1.0\r\n"
                            .getBytes(StandardCharsets.US_ASCII));
            entity.writeTo(mail);
        } catch (IOException failure) {
            throw new UncheckedIOException(failure);
        }
        return mail.toByteArray();
    }
}

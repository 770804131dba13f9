package org.qdmail.signing;

import java.io.IOException;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import java.security.DigestOutputStream;
import java.security.GeneralSecurityException;
import java.security.SecureRandom;
import java.time.Clock;
import java.util.Base64;
import java.util.concurrent.atomic.AtomicBoolean;
import org.qdmail.failure.SigningFailed;
import org.qdmail.failure.SigningFaults;
import org.qdmail.mime.MimeEntity;

/** {@code multipart/signed} in one pass: the content is hashed while it is written, the signature follows it. */
final class SignedEntity implements MimeEntity {
    private static final Base64.Encoder BASE64 = Base64.getMimeEncoder(76, new byte[] {'\r', '\n'});

    private final MimeEntity content;
    private final SigningIdentity identity;
    private final String boundary;
    private final Clock clock;
    private final SecureRandom random;
    private final AtomicBoolean written = new AtomicBoolean();

    SignedEntity(MimeEntity content, SigningIdentity identity, String boundary, Clock clock, SecureRandom random) {
        this.content = content;
        this.identity = identity;
        this.boundary = boundary;
        this.clock = clock;
        this.random = random;
    }

    @Override
    public void writeTo(OutputStream out) throws IOException {
        if (written.getAndSet(true)) {
            throw new IllegalStateException("already written: writing again would be another signature (SM-1)");
        }
        CmsTemplate template = identity.template();
        ascii(out, opening(template.scheme().micalg()));
        DigestOutputStream hashing =
                new DigestOutputStream(out, template.scheme().digest());
        content.writeTo(hashing);
        byte[] signature = signature(template, hashing.getMessageDigest().digest());
        ascii(out, beforeSignature());
        out.write(BASE64.encode(signature));
        ascii(out, "\r\n--" + boundary + "--\r\n");
    }

    private String opening(String micalg) {
        return "Content-Type: multipart/signed; protocol=\"application/pkcs7-signature\";\r\n"
                + " micalg=" + micalg + "; boundary=\"" + boundary + "\"\r\n\r\n"
                + "--" + boundary + "\r\n";
    }

    /** Begins with the CRLF that belongs to the boundary and is not signed (RFC 1847 section 2.1). */
    private String beforeSignature() {
        return "\r\n--" + boundary + "\r\n"
                + "Content-Type: application/pkcs7-signature; name=smime.p7s\r\n"
                + "Content-Transfer-Encoding: base64\r\n"
                + "Content-Disposition: attachment; filename=smime.p7s\r\n\r\n";
    }

    private byte[] signature(CmsTemplate template, byte[] digest) {
        try {
            return template.sign(digest, clock.instant(), random);
        } catch (GeneralSecurityException failed) {
            throw new SigningFailed(SigningFaults.keyFailed(identity.name()), failed);
        }
    }

    private static void ascii(OutputStream out, String text) throws IOException {
        out.write(text.getBytes(StandardCharsets.US_ASCII));
    }
}

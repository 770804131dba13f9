package org.qdmail.signing;

import java.io.IOException;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import java.security.DigestOutputStream;
import java.util.Base64;
import org.qdmail.mime.MimeEntity;

/** {@code multipart/signed} in one pass: the content is hashed while it is written, the signature follows it. */
final class SignedEntity implements MimeEntity {
    private static final Base64.Encoder BASE64 = Base64.getMimeEncoder(76, new byte[] {'\r', '\n'});

    private final MimeEntity content;
    private final OneSignature signature;
    private final String boundary;

    SignedEntity(MimeEntity content, OneSignature signature, String boundary) {
        this.content = content;
        this.signature = signature;
        this.boundary = boundary;
    }

    @Override
    public void writeTo(OutputStream out) throws IOException {
        CmsTemplate template = signature.begin();
        ascii(out, opening(template.scheme().micalg()));
        DigestOutputStream hashing =
                new DigestOutputStream(out, template.scheme().digest());
        content.writeTo(hashing);
        byte[] detached = signature.detached(hashing.getMessageDigest().digest());
        ascii(out, beforeSignature());
        out.write(BASE64.encode(detached));
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

    private static void ascii(OutputStream out, String text) throws IOException {
        out.write(text.getBytes(StandardCharsets.US_ASCII));
    }
}

package org.qdmail.pipeline;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import org.qdmail.signing.Openssl;

/** Makes key pairs with the openssl command line, as a user would. */
final class KeyPairs {
    private KeyPairs() {}

    /** {@code NAME-cert.pem} and {@code NAME-private.pem} of a self-signed RSA identity. */
    static void rsa(Path directory, String name, String address) {
        Openssl.Result result = new Openssl(directory)
                .run(
                        "req",
                        "-x509",
                        "-newkey",
                        "rsa:2048",
                        "-nodes",
                        "-days",
                        "60",
                        "-subj",
                        "/CN=" + name,
                        "-addext",
                        "subjectAltName=email:" + address,
                        "-addext",
                        "basicConstraints=CA:false",
                        "-addext",
                        "keyUsage=digitalSignature",
                        "-addext",
                        "extendedKeyUsage=emailProtection",
                        "-keyout",
                        name + "-private.pem",
                        "-out",
                        name + "-cert.pem");
        assertThat(result.code()).as(result.output()).isZero();
        try {
            Files.setPosixFilePermissions(
                    directory.resolve(name + "-private.pem"), PosixFilePermissions.fromString("rw-------"));
        } catch (IOException failure) {
            throw new IllegalStateException(failure);
        }
    }
}

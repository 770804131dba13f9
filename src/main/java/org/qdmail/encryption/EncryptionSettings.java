package org.qdmail.encryption;

import java.nio.file.Path;
import java.util.Optional;
import org.qdmail.mime.OuterSubject;

/**
 * How a mailer encrypts.
 *
 * @param directory with the certificates of recipients ({@code qdmail.encrypt.directory})
 * @param cipher for the content
 * @param rsa how the key is encrypted to RSA certificates
 * @param toSender whether the sender can open what was sent as well
 * @param subject what stands outside of the encryption
 */
public record EncryptionSettings(
        Optional<Path> directory, ContentCipher cipher, RsaPadding rsa, boolean toSender, OuterSubject subject) {}

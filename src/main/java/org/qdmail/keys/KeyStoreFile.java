package org.qdmail.keys;

import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.security.GeneralSecurityException;
import java.security.InvalidParameterException;
import java.security.Key;
import java.security.KeyStore;
import java.security.KeyStoreException;
import java.security.PrivateKey;
import java.security.Provider;
import java.security.ProviderException;
import java.security.Security;
import java.security.UnrecoverableKeyException;
import java.security.cert.Certificate;
import java.security.cert.X509Certificate;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Optional;
import javax.crypto.BadPaddingException;
import org.jspecify.annotations.Nullable;
import org.qdmail.failure.KeyFaults;
import org.qdmail.failure.Secret;
import org.qdmail.failure.SigningFailed;

/**
 * Certificate, key and chain in one: a PKCS#12 file (RFC 7292), or a device that a file configures (PKCS#11). Aliases are
 * compared without case, as the JDK folds them.
 */
public final class KeyStoreFile {
    private final KeyFile file;
    private final Optional<Secret> password;
    private final KeyStore store;
    private final Optional<Provider> device;
    private final Optional<String> weakCipher;

    private KeyStoreFile(
            KeyFile file,
            Optional<Secret> password,
            KeyStore store,
            Optional<Provider> device,
            Optional<String> weakCipher) {
        this.file = file;
        this.password = password;
        this.store = store;
        this.device = device;
        this.weakCipher = weakCipher;
    }

    /**
     * Opens it.
     *
     * @throws SigningFailed when it is damaged, too weak or too costly (MAIL-0401), or the password does not open it (0402)
     */
    public static KeyStoreFile of(KeyFile file, Optional<Secret> password) {
        return of(file, password, LegacyCiphers.REFUSED);
    }

    /**
     * Opens it.
     *
     * @param legacy whether weak ciphers are read
     * @throws SigningFailed when it is damaged, too weak or too costly (MAIL-0401), or the password does not open it (0402)
     */
    public static KeyStoreFile of(KeyFile file, Optional<Secret> password, LegacyCiphers legacy) {
        return file.isDevice() ? onDevice(file, password) : pkcs12(file, password, legacy);
    }

    /** The name of a weak cipher that it is encrypted with all the same. */
    public Optional<String> weakCipher() {
        return weakCipher;
    }

    /** The file is a configuration of the JDK's provider SunPKCS11; the private key stays on the device. */
    private static KeyStoreFile onDevice(KeyFile file, Optional<Secret> pin) {
        try {
            Provider pkcs11 = Security.getProvider("SunPKCS11");
            if (pkcs11 == null) throw new KeyStoreException("this JDK has no provider SunPKCS11");
            Provider device = pkcs11.configure(file.path().toString());
            KeyStore store = KeyStore.getInstance("PKCS11", device);
            store.load(null, characters(pin));
            return new KeyStoreFile(file, pin, store, Optional.of(device), Optional.empty());
        } catch (IOException | GeneralSecurityException | ProviderException | InvalidParameterException refused) {
            if (isWrongPassword(refused)) throw passwordRefused(file, pin, refused);
            throw new SigningFailed(KeyFaults.deviceFailed(file.place(), file.path()), refused);
        }
    }

    private static KeyStoreFile pkcs12(KeyFile file, Optional<Secret> password, LegacyCiphers legacy) {
        Optional<String> weakCipher = Pkcs12Cost.check(file, legacy);
        try {
            KeyStore store = KeyStore.getInstance("PKCS12");
            store.load(new ByteArrayInputStream(file.octets()), characters(password));
            return new KeyStoreFile(file, password, store, Optional.empty(), weakCipher);
        } catch (IOException | GeneralSecurityException refused) {
            throw isWrongPassword(refused) ? passwordRefused(file, password, refused) : damaged(file, refused);
        }
    }

    /** openssl and others make files whose password is empty. */
    private static char[] characters(Optional<Secret> password) {
        return password.map(Secret::reveal).orElse(new char[0]);
    }

    private static boolean isWrongPassword(Throwable refused) {
        for (@Nullable Throwable cause = refused; cause != null; cause = cause.getCause()) {
            if (cause instanceof UnrecoverableKeyException || cause instanceof BadPaddingException) return true;
        }
        return false;
    }

    private static SigningFailed passwordRefused(KeyFile file, Optional<Secret> password, Throwable cause) {
        return new SigningFailed(
                password.isPresent()
                        ? KeyFaults.wrongPassword(file.sibling("password"), file.path())
                        : KeyFaults.passwordNeeded(file.sibling("password"), file.path()),
                cause);
    }

    private static SigningFailed damaged(KeyFile file, Throwable cause) {
        return new SigningFailed(KeyFaults.notPkcs12(file.place(), file.path()), cause);
    }

    /**
     * The entry of that name; without a name the only one.
     *
     * @throws SigningFailed when there is none, or there are several to choose from (MAIL-0401)
     */
    public KeyMaterial entry(Optional<String> alias) {
        try {
            String chosen = chosen(alias);
            Key key = store.getKey(chosen, characters(password));
            if (!(key instanceof PrivateKey privateKey)) {
                throw new SigningFailed(KeyFaults.noPrivateKey(file.place(), file.path()));
            }
            return new KeyMaterial(privateKey, file, certificates(chosen), device);
        } catch (UnrecoverableKeyException wrong) {
            throw passwordRefused(file, password, wrong);
        } catch (GeneralSecurityException damaged) {
            throw damaged(file, damaged);
        }
    }

    private String chosen(Optional<String> alias) throws GeneralSecurityException {
        List<String> aliases = new ArrayList<>();
        for (String name : Collections.list(store.aliases())) if (store.isKeyEntry(name)) aliases.add(name);
        Collections.sort(aliases);
        if (aliases.isEmpty()) {
            throw new SigningFailed(KeyFaults.noPrivateKey(file.place(), file.path()));
        }
        if (alias.isEmpty()) {
            if (aliases.size() == 1) return aliases.get(0);
            throw new SigningFailed(KeyFaults.aliasNeeded(file.sibling("alias"), aliases));
        }
        return aliases.stream()
                .filter(name -> name.equalsIgnoreCase(alias.get()))
                .findFirst()
                .orElseThrow(
                        () -> new SigningFailed(KeyFaults.unknownAlias(file.sibling("alias"), alias.get(), aliases)));
    }

    private List<X509Certificate> certificates(String alias) throws GeneralSecurityException {
        List<X509Certificate> certificates = new ArrayList<>();
        Certificate @Nullable [] chain = store.getCertificateChain(alias);
        if (chain == null || chain.length == 0) {
            throw new SigningFailed(KeyFaults.noCertificate(file.place(), file.path()));
        }
        for (Certificate certificate : chain) {
            if (certificate instanceof X509Certificate x509) certificates.add(x509);
        }
        return certificates;
    }
}

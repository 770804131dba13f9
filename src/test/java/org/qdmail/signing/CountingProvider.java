package org.qdmail.signing;

import java.security.GeneralSecurityException;
import java.security.InvalidKeyException;
import java.security.InvalidParameterException;
import java.security.PrivateKey;
import java.security.Provider;
import java.security.PublicKey;
import java.security.Signature;
import java.security.SignatureException;
import java.security.SignatureSpi;
import java.util.concurrent.atomic.AtomicInteger;

/** The JDK's RSA signature with a counter in front of it. */
public final class CountingProvider extends Provider {
    private static final long serialVersionUID = 1L;

    /** How often a private key was used. */
    public static final AtomicInteger OPERATIONS = new AtomicInteger();

    public CountingProvider() {
        super("Counting", "1", "counts private-key operations");
        putService(new Service(this, "Signature", "SHA256withRSA", CountingSignature.class.getName(), null, null) {
            @Override
            public Object newInstance(Object parameter) {
                return new CountingSignature();
            }
        });
    }

    @SuppressWarnings("deprecation") // the abstract methods of SignatureSpi
    private static final class CountingSignature extends SignatureSpi {
        private final Signature signature;

        CountingSignature() {
            try {
                signature = Signature.getInstance("SHA256withRSA", "SunRsaSign");
            } catch (GeneralSecurityException failure) {
                throw new IllegalStateException(failure);
            }
        }

        @Override
        protected void engineInitVerify(PublicKey key) throws InvalidKeyException {
            signature.initVerify(key);
        }

        @Override
        protected void engineInitSign(PrivateKey key) throws InvalidKeyException {
            signature.initSign(key);
        }

        @Override
        protected void engineUpdate(byte octet) throws SignatureException {
            signature.update(octet);
        }

        @Override
        protected void engineUpdate(byte[] octets, int offset, int length) throws SignatureException {
            signature.update(octets, offset, length);
        }

        @Override
        protected byte[] engineSign() throws SignatureException {
            OPERATIONS.incrementAndGet();
            return signature.sign();
        }

        @Override
        protected boolean engineVerify(byte[] signed) throws SignatureException {
            return signature.verify(signed);
        }

        @Override
        protected void engineSetParameter(String name, Object value) {
            throw new InvalidParameterException(name);
        }

        @Override
        protected Object engineGetParameter(String name) {
            throw new InvalidParameterException(name);
        }
    }
}

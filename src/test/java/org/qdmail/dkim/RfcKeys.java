package org.qdmail.dkim;

import java.util.Base64;

/** The keys of RFC 8463 appendix A, as DNS has the public ones. */
final class RfcKeys {
    static final byte[] ED25519 = Base64.getDecoder().decode("11qYAYKxCrfVS/7TyWQHOg7hcvPapiMlrwIaaPcHURo=");
    static final byte[] RSA = Base64.getDecoder()
            .decode("MIGfMA0GCSqGSIb3DQEBAQUAA4GNADCBiQKBgQDkHlOQoBTzWRiGs5V6NpP3idY6Wk08a5qhdR6wy5bdOKb2jLQiY/J16JYi"
                    + "0Qvx/byYzCNb3W91y3FutACDfzwQ/BC/e/8uBsCR+yz1Lxj+PL6lHvqMKrM3rG4hstT5QjvHO9PzoxZyVYLzBfO2EeC3Ip3"
                    + "G+2kryOTIKT+l/K4w3QIDAQAB");
    /** PKCS#8 of the secret nWGxne/9WmC6hEr0kuwsxERJxWl7MmkZcDusAxyuf2A=. */
    static final String ED25519_PRIVATE = "-----BEGIN PRIVATE KEY-----\n"
            + "MC4CAQAwBQYDK2VwBCIEIJ1hsZ3v/VpguoRK9JLsLMREScVpezJpGXA7rAMcrn9g\n"
            + "-----END PRIVATE KEY-----\n";

    private RfcKeys() {}
}

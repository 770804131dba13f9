package org.qdmail.smtpserver;

import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.nio.charset.StandardCharsets;
import java.security.GeneralSecurityException;
import java.security.KeyPair;
import java.security.SecureRandom;
import java.security.Signature;
import java.security.cert.CertificateFactory;
import java.security.cert.X509Certificate;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneOffset;
import java.time.ZonedDateTime;
import java.time.format.DateTimeFormatter;
import java.util.HexFormat;
import java.util.Locale;

/**
 * Makes a self-signed certificate for localhost, 127.0.0.1 and ::1 (RFC 5280). The JDK can only read certificates, and
 * the mailbox must not need a library for this: so the few values are put into DER here (X.690 section 8.1).
 */
final class LoopbackCertificate {
    private static final Duration VALID = Duration.ofDays(365);
    private static final Duration CLOCKS_MAY_DIFFER = Duration.ofHours(1);
    private static final String NAME = "Qdmail mailbox";

    private static final int INTEGER = 0x02;
    private static final int BIT_STRING = 0x03;
    private static final int OCTET_STRING = 0x04;
    private static final int UTF8_STRING = 0x0c;
    private static final int UTC_TIME = 0x17;
    private static final int GENERALIZED_TIME = 0x18;
    private static final int SEQUENCE = 0x30;
    private static final int SET = 0x31;
    private static final int DNS_NAME = 0x82;
    private static final int IP_ADDRESS = 0x87;
    private static final int CONTEXT_0 = 0xa0;
    private static final int CONTEXT_3 = 0xa3;

    private static final byte[] VERSION_3 = hex("020102");
    private static final byte[] ECDSA_WITH_SHA256 = der(SEQUENCE, hex("06082a8648ce3d040302"));
    private static final byte[] COMMON_NAME = hex("0603550403");
    private static final byte[] SUBJECT_ALTERNATIVE_NAME = hex("0603551d11");
    private static final byte[] NOT_A_CA = der(SEQUENCE, hex("0603551d13" + "0101ff" + "04023000"));
    private static final byte[] FOR_SIGNATURES = der(SEQUENCE, hex("0603551d0f" + "0101ff" + "040403020780"));
    private static final byte[] FOR_SERVERS = der(SEQUENCE, hex("0603551d25" + "040c300a06082b06010505070301"));

    private LoopbackCertificate() {}

    static X509Certificate of(KeyPair keys, Instant now) throws GeneralSecurityException {
        byte[] body = body(keys, now);
        Signature signer = Signature.getInstance("SHA256withECDSA");
        signer.initSign(keys.getPrivate());
        signer.update(body);
        byte[] certificate = der(SEQUENCE, body, ECDSA_WITH_SHA256, der(BIT_STRING, hex("00"), signer.sign()));
        return (X509Certificate)
                CertificateFactory.getInstance("X.509").generateCertificate(new ByteArrayInputStream(certificate));
    }

    private static byte[] body(KeyPair keys, Instant now) {
        byte[] name = der(SEQUENCE, der(SET, der(SEQUENCE, COMMON_NAME, der(UTF8_STRING, ascii(NAME)))));
        return der(
                SEQUENCE,
                der(CONTEXT_0, VERSION_3),
                der(INTEGER, serialNumber()),
                ECDSA_WITH_SHA256,
                name,
                der(SEQUENCE, time(now.minus(CLOCKS_MAY_DIFFER)), time(now.plus(VALID))),
                name,
                keys.getPublic().getEncoded(),
                der(CONTEXT_3, der(SEQUENCE, NOT_A_CA, FOR_SIGNATURES, FOR_SERVERS, names())));
    }

    /** Unlike any other one, positive, and without a leading zero. */
    private static byte[] serialNumber() {
        byte[] number = new byte[16];
        new SecureRandom().nextBytes(number);
        number[0] = (byte) (number[0] & 0x3f | 0x40);
        return number;
    }

    /** Years from 2050 on have four digits (RFC 5280 section 4.1.2.5). */
    private static byte[] time(Instant instant) {
        ZonedDateTime time = instant.atZone(ZoneOffset.UTC);
        boolean isShort = time.getYear() < 2050;
        String pattern = (isShort ? "yy" : "yyyy") + "MMddHHmmss'Z'";
        return der(
                isShort ? UTC_TIME : GENERALIZED_TIME,
                ascii(DateTimeFormatter.ofPattern(pattern, Locale.ROOT).format(time)));
    }

    private static byte[] names() {
        byte[] all = der(
                SEQUENCE,
                der(DNS_NAME, ascii("localhost")),
                der(IP_ADDRESS, hex("7f000001")),
                der(IP_ADDRESS, hex("00".repeat(15) + "01")));
        return der(SEQUENCE, SUBJECT_ALTERNATIVE_NAME, der(OCTET_STRING, all));
    }

    /** Tag, length and contents of less than 64 KB. */
    private static byte[] der(int tag, byte[]... contents) {
        ByteArrayOutputStream inner = new ByteArrayOutputStream();
        for (byte[] content : contents) inner.writeBytes(content);
        int length = inner.size();
        ByteArrayOutputStream value = new ByteArrayOutputStream();
        value.write(tag);
        if (length >= 0x100) value.writeBytes(new byte[] {(byte) 0x82, (byte) (length >> 8)});
        else if (length >= 0x80) value.write(0x81);
        value.write(length);
        value.writeBytes(inner.toByteArray());
        return value.toByteArray();
    }

    private static byte[] ascii(String text) {
        return text.getBytes(StandardCharsets.US_ASCII);
    }

    private static byte[] hex(String digits) {
        return HexFormat.of().parseHex(digits);
    }
}

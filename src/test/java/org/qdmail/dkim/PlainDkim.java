package org.qdmail.dkim;

import static java.nio.charset.StandardCharsets.ISO_8859_1;

import java.security.GeneralSecurityException;
import java.security.KeyFactory;
import java.security.MessageDigest;
import java.security.PublicKey;
import java.security.Signature;
import java.security.spec.X509EncodedKeySpec;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Base64;
import java.util.HexFormat;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;

/**
 * Verifies DKIM signatures with plain strings, as RFC 6376 section 6.1 says it: a second reading of the standard, which
 * {@link DkimVectorTest} holds to the published vectors. Knows relaxed/relaxed alone.
 */
public final class PlainDkim {
    private static final byte[] ED25519_PREFIX = HexFormat.of().parseHex("302a300506032b6570032100");

    private final List<String> fields;
    private final String body;

    private PlainDkim(List<String> fields, String body) {
        this.fields = fields;
        this.body = body;
    }

    public static PlainDkim of(byte[] mail) {
        String text = new String(mail, ISO_8859_1);
        int end = text.indexOf("\r\n\r\n");
        List<String> fields = Arrays.asList(text.substring(0, end).split("\r\n(?![ \t])"));
        return new PlainDkim(fields, text.substring(end + 4));
    }

    /** The tags of every signature, from the top. */
    public List<Map<String, String>> signatures() {
        return fields.stream()
                .filter(field -> name(field).equals("dkim-signature"))
                .map(PlainDkim::tags)
                .toList();
    }

    private static Map<String, String> tags(String field) {
        Map<String, String> tags = new LinkedHashMap<>();
        for (String tag : field.substring(field.indexOf(':') + 1).split(";")) {
            String[] pair = tag.split("=", 2);
            if (tags.put(pair[0].strip(), pair[1].replaceAll("[ \t\r\n]", "")) != null) {
                throw new IllegalArgumentException("twice: " + pair[0]);
            }
        }
        return tags;
    }

    /**
     * Whether that signature holds.
     *
     * @param key the public key as DNS has it ({@code p=}): SubjectPublicKeyInfo of RSA, or 32 octets of Ed25519
     */
    public boolean verifies(int index, byte[] key) throws GeneralSecurityException {
        Map<String, String> tags = signatures().get(index);
        if (!tags.get("v").equals("1") || !tags.get("c").equals("relaxed/relaxed") || tags.containsKey("l")) {
            throw new IllegalArgumentException(tags.toString());
        }
        byte[] hash = MessageDigest.getInstance("SHA-256").digest(relaxedBody().getBytes(ISO_8859_1));
        if (!Arrays.equals(hash, Base64.getDecoder().decode(tags.get("bh")))) return false;
        byte[] data = data(index, tags).getBytes(ISO_8859_1);
        boolean isRsa = tags.get("a").equals("rsa-sha256");
        if (!isRsa && !tags.get("a").equals("ed25519-sha256")) throw new IllegalArgumentException(tags.get("a"));
        Signature signature = Signature.getInstance(isRsa ? "SHA256withRSA" : "Ed25519");
        signature.initVerify(isRsa ? publicKey("RSA", key) : publicKey("Ed25519", ed25519(key)));
        signature.update(isRsa ? data : MessageDigest.getInstance("SHA-256").digest(data));
        return signature.verify(Base64.getDecoder().decode(tags.get("b")));
    }

    private static PublicKey publicKey(String algorithm, byte[] encoded) throws GeneralSecurityException {
        return KeyFactory.getInstance(algorithm).generatePublic(new X509EncodedKeySpec(encoded));
    }

    private static byte[] ed25519(byte[] key) {
        byte[] encoded = Arrays.copyOf(ED25519_PREFIX, ED25519_PREFIX.length + key.length);
        System.arraycopy(key, 0, encoded, ED25519_PREFIX.length, key.length);
        return encoded;
    }

    private String data(int index, Map<String, String> tags) {
        List<String> left = new ArrayList<>(fields);
        StringBuilder data = new StringBuilder();
        for (String name : tags.get("h").split(":")) {
            for (int at = left.size() - 1; at >= 0; at--) {
                if (!name(left.get(at)).equalsIgnoreCase(name)) continue;
                data.append(relaxed(left.remove(at))).append("\r\n");
                break;
            }
        }
        String own = fields.stream()
                .filter(field -> name(field).equals("dkim-signature"))
                .toList()
                .get(index);
        return data + relaxed(own.replaceFirst("(?s)([; \t\n]b=)[^;]*", "$1"));
    }

    private static String name(String field) {
        return field.substring(0, field.indexOf(':')).strip().toLowerCase(Locale.ROOT);
    }

    private static String relaxed(String field) {
        String value = field.substring(field.indexOf(':') + 1).replace("\r\n", "");
        return name(field) + ":" + value.replaceAll("[ \t]+", " ").replaceAll("^ | $", "");
    }

    String relaxedBody() {
        String relaxed =
                body.replaceAll("[ \t]+(?=\r\n)", "").replaceAll("[ \t]+", " ").replaceAll("(\r\n)+\\z", "");
        return relaxed.isEmpty() ? "" : relaxed + "\r\n";
    }
}

package org.qdmail.smtp;

import java.nio.charset.StandardCharsets;
import java.security.GeneralSecurityException;
import java.util.HexFormat;
import java.util.Optional;
import javax.crypto.Mac;
import javax.crypto.spec.SecretKeySpec;
import org.qdmail.failure.Secret;

/** The mechanisms in which the server proves nothing. */
final class SimpleExchanges {
    private static final byte[] NOTHING = {};
    private static final byte[] DUMMY = {1};

    private SimpleExchanges() {}

    /** RFC 4616. */
    static LoginExchange plain(String user, Secret password) {
        return new InOneStep(octets('\0' + user + '\0' + text(password)), NOTHING);
    }

    /** Google's and Microsoft's first form of OAuth 2; an error challenge is answered by an empty line. */
    static LoginExchange xoauth2(String user, Secret token) {
        return new InOneStep(octets("user=" + user + "\1auth=Bearer " + text(token) + "\1\1"), NOTHING);
    }

    /** RFC 7628; an error challenge is answered by one octet 01 (section 3.2.3). */
    static LoginExchange oauthBearer(String user, Secret token, String host, int port) {
        String identity = user.replace("=", "=3D").replace(",", "=2C");
        return new InOneStep(
                octets("n,a=" + identity + ",\1host=" + host + "\1port=" + port + "\1auth=Bearer " + text(token)
                        + "\1\1"),
                DUMMY);
    }

    /** Asked for user and password, in this order, whatever the prompts say. */
    static LoginExchange login(String user, Secret password) {
        return new Prompted(octets(user), octets(text(password)));
    }

    /** RFC 2195. */
    static LoginExchange cramMd5(String user, Secret password) {
        return new Keyed(user, octets(text(password)));
    }

    private static String text(Secret secret) {
        return new String(secret.reveal());
    }

    private static byte[] octets(String text) {
        return text.getBytes(StandardCharsets.UTF_8);
    }

    private static final class InOneStep implements LoginExchange {
        private final byte[] response;
        private final byte[] toError;
        private boolean challenged;

        InOneStep(byte[] response, byte[] toError) {
            this.response = response;
            this.toError = toError;
        }

        @Override
        public Optional<byte[]> initialResponse() {
            return Optional.of(response.clone());
        }

        @Override
        public byte[] respond(byte[] challenge) throws Refusal {
            if (challenged) throw new Refusal("a second challenge came");
            challenged = true;
            return toError.clone();
        }

        /** A challenge is the server's way to say that it failed. */
        @Override
        public boolean mayEnd() {
            return !challenged;
        }
    }

    private static final class Prompted implements LoginExchange {
        private final byte[][] answers;
        private int given;

        Prompted(byte[]... answers) {
            this.answers = answers;
        }

        @Override
        public Optional<byte[]> initialResponse() {
            return Optional.empty();
        }

        @Override
        public byte[] respond(byte[] challenge) throws Refusal {
            if (given == answers.length) throw new Refusal("a third prompt came");
            return answers[given++].clone();
        }
    }

    private static final class Keyed implements LoginExchange {
        private final String user;
        private final byte[] key;
        private boolean answered;

        Keyed(String user, byte[] key) {
            this.user = user;
            this.key = key;
        }

        @Override
        public Optional<byte[]> initialResponse() {
            return Optional.empty();
        }

        @Override
        public byte[] respond(byte[] challenge) throws Refusal {
            if (answered) throw new Refusal("a second challenge came");
            answered = true;
            return octets(user + ' ' + HexFormat.of().formatHex(keyedDigest(challenge)));
        }

        private byte[] keyedDigest(byte[] challenge) {
            try {
                Mac mac = Mac.getInstance("HmacMD5");
                mac.init(new SecretKeySpec(key, "HmacMD5"));
                return mac.doFinal(challenge);
            } catch (GeneralSecurityException missing) {
                throw new IllegalStateException("the JDK offers no HMAC-MD5", missing);
            }
        }
    }
}

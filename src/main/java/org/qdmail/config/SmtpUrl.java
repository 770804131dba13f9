package org.qdmail.config;

import java.net.URI;
import java.net.URISyntaxException;
import java.nio.ByteBuffer;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.StandardCharsets;
import java.util.Locale;
import java.util.Optional;
import java.util.OptionalInt;
import org.qdmail.config.ValueType.UnfitValue;
import org.qdmail.failure.Secret;

/**
 * The parts of {@code smtp://user:password@host:587} or {@code smtps://…}.
 *
 * @param isImplicit whether TLS starts at once
 * @param host without the brackets of an IPv6 address
 * @param port where the URL has one
 * @param user where the URL has one, decoded
 * @param password where the URL has one, decoded
 */
record SmtpUrl(boolean isImplicit, String host, OptionalInt port, Optional<String> user, Optional<Secret> password) {
    private static final String FORM = "a URL such as smtp://user:password@host:587 or smtps://host";
    private static final int MAX_PORT = 65_535;

    static ValueType<SmtpUrl> type() {
        return new ValueType<>("url", false, SmtpUrl::of);
    }

    private static SmtpUrl of(String text) throws UnfitValue {
        URI uri = parsed(TextTypes.text().read(text));
        if (!isServerAlone(uri)) throw ValueType.notOfItsType(FORM);
        boolean isImplicit =
                switch (uri.getScheme().toLowerCase(Locale.ROOT)) {
                    case "smtp" -> false;
                    case "smtps" -> true;
                    default -> throw ValueType.notOfItsType(FORM);
                };
        String host = uri.getHost().startsWith("[")
                ? uri.getHost().substring(1, uri.getHost().length() - 1)
                : uri.getHost();
        OptionalInt port = uri.getPort() < 0 ? OptionalInt.empty() : OptionalInt.of(uri.getPort());
        String login = uri.getRawUserInfo();
        if (login == null) return new SmtpUrl(isImplicit, host, port, Optional.empty(), Optional.empty());
        int colon = login.indexOf(':') < 0 ? login.length() : login.indexOf(':');
        String user = TextTypes.text().read(decoded(login.substring(0, colon)));
        if (user.isEmpty()) throw ValueType.notOfItsType(FORM);
        Optional<Secret> password = colon + 1 < login.length()
                ? Optional.of(TextTypes.secret().read(decoded(login.substring(colon + 1))))
                : Optional.empty();
        return new SmtpUrl(isImplicit, host, port, Optional.of(user), password);
    }

    /** Without the cause: its text repeats the URL. */
    private static URI parsed(String text) throws UnfitValue {
        try {
            return new URI(text);
        } catch (URISyntaxException unfit) {
            throw ValueType.notOfItsType(FORM);
        }
    }

    private static boolean isServerAlone(URI uri) {
        boolean hasServer = uri.getScheme() != null && uri.getHost() != null;
        boolean hasMore = uri.getQuery() != null || uri.getFragment() != null;
        String path = uri.getPath();
        return hasServer && !hasMore && (path == null || path.isEmpty() || path.equals("/")) && isPort(uri.getPort());
    }

    private static boolean isPort(int port) {
        return port == -1 || (port >= 1 && port <= MAX_PORT);
    }

    /** Percent-decoding alone: a plus stays a plus. {@link URI} has checked the form. */
    static String decoded(String raw) throws UnfitValue {
        ByteBuffer octets = ByteBuffer.allocate(3 * raw.length());
        int at = 0;
        while (at < raw.length()) {
            if (raw.charAt(at) == '%') {
                octets.put((byte) Integer.parseInt(raw, at + 1, at + 3, 16));
                at += 3;
            } else {
                int end = raw.indexOf('%', at) < 0 ? raw.length() : raw.indexOf('%', at);
                octets.put(raw.substring(at, end).getBytes(StandardCharsets.UTF_8));
                at = end;
            }
        }
        try {
            return StandardCharsets.UTF_8.newDecoder().decode(octets.flip()).toString();
        } catch (CharacterCodingException unfit) {
            throw ValueType.notOfItsType(FORM);
        }
    }

    /** Never the login. */
    @Override
    public String toString() {
        return "SmtpUrl[" + host + ']';
    }
}

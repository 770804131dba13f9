package org.qdmail.smtpserver;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.Base64;
import java.util.Locale;
import org.qdmail.failure.Texts;

/**
 * One AUTH command (RFC 4954). Any login is accepted; only the name of the user is kept, never what proves it.
 * Mechanisms whose proof the server would have to answer with knowledge of the password are not offered.
 */
final class LoginDialogue {
    static final String OFFER = "AUTH PLAIN LOGIN CRAM-MD5 XOAUTH2 OAUTHBEARER";

    private static final String CHALLENGE = "<1896.697170952@mailbox.qdmail.invalid>"; // the answer proves nothing here
    private static final int MAX_NAME = 200;

    private LoginDialogue() {}

    /** The client's side of the exchange. */
    interface Exchange {
        /** Sends a challenge, takes the next line of the client, which is not written down. */
        String ask(String challenge) throws IOException;
    }

    /** The user who has logged in. */
    static String run(String arguments, Exchange exchange) throws RefusedCommand, IOException {
        String[] words = arguments.split(" +", 2);
        String initial = words.length > 1 ? words[1] : "";
        String user =
                switch (words[0].toUpperCase(Locale.ROOT)) {
                    case "PLAIN" -> nameOfPlain(decoded(initialOr(initial, "", exchange)));
                    case "LOGIN" -> login(initial, exchange);
                    case "CRAM-MD5" -> nameBeforeBlank(decoded(exchange.ask(encoded(CHALLENGE))));
                    case "XOAUTH2", "OAUTHBEARER" -> nameOfToken(decoded(initialOr(initial, "", exchange)));
                    default -> throw new RefusedCommand("504 5.5.4 this mechanism is not offered here");
                };
        return Texts.shown(user, MAX_NAME);
    }

    private static String initialOr(String initial, String challenge, Exchange exchange) throws IOException {
        return initial.isEmpty() ? exchange.ask(challenge) : initial;
    }

    private static String login(String initial, Exchange exchange) throws RefusedCommand, IOException {
        String user = decoded(initialOr(initial, encoded("Username:"), exchange));
        decoded(exchange.ask(encoded("Password:")));
        return user;
    }

    /** {@code authorisation NUL user NUL password} (RFC 4616). */
    private static String nameOfPlain(String message) throws RefusedCommand {
        String[] parts = message.split("\0", -1);
        if (parts.length != 3) throw new RefusedCommand("501 5.5.2 PLAIN needs two NUL characters (RFC 4616)");
        return parts[1];
    }

    private static String nameBeforeBlank(String message) throws RefusedCommand {
        int blank = message.lastIndexOf(' ');
        if (blank <= 0) throw new RefusedCommand("501 5.5.2 CRAM-MD5 needs a name, a blank and a digest (RFC 2195)");
        return message.substring(0, blank);
    }

    /** {@code user=name^A…} of XOAUTH2, {@code n,a=name,^A…} of OAUTHBEARER (RFC 7628). */
    private static String nameOfToken(String message) throws RefusedCommand {
        if (message.startsWith("user=")) return cut(message, "user=".length(), '\1');
        if (message.startsWith("n,a=")) return cut(message, "n,a=".length(), ',');
        if (message.startsWith("n,,")) return "";
        throw new RefusedCommand("501 5.5.2 the token message does not name a user (RFC 7628)");
    }

    private static String cut(String message, int from, char end) {
        int at = message.indexOf(end, from);
        return message.substring(from, at < 0 ? message.length() : at);
    }

    private static String decoded(String line) throws RefusedCommand {
        if (line.equals("*")) throw new RefusedCommand("501 5.7.0 login cancelled");
        if (line.equals("=")) return "";
        try {
            return new String(Base64.getDecoder().decode(line), StandardCharsets.UTF_8);
        } catch (IllegalArgumentException broken) {
            throw new RefusedCommand("501 5.5.2 not base64");
        }
    }

    private static String encoded(String text) {
        return Base64.getEncoder().encodeToString(text.getBytes(StandardCharsets.UTF_8));
    }
}

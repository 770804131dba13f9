package org.qdmail.smtp;

import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Base64;
import java.util.List;
import org.qdmail.failure.Secret;

/** Leaves out the text of a reply that repeats the login, as some servers do with what they refuse. */
final class LoginEcho {
    /** Shorter ones stand in any text. */
    private static final int MIN_PIECE = 4;

    private static final Base64.Encoder BASE64 = Base64.getEncoder().withoutPadding();

    private final List<String> forms = new ArrayList<>();

    /** Knows the secret as it is, and what it looks like inside of longer texts in base64, at each distance. */
    LoginEcho(Secret secret) {
        String text = new String(secret.reveal());
        if (text.length() >= MIN_PIECE) forms.add(text);
        for (int distance = 0; distance < 3; distance++) {
            byte[] shifted = ("x".repeat(distance) + text).getBytes(StandardCharsets.UTF_8);
            int whole = shifted.length * 4 / 3; // the characters behind depend on what follows
            int from = distance == 0 ? 0 : distance + 1;
            if (whole - from >= MIN_PIECE)
                forms.add(BASE64.encodeToString(shifted).substring(from, whole));
        }
    }

    /** Knows a response of ours as well. */
    void said(byte[] response) {
        if (response.length >= MIN_PIECE) forms.add(BASE64.encodeToString(response));
    }

    /** The reply, without its text where that repeats something. */
    SmtpReply hidden(SmtpReply reply) {
        String text = reply.text();
        if (forms.stream().noneMatch(text::contains)) return reply;
        String status = reply.shown().enhancedStatus().map(word -> word + ' ').orElse("");
        return new SmtpReply(reply.code(), List.of(status + "(left out, since it repeats the login)"));
    }
}

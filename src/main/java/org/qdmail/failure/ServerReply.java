package org.qdmail.failure;

import java.util.Optional;

/**
 * A server's complete reply (RFC 5321 section 4.2). Its words are untrusted: controls are removed and the text is cut
 * to {@value #MAX_TEXT} characters.
 *
 * @param code 200 to 599
 * @param enhancedStatus such as {@code 5.1.1} (RFC 3463), if given and of the same class as the code
 * @param text the lines joined by blanks, without codes
 */
public record ServerReply(int code, Optional<String> enhancedStatus, String text) {
    private static final int MAX_TEXT = 512;

    public ServerReply {
        if (code < 200 || code > 599) throw new IllegalArgumentException("reply code " + code);
        text = Texts.shown(text, MAX_TEXT);
    }

    /** 2yz. */
    public boolean isPositive() {
        return code < 300;
    }

    /** 4yz: the same mail may be taken later. */
    public boolean isTransient() {
        return code >= 400 && code < 500;
    }

    /** 5yz: the same mail would be refused again. */
    public boolean isPermanent() {
        return code >= 500;
    }

    @Override
    public String toString() {
        return code + enhancedStatus.map(status -> " " + status).orElse("") + ' ' + text;
    }
}

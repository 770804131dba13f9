package org.qdmail.dkim;

import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.Base64;
import java.util.List;

/** One {@code DKIM-Signature} field (RFC 6376 section 3.5), folded at 76 characters. */
final class SignatureField {
    private static final int LINE = 76;
    private static final String FOLD = "\r\n ";

    private final StringBuilder text = new StringBuilder(1024);
    private int column;

    private SignatureField() {}

    /**
     * The field up to {@code b=}, which is its last tag.
     *
     * @param seconds when it is made, in seconds since 1970
     */
    static SignatureField of(DkimKey key, String domain, long seconds, List<String> names, byte[] bodyHash) {
        SignatureField field = new SignatureField();
        field.piece("DKIM-Signature: v=1; a=" + key.algorithm() + "; c=relaxed/relaxed;");
        field.piece(" d=" + domain + ";");
        field.piece(" s=" + key.selector() + ";");
        field.piece(" t=" + seconds + ";");
        int last = names.size() - 1;
        for (int at = 0; at <= last; at++) {
            field.piece((at == 0 ? " h=" : ":") + names.get(at) + (at == last ? ";" : ""));
        }
        field.piece(" bh=" + Base64.getEncoder().encodeToString(bodyHash) + ";");
        field.piece(" b=");
        return field;
    }

    /** Blanks may stand between all of these pieces, so a line may end there. */
    private void piece(String piece) {
        if (column + piece.length() > LINE) {
            text.append(FOLD);
            column = 1;
            append(piece.stripLeading());
        } else {
            append(piece);
        }
    }

    private void append(String piece) {
        text.append(piece);
        column += piece.length();
    }

    /** What is signed of the field itself: its relaxed form without a signature and without the line end (section 3.7). */
    byte[] relaxed() {
        byte[] octets = (text + "\r\n").getBytes(StandardCharsets.US_ASCII);
        byte[] relaxed = RelaxedFields.field(octets, 0, octets.length).relaxed();
        return Arrays.copyOf(relaxed, relaxed.length - 2);
    }

    /** The whole field with its signature. */
    byte[] signed(byte[] signature) {
        String encoded = Base64.getEncoder().encodeToString(signature);
        StringBuilder whole = new StringBuilder(text);
        int at = 0;
        int space = LINE - column;
        while (at < encoded.length()) {
            int length = Math.min(Math.max(space, 0), encoded.length() - at);
            whole.append(encoded, at, at + length);
            at += length;
            if (at < encoded.length()) whole.append(FOLD);
            space = LINE - 1;
        }
        return whole.append("\r\n").toString().getBytes(StandardCharsets.US_ASCII);
    }
}

package org.qdmail.mtasts;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.Locale;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * What the header of an answer says (RFC 9112).
 *
 * @param status three digits
 * @param isPlainText whether its content is declared to be {@code text/plain}
 * @param length octets of its content; -1 when it does not say
 */
record HttpHeader(int status, boolean isPlainText, long length) {
    private static final Pattern STATUS = Pattern.compile("HTTP/1\\.[0-9] ([0-9]{3})(?: .*)?");
    private static final Pattern PLAIN = Pattern.compile("text/plain[ \t]*(?:;.*)?");

    static HttpHeader of(byte[] octets) throws IOException {
        String[] lines = new String(octets, StandardCharsets.ISO_8859_1).split("\r?\n");
        Matcher status = STATUS.matcher(lines.length == 0 ? "" : lines[0]);
        if (!status.matches()) throw new IOException("no HTTP");
        boolean isPlainText = false;
        long length = -1;
        for (String line : lines) {
            int colon = line.indexOf(':');
            if (colon < 0) continue;
            String value = line.substring(colon + 1).strip().toLowerCase(Locale.ROOT);
            switch (line.substring(0, colon).toLowerCase(Locale.ROOT)) {
                case "content-type" -> isPlainText = PLAIN.matcher(value).matches();
                case "content-length" -> length = length(value);
                case "transfer-encoding" -> throw new IOException("an answer in pieces");
                default -> {}
            }
        }
        return new HttpHeader(Integer.parseInt(status.group(1)), isPlainText, length);
    }

    private static long length(String value) throws IOException {
        if (!value.matches("[0-9]{1,15}")) throw new IOException("a length that is none");
        return Long.parseLong(value);
    }
}

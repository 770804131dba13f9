package org.qdmail.mailbox;

import java.util.Base64;
import java.util.Set;
import org.qdmail.reading.ReadPart;

/**
 * The HTML of a mail as a document for a frame without rights. What the mail wants is not cleaned: the frame is
 * sandboxed, and its policy lets it load nothing, run nothing and send nothing.
 */
final class HtmlFrame {
    /** Types that are pictures and nothing else. */
    static final Set<String> IMAGES = Set.of("image/png", "image/jpeg", "image/gif", "image/webp");

    private static final int MAX_IMAGES = 8 << 20;

    private HtmlFrame() {}

    /**
     * What the frame may do.
     *
     * @param isRemote whether images of other hosts are loaded
     */
    static String policy(boolean isRemote) {
        return "sandbox; default-src 'none'; style-src 'unsafe-inline'; img-src data:"
                + (isRemote ? " http: https:" : "") + "; frame-ancestors 'self'; form-action 'none'; base-uri 'none'";
    }

    static String document(String html, Iterable<ReadPart> parts, boolean isDark) {
        String shown = html;
        int used = 0;
        for (ReadPart part : parts) {
            String cid = part.contentId().orElse("");
            boolean isShown = !cid.isEmpty() && IMAGES.contains(part.mediaType()) && shown.contains("cid:");
            if (!isShown) continue;
            byte[] octets = part.content();
            used += octets.length;
            if (used > MAX_IMAGES) break;
            String data = "data:" + part.mediaType() + ";base64,"
                    + Base64.getEncoder().encodeToString(octets);
            shown = shown.replace("cid:" + cid, data).replace("cid:" + cid.replace("@", "%40"), data);
        }
        String scheme = isDark ? "dark" : "light";
        return "<!doctype html><meta charset=\"utf-8\"><meta name=\"color-scheme\" content=\"" + scheme
                + "\"><style>body{font-family:sans-serif;margin:12px;overflow-wrap:anywhere}</style>" + shown;
    }
}

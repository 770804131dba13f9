package org.qdmail.mime;

import org.jsoup.Jsoup;
import org.jsoup.select.NodeTraversor;

/** Derives the plain text of an HTML mail. */
final class HtmlText {
    private HtmlText() {}

    /**
     * Block elements break lines, cells become blanks, entities are decoded, links keep their address and images their
     * alternative text. Lines are separated by LF and have no blanks at their ends; the text has no empty lines at its
     * ends.
     */
    static String plainTextOf(String html) {
        HtmlReading reading = new HtmlReading();
        NodeTraversor.filter(reading, Jsoup.parse(html).body());
        return reading.text();
    }
}

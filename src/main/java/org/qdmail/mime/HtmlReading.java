package org.qdmail.mime;

import java.util.ArrayDeque;
import java.util.Deque;
import java.util.Locale;
import java.util.Set;
import org.jsoup.nodes.Element;
import org.jsoup.nodes.Node;
import org.jsoup.nodes.TextNode;
import org.jsoup.select.NodeFilter;

/** Walks over an HTML tree and writes its plain text. */
final class HtmlReading implements NodeFilter {
    private static final Set<String> BLOCKS = Set.of(
            "address",
            "article",
            "aside",
            "blockquote",
            "body",
            "caption",
            "center",
            "dd",
            "details",
            "dir",
            "div",
            "dl",
            "dt",
            "fieldset",
            "figcaption",
            "figure",
            "footer",
            "form",
            "h1",
            "h2",
            "h3",
            "h4",
            "h5",
            "h6",
            "header",
            "hr",
            "legend",
            "li",
            "main",
            "menu",
            "nav",
            "ol",
            "option",
            "p",
            "pre",
            "section",
            "summary",
            "table",
            "tbody",
            "tfoot",
            "thead",
            "tr",
            "ul");
    private static final Set<String> UNSEEN = Set.of(
            "audio",
            "canvas",
            "head",
            "iframe",
            "math",
            "noscript",
            "object",
            "script",
            "style",
            "svg",
            "template",
            "title",
            "video");
    private static final Set<String> SHOWN_SCHEMES = Set.of("http", "https", "mailto", "tel", "ftp");
    private static final Set<String> OPAQUE_SCHEMES = Set.of("mailto", "tel");

    private final TextLines lines = new TextLines();
    private final Deque<Integer> linkStarts = new ArrayDeque<>();
    private int preDepth;

    String text() {
        return lines.text();
    }

    @Override
    public FilterResult head(Node node, int depth) {
        if (node instanceof TextNode text) {
            if (preDepth > 0) lines.preformatted(text.getWholeText());
            else lines.words(text.getWholeText());
        } else if (node instanceof Element element) {
            if (UNSEEN.contains(element.normalName())) return FilterResult.SKIP_ENTIRELY;
            open(element);
        }
        return FilterResult.CONTINUE;
    }

    private void open(Element element) {
        String name = element.normalName();
        if (BLOCKS.contains(name)) lines.startLine();
        switch (name) {
            case "br" -> lines.breakLine();
            case "pre" -> preDepth++;
            case "img" -> lines.words(element.attr("alt"));
            case "a" -> linkStarts.push(lines.length());
            case "td", "th" -> lines.blank();
            default -> {}
        }
    }

    @Override
    public FilterResult tail(Node node, int depth) {
        if (!(node instanceof Element element)) return FilterResult.CONTINUE;
        String name = element.normalName();
        if (name.equals("pre")) preDepth--;
        if (name.equals("a")) closeLink(element.attr("href"), linkStarts.pop());
        if (BLOCKS.contains(name)) lines.startLine();
        return FilterResult.CONTINUE;
    }

    private void closeLink(String href, int start) {
        String address = withoutLineBreaks(href);
        int colon = address.indexOf(':');
        if (colon < 0) return;
        String scheme = address.substring(0, colon).toLowerCase(Locale.ROOT);
        if (!SHOWN_SCHEMES.contains(scheme)) return;
        String seen = lines.from(start);
        String target = OPAQUE_SCHEMES.contains(scheme) ? address.substring(colon + 1) : address;
        if (isSame(seen, target)) return;
        if (!seen.isEmpty()) lines.blank();
        lines.word('<' + target + '>');
    }

    /** Whether the text of a link shows its address already, perhaps without scheme and last slash. */
    private static boolean isSame(String seen, String target) {
        String shown = seen.endsWith("/") ? seen.substring(0, seen.length() - 1) : seen;
        String address = target.endsWith("/") ? target.substring(0, target.length() - 1) : target;
        return shown.equals(address) || !shown.isEmpty() && address.endsWith("://" + shown);
    }

    private static String withoutLineBreaks(String href) {
        StringBuilder address = new StringBuilder(href.length());
        for (int at = 0; at < href.length(); at++) {
            char character = href.charAt(at);
            if (character == ' ') address.append("%20");
            else if (character > ' ' && !TextLines.isControl(character)) address.append(character);
        }
        return address.toString();
    }
}

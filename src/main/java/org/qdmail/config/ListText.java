package org.qdmail.config;

import java.util.ArrayList;
import java.util.List;

/**
 * Splits a list at its commas. A comma behind a backslash belongs to its item, and so does every comma in an item that
 * stands between slashes, as regular expressions do. Blanks around items go, empty items as well.
 */
final class ListText {
    private final String text;
    private final List<String> items = new ArrayList<>();
    private int at;

    private ListText(String text) {
        this.text = text;
    }

    static List<String> items(String text) {
        return new ListText(text).split();
    }

    private List<String> split() {
        while (at < text.length()) {
            skipBlanks();
            String item = startsExpression() ? expression() : plain();
            if (!item.isEmpty()) items.add(item);
        }
        return List.copyOf(items);
    }

    private void skipBlanks() {
        while (at < text.length() && Character.isWhitespace(text.charAt(at))) at++;
    }

    private boolean startsExpression() {
        return at < text.length() && text.charAt(at) == '/' && endOfExpression() > 0;
    }

    /** Behind the slash that ends the item; 0 when there is none. */
    private int endOfExpression() {
        for (int slash = text.indexOf('/', at + 1); slash > 0; slash = text.indexOf('/', slash + 1)) {
            String rest = text.substring(slash + 1).stripLeading();
            if (rest.isEmpty() || rest.startsWith(",")) return slash + 1;
        }
        return 0;
    }

    private String expression() {
        int end = endOfExpression();
        String item = text.substring(at, end);
        int comma = text.indexOf(',', end);
        at = comma < 0 ? text.length() : comma + 1;
        return item;
    }

    private String plain() {
        StringBuilder item = new StringBuilder();
        while (at < text.length() && text.charAt(at) != ',') {
            if (text.startsWith("\\,", at)) at++;
            item.append(text.charAt(at++));
        }
        at++;
        return item.toString().strip();
    }
}

package org.qdmail.config;

import java.net.URI;
import java.net.URISyntaxException;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Predicate;
import java.util.regex.Pattern;
import org.qdmail.config.ValueType.UnfitValue;
import org.qdmail.failure.ConfigFaults;
import org.qdmail.failure.Fault;
import org.qdmail.failure.FreeText;
import org.qdmail.failure.Secret;
import org.qdmail.smtp.SmtpSettings;

/** Texts, names and secrets: types whose values no fault quotes. */
final class TextTypes {
    private static final Pattern NAME = Pattern.compile("[a-z0-9-]+");
    private static final Pattern HOST =
            Pattern.compile("[A-Za-z0-9._-]+|\\[[0-9A-Fa-f:.]+]|[0-9A-Fa-f:.]*:[0-9A-Fa-f:.]*");
    private static final Pattern DOMAIN =
            Pattern.compile("[A-Za-z0-9]([A-Za-z0-9-]*[A-Za-z0-9])?(\\.[A-Za-z0-9]([A-Za-z0-9-]*[A-Za-z0-9])?)*");
    private static final Pattern CALLER = Pattern.compile("[A-Za-z0-9.@_+-]+");
    private static final int LONGEST_DOMAIN = 255;
    private static final int LONGEST_NAME = 64; // names stand in keys and in texts

    private TextTypes() {}

    static ValueType<String> text() {
        return hidden("text", TextTypes::ofOneLine);
    }

    static ValueType<Secret> secret() {
        return hidden("text", text -> Secret.of(ofOneLine(text)));
    }

    static ValueType<String> host() {
        return fit(
                "text",
                "a host name in ASCII, its A-labels where it is internationalized, or an address",
                text -> HOST.matcher(text).matches() && text.length() <= LONGEST_DOMAIN);
    }

    static ValueType<String> httpUrl() {
        return fit("URL", "a URL of http or https with a host, without a login", TextTypes::isHttpUrl);
    }

    private static boolean isHttpUrl(String text) {
        try {
            URI url = new URI(text);
            boolean isHttp = "http".equalsIgnoreCase(url.getScheme()) || "https".equalsIgnoreCase(url.getScheme());
            String host = String.valueOf(url.getHost()).replace("[", "").replace("]", "");
            boolean isHost = url.getHost() != null && HOST.matcher(host).matches() && host.length() <= LONGEST_DOMAIN;
            return isHttp && isHost && url.getRawUserInfo() == null && url.getRawFragment() == null;
        } catch (URISyntaxException unfit) {
            return false;
        }
    }

    static ValueType<String> clientName() {
        return fit(
                "text",
                "a domain name in ASCII or an address literal (RFC 5321 section 4.1.1.1)",
                SmtpSettings::isClientName);
    }

    static ValueType<String> domain() {
        return fit(
                "text",
                "a domain name in ASCII, its A-labels where it is internationalized",
                text -> DOMAIN.matcher(text).matches() && text.length() <= LONGEST_DOMAIN);
    }

    /** Names of mailers or identities. */
    static ValueType<List<String>> names(String what) {
        return hidden("list", text -> {
            List<String> names = ListText.items(ofOneLine(text));
            for (String name : names) requireName(name, what);
            return names;
        });
    }

    static ValueType<String> name(String what) {
        return hidden("text", text -> {
            requireName(ofOneLine(text), what);
            return text;
        });
    }

    static boolean isName(String text) {
        return text.length() <= LONGEST_NAME && NAME.matcher(text).matches();
    }

    /** Whether it can be the name of a caller's principal in a key. */
    static boolean isCaller(String text) {
        return text.length() <= LONGEST_NAME && CALLER.matcher(text).matches();
    }

    /** What is wrong with a name that is none. */
    static Fault unfitName(String name, String place, String what) {
        return name.length() > LONGEST_NAME
                ? ConfigFaults.nameTooLong(place, what, LONGEST_NAME)
                : ConfigFaults.nameNotAllowed(place, what);
    }

    private static void requireName(String name, String what) throws UnfitValue {
        if (!isName(name)) throw new UnfitValue((place, preset) -> unfitName(name, place, what));
    }

    private static ValueType<String> fit(String title, String allowed, Predicate<String> check) {
        return hidden(title, text -> {
            if (check.test(ofOneLine(text))) return text;
            throw new UnfitValue((place, preset) -> ConfigFaults.unfitForTheWire(place, allowed));
        });
    }

    private static String ofOneLine(String text) throws UnfitValue {
        int control = FreeText.firstControl(text);
        int bad = control >= 0 ? control : FreeText.firstLoneSurrogate(text);
        if (bad >= 0) throw new UnfitValue((place, preset) -> ConfigFaults.controlCharacter(place, bad));
        return text;
    }

    private static <T> ValueType<T> hidden(String title, ValueType.Form<T> form) {
        return new ValueType<>(title, false, form);
    }

    /**
     * Splits a list at its commas. A comma behind a backslash belongs to its item, and so does every comma in an item that
     * stands between slashes, as regular expressions do. Blanks around items go, empty items as well.
     */
    static final class ListText {
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
}

package org.qdmail.smtpserver;

import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.Map;

/** Checks the parameters of MAIL and RCPT against the extensions that the server offers. */
final class EnvelopeParameters {
    private static final int MAX_ENVID_CHARACTERS = 100;
    private static final int MAX_ORCPT_CHARACTERS = 500;
    private static final List<String> NOTIFY_WORDS = List.of("SUCCESS", "FAILURE", "DELAY");

    private EnvelopeParameters() {}

    static void checkMail(EnvelopeCommand mail, long maxOctets) throws RefusedCommand {
        for (Map.Entry<String, String> parameter : mail.parameters().entrySet()) {
            String value = parameter.getValue();
            switch (parameter.getKey()) {
                case "SIZE" -> checkSize(value, maxOctets);
                case "BODY" -> requireWord("BODY", value, "7BIT", "8BITMIME");
                case "RET" -> requireWord("RET", value, "FULL", "HDRS");
                case "ENVID" -> checkXtext("ENVID", value, MAX_ENVID_CHARACTERS);
                case "AUTH" -> checkXtext("AUTH", value, MAX_ORCPT_CHARACTERS);
                case "SMTPUTF8" -> requireNoValue("SMTPUTF8", value);
                default -> throw unknown(parameter.getKey());
            }
        }
        checkAscii(mail, mail.has("SMTPUTF8"));
    }

    static void checkRecipient(EnvelopeCommand recipient, boolean smtpUtf8) throws RefusedCommand {
        if (recipient.address().isEmpty()) throw new RefusedCommand("501 5.1.3 a recipient needs an address");
        for (Map.Entry<String, String> parameter : recipient.parameters().entrySet()) {
            switch (parameter.getKey()) {
                case "NOTIFY" -> checkNotify(parameter.getValue());
                case "ORCPT" -> checkOriginalRecipient(parameter.getValue(), smtpUtf8);
                default -> throw unknown(parameter.getKey());
            }
        }
        checkAscii(recipient, smtpUtf8);
    }

    private static RefusedCommand unknown(String name) {
        return new RefusedCommand("555 5.5.4 parameter " + name + " is not offered here");
    }

    private static void checkAscii(EnvelopeCommand command, boolean smtpUtf8) throws RefusedCommand {
        if (smtpUtf8 || command.address().chars().allMatch(character -> character < 0x80)) return;
        throw new RefusedCommand("553 5.6.7 the address is not ASCII, and SMTPUTF8 was not asked for (RFC 6531)");
    }

    private static void checkSize(String value, long maxOctets) throws RefusedCommand {
        boolean isNumber = !value.isEmpty()
                && value.length() <= 18
                && value.chars().allMatch(character -> character >= '0' && character <= '9');
        if (!isNumber) throw new RefusedCommand("501 5.5.4 SIZE needs a number");
        if (Long.parseLong(value) > maxOctets) {
            throw new RefusedCommand("552 5.3.4 at most " + maxOctets + " octets are taken (qdmail.mailbox.max-size)");
        }
    }

    private static void requireWord(String name, String value, String... allowed) throws RefusedCommand {
        if (Arrays.asList(allowed).contains(value.toUpperCase(Locale.ROOT))) return;
        throw new RefusedCommand("501 5.5.4 " + name + " may be " + String.join(" or ", allowed));
    }

    private static void requireNoValue(String name, String value) throws RefusedCommand {
        if (!value.isEmpty()) throw new RefusedCommand("501 5.5.4 " + name + " has no value");
    }

    private static void checkNotify(String value) throws RefusedCommand {
        List<String> words = Arrays.asList(value.toUpperCase(Locale.ROOT).split(",", -1));
        boolean isNever = words.equals(List.of("NEVER"));
        boolean areEvents =
                NOTIFY_WORDS.containsAll(words) && words.stream().distinct().count() == words.size();
        if (isNever || areEvents) return;
        throw new RefusedCommand(
                "501 5.5.4 NOTIFY may be NEVER, or SUCCESS, FAILURE and DELAY with commas (RFC 3461 section 4.1)");
    }

    private static void checkOriginalRecipient(String value, boolean smtpUtf8) throws RefusedCommand {
        int semicolon = value.indexOf(';');
        if (semicolon <= 0) throw new RefusedCommand("501 5.5.4 ORCPT has to be a type, a semicolon and an address");
        String type = value.substring(0, semicolon);
        if (type.equalsIgnoreCase("utf-8")) { // RFC 6533 section 3 has an encoding of its own for it
            requireLength("ORCPT", value, MAX_ORCPT_CHARACTERS);
            if (!smtpUtf8 && !isAscii(value)) throw new RefusedCommand("501 5.5.4 ORCPT is not ASCII");
            return;
        }
        checkXtext("ORCPT", value.substring(semicolon + 1), MAX_ORCPT_CHARACTERS - semicolon - 1);
    }

    private static boolean isAscii(String text) {
        return text.chars().allMatch(character -> character < 0x80);
    }

    private static void requireLength(String name, String value, int max) throws RefusedCommand {
        if (value.length() <= max) return;
        throw new RefusedCommand("501 5.5.4 " + name + " is longer than RFC 3461 section 5.4 allows");
    }

    /** RFC 3461 section 4: printable ASCII without blank, + and =, or + with two hexadecimal digits in upper case. */
    private static void checkXtext(String name, String value, int max) throws RefusedCommand {
        requireLength(name, value, max);
        for (int at = 0; at < value.length(); at++) {
            char character = value.charAt(at);
            boolean isPlain = character > ' ' && character <= '~' && character != '+' && character != '=';
            boolean isEncoded = character == '+' && isHex(value, at + 1) && isHex(value, at + 2);
            if (!isPlain && !isEncoded) {
                throw new RefusedCommand("501 5.5.4 " + name + " is not xtext (RFC 3461 section 4)");
            }
        }
    }

    private static boolean isHex(String value, int at) {
        return at < value.length() && "0123456789ABCDEF".indexOf(value.charAt(at)) >= 0;
    }
}

package org.qdmail.address;

import java.util.Locale;

/** Tells by its text, without a look-up, whether a host, with or without port, means this machine. */
public final class LoopbackHost {
    private LoopbackHost() {}

    /** Whether the authority of an address, or a Host field, means this machine. */
    public static boolean isLoopback(String authority) {
        String host = withoutPort(authority.strip().toLowerCase(Locale.ROOT));
        return host.equals("localhost") || host.endsWith(".localhost") || host.equals("[::1]") || isLoopbackV4(host);
    }

    private static String withoutPort(String host) {
        int colon = host.lastIndexOf(':');
        return colon > host.lastIndexOf(']') ? host.substring(0, colon) : host;
    }

    private static boolean isLoopbackV4(String host) {
        String[] numbers = host.split("\\.", -1);
        if (numbers.length != 4 || !numbers[0].equals("127")) return false;
        for (String number : numbers) {
            boolean isNumber = !number.isEmpty()
                    && number.length() <= 3
                    && number.chars().allMatch(digit -> digit >= '0' && digit <= '9');
            if (!isNumber || Integer.parseInt(number) > 255) return false;
        }
        return true;
    }
}

package org.qdmail.mtasts;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.regex.Pattern;

/**
 * A policy (RFC 8461 section 3.2).
 *
 * @param mode what is done with servers that do not conform
 * @param servers names, or patterns that begin with {@code *.}, in lower case
 * @param lifetime how long it counts
 */
record StsPolicy(Mode mode, List<String> servers, Duration lifetime) {
    private static final long MAX_SECONDS = 31_557_600;
    private static final Pattern SERVER =
            Pattern.compile("(?:\\*\\.)?[a-z0-9](?:[a-z0-9-]*[a-z0-9])?(?:\\.[a-z0-9](?:[a-z0-9-]*[a-z0-9])?)*");

    /** What is done with servers that do not conform. */
    enum Mode {
        ENFORCE,
        TESTING,
        NONE
    }

    StsPolicy {
        servers = List.copyOf(servers);
    }

    /**
     * Reads the lines of a policy; unknown ones say nothing, of repeated ones the first counts.
     *
     * @throws IOException when it is none; the message says why, without a word of it
     */
    static StsPolicy of(byte[] octets) throws IOException {
        Map<String, String> fields = new HashMap<>();
        List<String> servers = new ArrayList<>();
        for (String line : new String(octets, StandardCharsets.UTF_8).split("\r?\n", -1)) {
            int colon = line.indexOf(':');
            if (colon < 0) {
                if (line.isBlank()) continue;
                throw new IOException("a line without colon");
            }
            String key = line.substring(0, colon).strip();
            String value = line.substring(colon + 1).strip();
            if (key.equals("mx")) servers.add(server(value));
            else fields.putIfAbsent(key, value);
        }
        if (!"STSv1".equals(fields.get("version"))) throw new IOException("not of version STSv1");
        Mode mode = mode(fields.getOrDefault("mode", ""));
        if (servers.isEmpty() && mode != Mode.NONE) throw new IOException("it names no server");
        return new StsPolicy(mode, servers, lifetime(fields.getOrDefault("max_age", "")));
    }

    private static String server(String value) throws IOException {
        String lower = value.toLowerCase(Locale.ROOT);
        if (!SERVER.matcher(lower).matches()) throw new IOException("a server that is no name");
        return lower;
    }

    private static Mode mode(String value) throws IOException {
        return switch (value) {
            case "enforce" -> Mode.ENFORCE;
            case "testing" -> Mode.TESTING;
            case "none" -> Mode.NONE;
            default -> throw new IOException("no mode that we know");
        };
    }

    private static Duration lifetime(String value) throws IOException {
        if (!value.matches("[0-9]{1,10}")) throw new IOException("no max_age");
        return Duration.ofSeconds(Math.min(Long.parseLong(value), MAX_SECONDS));
    }

    /** Whether it names this server; {@code *} stands for one label (section 4.1). */
    boolean names(String host) {
        int dot = host.indexOf('.');
        String parent = dot < 0 ? "" : "*" + host.substring(dot);
        return servers.contains(host) || servers.contains(parent);
    }
}

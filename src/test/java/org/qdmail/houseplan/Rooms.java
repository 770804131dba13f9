package org.qdmail.houseplan;

import com.tngtech.archunit.core.domain.JavaClass;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/** The table of rooms: which package may know which. The root package is the door. */
final class Rooms {

    static final String DOOR = "the door";
    private static final String FAILURE = "failure";

    private final String root;
    private final Map<String, Set<String>> knows = new LinkedHashMap<>();
    private final Map<String, Set<String>> table = new LinkedHashMap<>();

    private Rooms(String root) {
        this.root = root;
    }

    /** The table, for packages below {@code root}. Lowest room first. */
    static Rooms under(String root) {
        Rooms rooms = new Rooms(root);
        rooms.room(FAILURE);
        rooms.room("octets");
        rooms.room("address");
        rooms.room("envelope", "address");
        rooms.room("message", "address", "envelope");
        rooms.room("mime", "message", "octets");
        rooms.room("reading");
        rooms.room("keys", "address");
        rooms.room("wire");
        rooms.room("signing", "mime", "octets", "reading", "keys", "wire");
        rooms.room("encryption", "keys", "mime", "address");
        rooms.room("dkim", "address", "octets", "keys");
        rooms.room("smtp", "envelope", "octets", "wire");
        rooms.room("oauth", "smtp", "wire");
        rooms.room("pop", "smtp", "wire");
        rooms.room("smtpserver");
        rooms.room("reports", "address");
        rooms.room("dns", "wire");
        rooms.room("mtasts", "dns", "wire");
        rooms.room("route", "smtp", "pop", "dns", "mtasts", "envelope", "octets");
        rooms.room("receipt", "reading", "mime", "envelope", "message");
        rooms.room("outbox", "route", "envelope", "octets");
        rooms.room(DOOR, "message", "envelope");
        rooms.room(
                "settings",
                "octets",
                "message",
                "mime",
                "signing",
                "encryption",
                "dkim",
                "smtp",
                "oauth",
                "pop",
                "dns",
                "route",
                "receipt",
                "outbox");
        rooms.room("config", "settings");
        rooms.room("pipeline", DOOR, "config");
        rooms.room("cdi", "pipeline", DOOR, "receipt", "config");
        rooms.room("health", DOOR, "pipeline", "config");
        rooms.room("telemetry", DOOR, "pipeline", "config");
        rooms.room("rest", DOOR, "message", "config", "health");
        rooms.room(
                "mailbox",
                DOOR,
                "pipeline",
                "route",
                "mime",
                "signing",
                "reading",
                "smtpserver",
                "reports",
                "receipt",
                "config",
                "health");
        rooms.room("demo", DOOR, "message", "signing");
        return rooms;
    }

    /** The room that a class stands in; empty outside of the house, the package itself when it is no room. */
    Optional<String> of(JavaClass type) {
        String name = type.getPackageName();
        if (name.equals(root)) {
            return Optional.of(DOOR);
        }
        return name.startsWith(root + ".") ? Optional.of(name.substring(root.length() + 1)) : Optional.empty();
    }

    boolean isRoom(String room) {
        return knows.containsKey(room);
    }

    /** Whether {@code room} may name {@code other}: through the rooms that it knows, over any number of steps. */
    boolean mayKnow(String room, String other) {
        return room.equals(other) || knows.getOrDefault(room, Set.of()).contains(other);
    }

    /** The rows as they are written: each room with the rooms named beside it. */
    Map<String, Set<String>> table() {
        return table;
    }

    String packageOf(String room) {
        return room.equals(DOOR) ? root : root + "." + room;
    }

    private void room(String name, String... known) {
        Set<String> all = new LinkedHashSet<>();
        if (!name.equals(FAILURE)) {
            all.add(FAILURE);
        }
        for (String other : known) {
            if (!knows.containsKey(other)) {
                throw new IllegalArgumentException(name + " knows " + other + ", which stands below it in the table");
            }
            all.add(other);
            all.addAll(knows.get(other));
        }
        knows.put(name, all);
        table.put(name, Set.of(known));
    }
}

package org.qdmail.config;

import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import org.qdmail.config.Key.Owner;
import org.qdmail.config.KeyReader.Entry;
import org.qdmail.failure.ConfigFaults;
import org.qdmail.failure.InvalidMessage;
import org.qdmail.message.HeaderField;
import org.qdmail.message.MailMessage;

/** Reads the header fields that keys of a family name. */
final class HeaderReading {
    private final KeyReader reader;
    private final Set<String> names;
    private final Owner owner;

    HeaderReading(KeyReader reader, Set<String> names, Owner owner) {
        this.reader = reader;
        this.names = names;
        this.owner = owner;
    }

    /** The fields in the order of their names. */
    List<HeaderField> read(Key<String> family) {
        Set<String> members = new TreeSet<>(membersOf(owner.nameOf(family)));
        members.addAll(membersOf(Owner.UNNAMED.nameOf(family)));
        List<HeaderField> fields = new ArrayList<>();
        Map<String, String> seen = new TreeMap<>();
        for (String member : members) {
            Entry<String> entry = reader.read(family, member, owner);
            String other = entry.isGiven() ? seen.putIfAbsent(member.toLowerCase(Locale.ROOT), entry.name()) : null;
            if (other != null) reader.record(ConfigFaults.excludes(entry.place(), other));
            else
                entry.value()
                        .flatMap(value -> field(member, value, entry.place()))
                        .ifPresent(fields::add);
        }
        return fields;
    }

    private List<String> membersOf(String stem) {
        return names.stream()
                .filter(name -> name.length() > stem.length() && name.startsWith(stem))
                .map(name -> name.substring(stem.length()))
                .toList();
    }

    /** A field that a message of the application might have as well. */
    private Optional<HeaderField> field(String name, String value, String place) {
        try {
            HeaderField field = new HeaderField(name, value);
            MailMessage.builder()
                    .to("a@example.com")
                    .subject("")
                    .text("")
                    .header(name, value)
                    .build();
            return Optional.of(field);
        } catch (InvalidMessage unfit) {
            reader.record(ConfigFaults.unfitForTheWire(place, unfit.faults().get(0)));
            return Optional.empty();
        }
    }
}

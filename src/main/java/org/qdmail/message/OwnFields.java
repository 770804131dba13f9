package org.qdmail.message;

import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Supplier;
import org.qdmail.failure.Fault;
import org.qdmail.failure.InvalidMessage;
import org.qdmail.failure.MessageFaults;

/** The header fields of the application's own, each name once. One of an edited message may be replaced. */
final class OwnFields {
    private final Findings findings;
    private Map<String, HeaderField> inherited = Map.of();
    private Map<String, HeaderField> fields = Map.of();
    private int given;

    OwnFields(Findings findings) {
        this.findings = findings;
    }

    void inherit(List<HeaderField> headers) {
        inherited = new LinkedHashMap<>();
        for (HeaderField field : headers) inherited.put(field.key(), field);
        given = headers.size();
    }

    void add(Supplier<HeaderField> reading) {
        String place = "header[" + given + ']';
        given++;
        findings.made(place, () -> allowed(reading.get())).ifPresent(this::put);
    }

    private HeaderField allowed(HeaderField field) {
        Optional<Fault> reserved = ReservedFields.fault(field);
        if (reserved.isPresent()) throw InvalidMessage.of(reserved.get());
        if (fields.containsKey(field.key())) throw InvalidMessage.of(MessageFaults.headerGivenTwice());
        return field;
    }

    private void put(HeaderField field) {
        if (inherited.containsKey(field.key())) inherited.remove(field.key());
        if (fields.isEmpty()) fields = new LinkedHashMap<>();
        fields.put(field.key(), field);
    }

    List<HeaderField> list() {
        if (inherited.isEmpty() && fields.isEmpty()) return List.of();
        Map<String, HeaderField> all = new LinkedHashMap<>(inherited);
        all.putAll(fields);
        return List.copyOf(all.values());
    }
}

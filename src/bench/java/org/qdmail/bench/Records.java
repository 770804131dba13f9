package org.qdmail.bench;

import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.JsonGenerator;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;

/** The figures for programs: one record for each of our senders beside each of the others, in the same trial. */
final class Records {
    private Records() {}

    static void write(List<Measurement> all, List<Micro> micros, Path file) throws IOException {
        Files.createDirectories(file.toAbsolutePath().getParent());
        try (JsonGenerator json =
                new JsonFactory().createGenerator(Files.newBufferedWriter(file)).useDefaultPrettyPrinter()) {
            json.writeStartObject();
            json.writeStringField("java", Runtime.version().toString());
            json.writeNumberField("cores", Runtime.getRuntime().availableProcessors());
            json.writeArrayFieldStart("measurements");
            for (Measurement ours : all) {
                for (Measurement peer : all) {
                    if (ours.isOurs() && !peer.isOurs() && ours.id().equals(peer.id())) write(ours, peer, json);
                }
                if (ours.id().equals(LongRun.ID)) writeTenths(ours, json);
            }
            for (Micro micro : micros) {
                json.writeStartObject();
                json.writeStringField("id", Micro.ID + ' ' + micro.name());
                json.writeNumberField("micros", micro.micros());
                json.writeNumberField("octets", micro.octets());
                json.writeEndObject();
            }
            json.writeEndArray();
            json.writeEndObject();
        }
    }

    private static void writeTenths(Measurement run, JsonGenerator json) throws IOException {
        json.writeStartObject();
        json.writeStringField("id", run.id());
        json.writeArrayFieldStart("tenthsPerSecond");
        for (Sample tenth : run.samples()) json.writeNumber(tenth.perSecond());
        json.writeEndArray();
        write("ours", run, json);
        json.writeEndObject();
    }

    private static void write(Measurement ours, Measurement peer, JsonGenerator json) throws IOException {
        json.writeStartObject();
        json.writeStringField("id", ours.id());
        json.writeNumberField("ratio", ours.ratio(peer, Sample::perSecond));
        json.writeNumberField("cpuRatio", ours.ratio(peer, Sample::cpuMicros));
        write("ours", ours, json);
        write("peer", peer, json);
        json.writeEndObject();
    }

    private static void write(String name, Measurement one, JsonGenerator json) throws IOException {
        json.writeObjectFieldStart(name);
        json.writeStringField("sender", one.sender());
        json.writeNumberField("perSecond", one.median(Sample::perSecond));
        json.writeNumberField("cpuMicros", one.median(Sample::cpuMicros));
        known("octetsPerMail", one.median(Sample::octetsPerMail), json);
        known("roundTripsPerMail", one.median(Sample::roundTripsPerMail), json);
        json.writeEndObject();
    }

    private static void known(String name, double figure, JsonGenerator json) throws IOException {
        if (!Double.isNaN(figure)) json.writeNumberField(name, figure);
    }
}

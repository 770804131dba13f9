package org.qdmail.smtp;

import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.EnumMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.function.Predicate;
import java.util.regex.Pattern;
import java.util.stream.Stream;

/** The table of faults, {@code faults.txt}: its rows and what is left out of their product with the circumstances. */
public final class FaultTable {
    private static final int COLUMNS = 10;

    private final List<FaultRow> rows = new ArrayList<>();
    private final List<Exclusion> exclusions = new ArrayList<>();

    /** Cells that are not played, with the reason. */
    record Exclusion(Pattern row, List<String> dimensions, String reason) {
        boolean covers(FaultCell cell) {
            return row.matcher(cell.row().name()).matches()
                    && List.of(String.join(" ", cell.dimensions()).split(" ")).containsAll(dimensions);
        }
    }

    public static FaultTable load() {
        FaultTable table = new FaultTable();
        try (InputStream in = FaultTable.class.getResourceAsStream("faults.txt")) {
            if (in == null) throw new AssertionError("faults.txt is missing");
            new String(in.readAllBytes(), StandardCharsets.UTF_8)
                    .lines()
                    .filter(line -> !line.isBlank() && !line.startsWith("#"))
                    .forEach(table::add);
        } catch (IOException unreadable) {
            throw new AssertionError(unreadable);
        }
        return table;
    }

    private void add(String line) {
        String[] words = line.strip().split(" {2,}", -1);
        if (words[0].equals("without")) {
            if (words.length != 4) throw new AssertionError("row pattern, circumstance, reason expected: " + line);
            Pattern row = Pattern.compile(words[1].replace("*", ".*"));
            for (String each : words[2].split(" ", -1)) {
                exclusions.add(new Exclusion(row, List.of(each.split("[+]", -1)), words[3]));
            }
            return;
        }
        if (words.length != COLUMNS) throw new AssertionError(words.length + " columns: " + line);
        rows.add(new FaultRow(
                words[0],
                words[1],
                words[2],
                words[3],
                expected(words[4], words[5], words[6]),
                words[7].equals("yes"),
                FaultRow.End.valueOf(words[8].toUpperCase(Locale.ROOT)),
                Set.of(words[9].split(" ", -1))));
    }

    private static Map<Pipelining, List<String>> expected(String off, String envelope, String bdat) {
        Map<Pipelining, List<String>> all = new EnumMap<>(Pipelining.class);
        String second = envelope.equals("=") ? off : envelope;
        String third = bdat.equals("=") ? second : bdat;
        if (!off.equals("-")) all.put(Pipelining.OFF, List.of(off.split(", ", -1)));
        if (!second.equals("-")) all.put(Pipelining.ENVELOPE, List.of(second.split(", ", -1)));
        if (!third.equals("-")) {
            all.put(Pipelining.BDAT, List.of(third.split(", ", -1)));
            all.put(Pipelining.WINDOW, List.of(third.split(", ", -1)));
        }
        return all;
    }

    public List<FaultRow> rows() {
        return rows;
    }

    List<Exclusion> exclusions() {
        return exclusions;
    }

    /** Each row under each circumstance. */
    Stream<FaultCell> product() {
        return rows.stream()
                .flatMap(row -> Stream.of(TlsMode.NONE, TlsMode.STARTTLS_REQUIRED, TlsMode.IMPLICIT)
                        .flatMap(tls -> Stream.of(Pipelining.values())
                                .flatMap(pipelining -> Stream.of(false, true).flatMap(kept -> Stream.of(1, 3)
                                        .map(count -> new FaultCell(row, tls, pipelining, kept, count))))))
                .filter(cell -> cell.pipelining() != Pipelining.WINDOW || cell.tls() == TlsMode.NONE);
    }

    /** Each row for each number of recipients once, under the circumstance nearest to the usual one that these permit. */
    public List<FaultCell> usual(Predicate<FaultCell> permitted) {
        Map<String, FaultCell> first = new LinkedHashMap<>();
        product()
                .filter(cell -> !isExcluded(cell) && permitted.test(cell))
                .sorted(Comparator.comparing(cell -> cell.pipelining() != Pipelining.ENVELOPE))
                .forEach(cell -> first.putIfAbsent(cell.row().name() + ' ' + cell.recipients(), cell));
        return List.copyOf(first.values());
    }

    boolean isExcluded(FaultCell cell) {
        return exclusions.stream().anyMatch(exclusion -> exclusion.covers(cell));
    }
}

package org.qdmail.smtp;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.MethodOrderer;
import org.junit.jupiter.api.Order;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestMethodOrder;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.qdmail.smtp.peer.Leftovers;

/** Plays the table of faults, {@code faults.txt}, under all circumstances. */
@TestMethodOrder(MethodOrderer.OrderAnnotation.class)
class FaultTableTest {
    private static final FaultTable TABLE = FaultTable.load();
    private static final Set<String> PLAYED = new TreeSet<>();
    private static final Leftovers LEFTOVERS = new Leftovers();

    static Stream<FaultCell> cells() {
        return TABLE.product().filter(cell -> !TABLE.isExcluded(cell));
    }

    @BeforeAll
    static void countLeftovers() throws Exception {
        new FaultPlay(TABLE.product().findFirst().orElseThrow()).play(); // classes are loaded, certificates made
        LEFTOVERS.count();
    }

    @ParameterizedTest(name = "{0}")
    @MethodSource("cells")
    @Order(1)
    void fault(FaultCell cell) throws Exception {
        PLAYED.add(cell.toString());
        new FaultPlay(cell).play();
    }

    @Test
    @Order(2)
    void everyCellOfTheProductWasPlayedUnlessTheTableSaysWhyNot() {
        Set<String> due = TABLE.product()
                .filter(cell -> !TABLE.isExcluded(cell))
                .map(FaultCell::toString)
                .collect(Collectors.toSet());

        assertThat(PLAYED).containsExactlyInAnyOrderElementsOf(due);
    }

    @Test
    void everyRowIsPlayedSomewhere() {
        assertThat(TABLE.rows()).allSatisfy(row -> assertThat(TABLE.product())
                .anyMatch(cell -> cell.row().equals(row) && !TABLE.isExcluded(cell)));
    }

    @Test
    void everyExclusionExcludesSomethingAndSaysWhy() {
        assertThat(TABLE.exclusions()).allSatisfy(exclusion -> {
            assertThat(exclusion.reason()).isNotBlank();
            assertThat(TABLE.product()).anyMatch(exclusion::covers);
        });
    }

    @Test
    void theListOfRulesNamesThisTestForTheRowsThatItHas() throws IOException {
        String mark = ",org.qdmail.smtp.FaultTableTest#fault";
        Set<String> named = Files.readAllLines(Path.of("src/test/resources/rules.csv")).stream()
                .filter(line -> line.endsWith(mark))
                .map(line -> line.substring("FAULT-".length(), line.length() - mark.length()))
                .collect(Collectors.toSet());

        assertThat(TABLE.rows().stream().map(FaultRow::id).collect(Collectors.toSet()))
                .isEqualTo(named);
    }

    @AfterAll
    static void nothingIsLeftBehind() throws InterruptedException {
        LEFTOVERS.requireNone();
    }
}

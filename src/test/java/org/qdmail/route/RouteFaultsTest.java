package org.qdmail.route;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.params.provider.Arguments.arguments;

import java.nio.file.Path;
import java.util.List;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.MethodSource;
import org.qdmail.smtp.FaultCell;
import org.qdmail.smtp.FaultTable;
import org.qdmail.smtp.peer.Leftovers;

/** The table of faults of one server, played on the routes that decide about what comes next. */
class RouteFaultsTest {
    private static final FaultTable TABLE = FaultTable.load();
    private static final Leftovers LEFTOVERS = new Leftovers();

    @TempDir
    Path folder;

    private static List<FaultCell> cells(FaultyRoute route) {
        return TABLE.usual(route::permits);
    }

    static Stream<Arguments> faults() {
        return Stream.of(FaultyRoute.values())
                .flatMap(route -> cells(route).stream().map(cell -> arguments(route, cell)));
    }

    @BeforeAll
    static void countLeftovers(@TempDir Path once) throws Exception {
        for (FaultyRoute route : FaultyRoute.values()) {
            new RouteFaultPlay(route, cells(route).get(0)).play(once); // classes are loaded
        }
        LEFTOVERS.count();
    }

    @ParameterizedTest(name = "{0} {1}")
    @MethodSource("faults")
    void fault(FaultyRoute route, FaultCell cell) throws Exception {
        new RouteFaultPlay(route, cell).play(folder);
    }

    /** A row that a route cannot have is left out on purpose. */
    @ParameterizedTest
    @CsvSource({
        "FAILOVER, ''",
        "DIRECT, L1 L2 L3 E1-implicit E1-login S4-login",
        "DIRECT_THEN_RELAY, L1 L2 L3 E1-implicit E1-login S4-login",
        "POP_BEFORE_SMTP, ''",
        "SENDMAIL, L1 L2 L3 E1-implicit E1-login E1-starttls S1 S2 S3 S4 T1 T2",
    })
    void everyOtherRowIsPlayed(FaultyRoute route, String leftOut) {
        List<String> without = List.of(leftOut.split(" ", -1));
        Set<String> played =
                cells(route).stream().map(cell -> cell.row().name()).collect(Collectors.toSet());

        assertThat(TABLE.rows()).allSatisfy(row -> assertThat(played.contains(row.name()))
                .as(row.name())
                .isNotEqualTo(without.contains(row.name()) || without.contains(row.id())));
    }

    @AfterAll
    static void nothingIsLeftBehind() throws InterruptedException {
        LEFTOVERS.requireNone();
    }
}

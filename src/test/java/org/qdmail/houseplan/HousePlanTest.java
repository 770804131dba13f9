package org.qdmail.houseplan;

import static org.assertj.core.api.Assertions.assertThat;

import com.tngtech.archunit.core.domain.JavaClasses;
import com.tngtech.archunit.core.importer.ClassFileImporter;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.MethodSource;

/** Holds the code to docs/architecture.md, and each rule to its own bad example. */
class HousePlanTest {

    private static final String ROOT = "org.qdmail";
    private static final String BAD_ROOT = "org.qdmail.houseplan.bad";
    private static final Path SOURCES = Path.of("src/main/java");

    private static final JavaClasses CODE = new ClassFileImporter().importPath(Path.of("target/classes"));
    private static final JavaClasses BAD_CODE =
            new ClassFileImporter().importPath(Path.of("target/test-classes/org/qdmail/houseplan/bad"));

    static List<HouseRule> rules() {
        return under(ROOT);
    }

    static List<HouseRule> rulesForBadCode() {
        return under(BAD_ROOT);
    }

    private static List<HouseRule> under(String root) {
        return Stream.of(RoomRules.under(root), LibraryRules.under(root), CallRules.under(root), NameRules.under(root))
                .flatMap(List::stream)
                .toList();
    }

    @ParameterizedTest
    @MethodSource("rules")
    void codeKeepsTheRule(HouseRule rule) {
        rule.rule().check(CODE);
    }

    @ParameterizedTest
    @MethodSource("rulesForBadCode")
    void ruleIsBrokenByItsBadExample(HouseRule rule) {
        assertThat(rule.rule().evaluate(BAD_CODE).getFailureReport().getDetails())
                .anyMatch(detail -> detail.contains("." + rule.brokenBy()));
    }

    @ParameterizedTest
    @EnumSource
    void sourcesKeepTheRule(SourceRules rule) {
        assertThat(rule.brokenBelow(SOURCES)).isEmpty();
    }

    @ParameterizedTest
    @EnumSource
    void sourceRuleIsBrokenByItsBadExample(SourceRules rule, @TempDir Path folder) throws IOException {
        Files.writeString(folder.resolve("Bad.java"), badExample(rule));

        assertThat(rule.brokenBelow(folder)).hasSize(1);
    }

    private static String badExample(SourceRules rule) {
        return switch (rule) {
            case NO_MONITOR -> "class Bad {\n    void lock() {\n        synchronized (this) {\n        }\n    }\n}\n";
            case NOTHING_LEFT_TO_DO -> "class Bad {\n    // TO" + "DO: later\n}\n";
            case ONE_DUTY -> "class Bad {\n" + "    int line;\n".repeat(400) + "}\n";
            case PUBLIC_TYPES_EXPLAINED ->
                "package bad;\n\npublic final class Bad {\n    /** Too late. */\n    int a;\n}\n";
        };
    }

    @Test
    void roomHasAtMostFortyFiles() {
        assertThat(SourceRules.crowdedBelow(SOURCES)).isEmpty();
    }

    @Test
    void documentShowsTheTable() throws IOException {
        assertThat(tableOf(Path.of("docs/architecture.md")))
                .containsExactlyEntriesOf(Rooms.under(ROOT).table());
    }

    /** Rows of the form {@code | `room` | duty | known, known |}. */
    private static Map<String, Set<String>> tableOf(Path document) throws IOException {
        Map<String, Set<String>> table = new LinkedHashMap<>();
        Pattern row = Pattern.compile("\\| `?([a-z ]+)`? \\| [^|]+ \\| ([a-z, –]*) \\|");
        for (String line : Files.readAllLines(document)) {
            Matcher matcher = row.matcher(line);
            if (matcher.matches() && !matcher.group(1).equals("room")) {
                table.put(
                        matcher.group(1),
                        Pattern.compile(", ")
                                .splitAsStream(matcher.group(2))
                                .filter(name -> !name.equals("–"))
                                .collect(Collectors.toSet()));
            }
        }
        return table;
    }

    @Test
    void everySourceFileIsSeen() {
        assertThat(SourceRules.files(SOURCES)).hasSizeGreaterThan(30);
        assertThat(CODE).hasSizeGreaterThan(30);
    }
}

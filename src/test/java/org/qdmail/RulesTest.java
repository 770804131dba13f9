package org.qdmail;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.fail;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.platform.commons.annotation.Testable;
import org.junit.platform.commons.support.AnnotationSupport;

/** rules.csv says which test proves which rule: that must be true, and no required rule may be without a test. */
class RulesTest {

    private static final Path RESOURCES = Path.of("src/test/resources");

    @Test
    void everyRowNamesATestThatExists() throws IOException {
        assertThat(rows()).allSatisfy(Row::findsItsTest);
    }

    @Test
    void noRowStandsTwice() throws IOException {
        assertThat(rows()).doesNotHaveDuplicates();
    }

    @Test
    void everyRequiredRuleHasARow() throws IOException {
        Set<String> proven = rows().stream().map(Row::id).collect(Collectors.toSet());

        assertThat(lines("rules-required.txt").toList())
                .isNotEmpty()
                .filteredOn(id -> !proven.contains(id))
                .isEmpty();
    }

    private static List<Row> rows() throws IOException {
        return lines("rules.csv").map(Row::parse).toList();
    }

    private static Stream<String> lines(String file) throws IOException {
        return Files.readAllLines(RESOURCES.resolve(file)).stream()
                .map(String::strip)
                .filter(line -> !line.isEmpty() && !line.startsWith("#"));
    }

    private record Row(String id, String className, String method) {

        static Row parse(String line) {
            int comma = line.indexOf(',');
            int hash = line.indexOf('#');
            if (comma < 1 || hash < comma) {
                return fail("not of the form ID,class#method: %s", line);
            }
            return new Row(line.substring(0, comma), line.substring(comma + 1, hash), line.substring(hash + 1));
        }

        void findsItsTest() {
            try {
                Class<?> type = Class.forName(className, false, RulesTest.class.getClassLoader());
                assertThat(type.getDeclaredMethods())
                        .as("tests %s of %s", method, className)
                        .anyMatch(candidate -> candidate.getName().equals(method)
                                && AnnotationSupport.isAnnotated(candidate, Testable.class));
            } catch (ClassNotFoundException missing) {
                fail("%s names the class %s, which does not exist", id, className);
            }
        }
    }
}

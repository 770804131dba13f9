package org.qdmail.mime;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.ValueSource;
import org.qdmail.message.Level;

class PriorityReadingTest {
    @ParameterizedTest
    @CsvSource({"1,HIGH", "1 (Highest),HIGH", "2,HIGH", "' 3 ',NORMAL", "3 (Normal),NORMAL", "4,LOW", "5 (Lowest),LOW"})
    void pri2ReadsNumbers(String value, Level level) {
        assertThat(read(Map.of("X-Priority", value))).contains(level);
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "0", "6", "10", "1x", "high"})
    void pri2IgnoresWhatIsNoNumberOfAPriority(String value) {
        assertThat(read(Map.of("X-Priority", value))).isEmpty();
    }

    @ParameterizedTest
    @CsvSource({
        "Importance,HIGH,HIGH", "Importance,normal,NORMAL", "Importance,Low,LOW",
        "X-MSMail-Priority,High,HIGH", "X-MSMail-Priority,Normal,NORMAL", "X-MSMail-Priority,low,LOW",
        "Priority,Urgent,HIGH", "Priority,normal,NORMAL", "Priority,' non-urgent ',LOW"
    })
    void pri2ReadsWordsWithoutCase(String field, String value, Level level) {
        assertThat(read(Map.of(field, value))).contains(level);
    }

    @Test
    void pri2PassesOverAFieldThatTellsNothing() {
        assertThat(read(Map.of("X-Priority", "x", "Importance", "?", "X-MSMail-Priority", "?", "Priority", "urgent")))
                .contains(Level.HIGH);
    }

    @Test
    void pri2TakesTheFirstFieldThatTellsALevel() {
        assertThat(read(Map.of("X-Priority", "5", "Importance", "high"))).contains(Level.LOW);
        assertThat(read(Map.of("Importance", "low", "X-MSMail-Priority", "High")))
                .contains(Level.LOW);
        assertThat(read(Map.of("X-MSMail-Priority", "low", "Priority", "urgent")))
                .contains(Level.LOW);
    }

    @ParameterizedTest
    @EnumSource(Level.class)
    void pri2ReadsWhatIsWritten(Level level) {
        for (PriorityField field : PriorityField.values()) {
            assertThat(read(Map.of(field.fieldName(), field.value(level)))).contains(level);
        }
    }

    @Test
    void findsNoneWhereThereIsNone() {
        assertThat(read(Map.of())).isEmpty();
    }

    private static Optional<Level> read(Map<String, String> fields) {
        return PriorityReading.of(name -> Optional.ofNullable(fields.get(name)));
    }
}

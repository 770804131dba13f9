package org.qdmail.smtp;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class CapabilitiesTest {
    @Test
    void readsKeywordsInAnyCase() {
        assertThat(offered("pipelining", "Dsn", "8BITMIME").keywords())
                .containsExactly("PIPELINING", "DSN", "8BITMIME");
    }

    @Test
    void theFirstLineIsNoKeyword() {
        assertThat(Capabilities.of(new SmtpReply(250, List.of("DSN"))).offersReceipts())
                .isFalse();
    }

    @Test
    void readsLoginMechanisms() {
        assertThat(offered("AUTH plain  SCRAM-SHA-256").loginMechanisms()).containsExactly("PLAIN", "SCRAM-SHA-256");
    }

    @Test
    void readsLoginMechanismsInTheOldForm() {
        assertThat(offered("AUTH=LOGIN", "AUTH PLAIN LOGIN").loginMechanisms()).containsExactly("LOGIN", "PLAIN");
    }

    @ParameterizedTest
    @ValueSource(strings = {"SIZE", "SIZE 0", "SIZE x", "SIZE -1", "SIZE 123456789012345678901"})
    void ext1NamesNoLimit(String line) {
        assertThat(offered(line).sizeLimit()).isEmpty();
    }

    @ParameterizedTest
    @CsvSource({
        "SIZE 1,1",
        "SIZE 1000,1000",
        "SIZE 9223372036854775807,9223372036854775807",
        "SIZE 99999999999999999999,9223372036854775807"
    })
    void ext1NamesALimit(String line, long limit) {
        assertThat(offered(line).sizeLimit()).hasValue(limit);
    }

    @Test
    void emptyLineOffersNothing() {
        assertThat(offered("", " ").keywords()).isEmpty();
    }

    private static Capabilities offered(String... lines) {
        List<String> all = new ArrayList<>(List.of("peer.example"));
        all.addAll(List.of(lines));
        return Capabilities.of(new SmtpReply(250, all));
    }
}

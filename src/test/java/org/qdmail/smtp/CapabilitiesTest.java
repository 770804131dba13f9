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

    @ParameterizedTest
    @CsvSource({
        "LIMITS MAILMAX=1,1,-1",
        "limits rcptmax=100 mailmax=999999,999999,100",
        "LIMITS RCPTDOMAINMAX=1 RCPTMAX=20,-1,20",
        "LIMITS MAILMAX=x MAILMAX=5,5,-1"
    })
    void ext15NamesLimitsOfTransactionsAndRecipients(String line, int transactions, int recipients) {
        assertThat(offered(line).mostTransactions()).isEqualTo(transactions < 0 ? Integer.MAX_VALUE : transactions);
        assertThat(offered(line).mostRecipients()).isEqualTo(recipients < 0 ? Integer.MAX_VALUE : recipients);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {"", "MAILMAX", "MAILMAX=", "MAILMAX=0", "MAILMAX=05", "MAILMAX=-1", "MAILMAX=1000000", "X=1"})
    void ext15LimitThatIsNotUnderstoodLimitsNothing(String parameter) {
        assertThat(offered("LIMITS " + parameter).mostTransactions()).isEqualTo(Integer.MAX_VALUE);
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

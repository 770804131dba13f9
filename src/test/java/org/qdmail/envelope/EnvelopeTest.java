package org.qdmail.envelope;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.qdmail.envelope.Notify.DELAY;
import static org.qdmail.envelope.Notify.FAILURE;
import static org.qdmail.envelope.Notify.NEVER;
import static org.qdmail.envelope.Notify.SUCCESS;

import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;
import org.qdmail.address.EmailAddress;
import org.qdmail.failure.InvalidMessage;

class EnvelopeTest {
    @Test
    void dsn4RefusesNeverBesideOtherWords() {
        assertThatThrownBy(() -> NotifyOn.of(NEVER, SUCCESS))
                .isInstanceOf(InvalidMessage.class)
                .hasMessage("MAIL-0250 NEVER stands alone; leave out the other words (RFC 3461 section 4.1)");
    }

    @Test
    void dsn4WritesNoParameterForAnEmptySet() {
        assertThat(NotifyOn.DEFAULT.toWire()).isEmpty();
        assertThat(NotifyOn.of().isDefault()).isTrue();
    }

    @Test
    void dsn5WritesTheWordsInCanonicalOrder() {
        assertThat(NotifyOn.of(DELAY, FAILURE).toWire()).isEqualTo("FAILURE,DELAY");
        assertThat(NotifyOn.of(DELAY, FAILURE, SUCCESS).toWire()).isEqualTo("SUCCESS,FAILURE,DELAY");
        assertThat(NotifyOn.of(NEVER).toWire()).isEqualTo("NEVER");
    }

    @Test
    void dsn5TellsTheDefaultFromEverySet() {
        assertThat(NotifyOn.DEFAULT).isNotEqualTo(NotifyOn.of(FAILURE));
        assertThat(NotifyOn.of(FAILURE).isDefault()).isFalse();
    }

    @Test
    void dsn3GivesNoOriginalRecipientWithNever() {
        EmailAddress fred = EmailAddress.of("Fred@Bombs.AF.MIL");

        assertThat(RecipientOptions.reporting(NotifyOn.of(NEVER), fred).originalRecipient())
                .isEmpty();
        assertThat(RecipientOptions.reporting(NotifyOn.DEFAULT, fred)).isEqualTo(RecipientOptions.NONE);
        assertThat(RecipientOptions.reporting(NotifyOn.of(SUCCESS), fred).originalRecipient())
                .contains(fred);
    }

    @Test
    void dsn6KnowsTheTwoWordsOfRet() {
        assertThat(ReturnContent.HEADERS.toWire()).isEqualTo("HDRS");
        assertThat(ReturnContent.FULL.toWire()).isEqualTo("FULL");
    }

    @ParameterizedTest
    @CsvSource({"a+b=c,a+2Bb+3Dc", "'Order #42 / A=1',Order+20#42+20/+20A+3D1", "QQ314159,QQ314159", "'~!',~!"})
    void dsn7WritesTheEnvelopeIdAsXtext(String value, String wire) {
        assertThat(new EnvelopeId(value).toXtext()).isEqualTo(wire);
    }

    @ParameterizedTest
    @ValueSource(strings = {"a\rb", "a\nb", "a\0b", "aéb", "a\u007fb"})
    void dsn7RefusesOtherCharacters(String value) {
        assertThatThrownBy(() -> new EnvelopeId(value))
                .isInstanceOf(InvalidMessage.class)
                .hasMessageStartingWith("MAIL-0502 envelope id: character 1 is not allowed")
                .hasMessageNotContaining(value);
    }

    @Test
    void dsn7CountsTheOctetsOnTheWire() {
        assertThat(new EnvelopeId("x".repeat(100)).toXtext()).hasSize(100);
        assertThat(new EnvelopeId("=".repeat(33)).toXtext()).hasSize(99);
        assertThatThrownBy(() -> new EnvelopeId("x".repeat(101))).hasMessageContaining("101 octets");
        assertThatThrownBy(() -> new EnvelopeId("=".repeat(34))).hasMessageContaining("102 octets");
        assertThatThrownBy(() -> new EnvelopeId("")).hasMessageContaining("0 octets");
    }

    @Test
    void asksForAReceiptOnlyWhereAReportIsWanted() {
        assertThat(envelope(NotifyOn.DEFAULT, NotifyOn.of(NEVER)).asksReceipt()).isFalse();
        assertThat(envelope(NotifyOn.DEFAULT, NotifyOn.of(DELAY)).asksReceipt()).isTrue();
    }

    @Test
    void needsARecipientWithAnAddress() {
        assertThatThrownBy(() -> Envelope.plain(EmailAddress.NONE, List.of()))
                .isInstanceOf(IllegalArgumentException.class);
        assertThatThrownBy(() -> Envelope.plain(EmailAddress.NONE, List.of(EmailAddress.NONE)))
                .isInstanceOf(IllegalArgumentException.class);
    }

    private static Envelope envelope(NotifyOn first, NotifyOn second) {
        EmailAddress bob = EmailAddress.of("bob@example.net");
        EmailAddress eve = EmailAddress.of("eve@example.net");
        return new Envelope(
                EmailAddress.of("shop@example.com"),
                List.of(
                        new EnvelopeRecipient(bob, RecipientOptions.reporting(first, bob)),
                        new EnvelopeRecipient(eve, RecipientOptions.reporting(second, eve))),
                Optional.empty(),
                Optional.empty());
    }
}

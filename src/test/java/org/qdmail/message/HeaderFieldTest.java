package org.qdmail.message;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;
import org.qdmail.failure.Fault;

class HeaderFieldTest {
    @ParameterizedTest
    @ValueSource(strings = {"X-Order", "List-Unsubscribe", "x", "!~", "Precedence", "Comments", "X-Content-Kind"})
    void qd74TakesFieldsOfItsOwn(String name) {
        MailMessage message =
                MailMessage.builder().text("").header(name, "42\té日").build();

        assertThat(message.headers()).containsExactly(new HeaderField(name, "42\té日"));
    }

    @ParameterizedTest
    @CsvSource({"X Evil,1", "X:,1", "Ünï,0", "'X\r\nBcc',1", "'X\0',1", "X\u007f,1", "'X\t',1"})
    void refusesOtherNames(String name, int offset) {
        assertThatThrownBy(() -> new HeaderField(name, "v"))
                .hasMessage("MAIL-0220 header name: character " + offset + " is not allowed; printable ASCII without"
                        + " blank and colon is (RFC 5322 section 2.2)");
    }

    @Test
    void limitsTheLengthOfAName() {
        assertThat(new HeaderField("x".repeat(76), "").name()).hasSize(76);
        assertThatThrownBy(() -> new HeaderField("x".repeat(77), ""))
                .hasMessage("MAIL-0220 header name: has 77 characters; 1 to 76 are allowed");
        assertThatThrownBy(() -> new HeaderField("", ""))
                .hasMessage("MAIL-0220 header name: has 0 characters; 1 to 76 are allowed");
    }

    @ParameterizedTest
    @ValueSource(strings = {"\r", "\n", "\r\nBcc: v@x.jp", "\0", "\u0085", "\u2028", "\u2029", "\u001b"})
    void d3RefusesControlsInValues(String control) {
        assertThat(FaultsOf.refused(() -> new HeaderField("X-Tag", "v" + control)))
                .containsExactly(new Fault(
                        "MAIL-0212", "", "header value has a control character at 1; it is refused, not removed"));
    }

    @Test
    void d2KeepsLettersThatTruncationWouldTurnIntoLineEnds() {
        assertThat(new HeaderField("X-Tag", "v\u010d\u010aBcc: victim@evil.example").value())
                .isEqualTo("v\u010d\u010aBcc: victim@evil.example");
    }

    @Test
    void refusesHalfOfASurrogatePair() {
        assertThat(FaultsOf.refused(() -> new HeaderField("X-Tag", "ab\udc00")))
                .extracting(Fault::number)
                .containsExactly("MAIL-0301");
    }

    @ParameterizedTest
    @CsvSource({
        "From,From is not set by .header; use .from",
        "sender,Sender is not set by .header; use .sender",
        "REPLY-TO,Reply-To is not set by .header; use .replyTo",
        "To,To is not set by .header; use .to",
        "Cc,Cc is not set by .header; use .cc",
        "Bcc,Bcc is not set by .header; use .bcc",
        "Return-Path,Return-Path is not set by .header; use .returnPath",
        "Subject,Subject is not set by .header; use .subject",
        "In-Reply-To,In-Reply-To is not set by .header; use .inReplyTo",
        "References,References is not set by .header; use .references",
        "Date,Date is not set by .header; the composer writes it",
        "message-id,Message-ID is not set by .header; the composer writes it",
        "Mime-Version,MIME-Version is not set by .header; the composer writes it",
        "Auto-Submitted,Auto-Submitted is not set by .header; set qdmail.defaults.auto-submitted",
        "Received,Received is not set by .header; servers write it",
        "Delivered-To,Delivered-To is not set by .header; servers write it",
        "Authentication-Results,Authentication-Results is not set by .header; servers write it",
        "DKIM-Signature,DKIM-Signature is not set by .header; a signer writes it",
        "DomainKey-Signature,DomainKey-Signature is not set by .header; a signer writes it",
        "Disposition-Notification-To,Disposition-Notification-To is not set by .header; use .receipt(READ) or"
                + " .readReceiptTo",
        "Disposition-Notification-Options,Disposition-Notification-Options is not set by .header; use .receipt(READ)",
        "Content-Type,'Content-* is not set by .header; the parts of a message have these fields; use .attach, .inline"
                + " or .alternative'",
        "Resent-To,Resent-* is not set by .header; resending is not offered; send a new message",
        "arc-seal,ARC-* is not set by .header; servers write it",
    })
    void refusesFieldsThatHaveAVerb(String name, String text) {
        assertThat(FaultsOf.refused(MailMessage.builder().text("").header(name, "x")::build))
                .containsExactly(new Fault("MAIL-0221", "header[0]", text));
    }

    @ParameterizedTest
    @ValueSource(strings = {"X-Priority", "Priority", "X-MSMail-Priority", "Importance", "importance"})
    void qd5RefusesThePriorityFields(String name) {
        assertThat(FaultsOf.refused(MailMessage.builder().text("").header(name, "Low")::build))
                .singleElement()
                .satisfies(fault -> {
                    assertThat(fault.number()).isEqualTo("MAIL-0221");
                    assertThat(fault.text()).endsWith("is not set by .header; use .priority");
                });
    }

    @ParameterizedTest
    @ValueSource(strings = {"Return-Receipt-To", "X-Confirm-Reading-To", "return-receipt-TO"})
    void qd12RefusesTheOldReceiptFields(String name) {
        assertThat(FaultsOf.refused(MailMessage.builder().text("").header(name, "a@x.jp")::build))
                .singleElement()
                .satisfies(fault -> {
                    assertThat(fault.number()).isEqualTo("MAIL-0222");
                    assertThat(fault.text()).isEqualToIgnoringCase(name + " is never written; use .receipt");
                });
    }
}

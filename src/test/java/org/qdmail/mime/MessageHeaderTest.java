package org.qdmail.mime;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.qdmail.mime.Composing.composed;
import static org.qdmail.mime.Composing.composer;
import static org.qdmail.mime.Composing.header;
import static org.qdmail.mime.Composing.message;
import static org.qdmail.mime.Composing.octets;
import static org.qdmail.mime.Composing.wire;

import java.time.ZoneId;
import java.util.List;
import java.util.Optional;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.qdmail.address.EmailAddress;
import org.qdmail.address.Mailbox;
import org.qdmail.failure.InvalidMessage;
import org.qdmail.message.CharsetPolicy;
import org.qdmail.message.Level;
import org.qdmail.message.MailMessage;

class MessageHeaderTest {
    @Test
    void cmp1WritesEachFieldOnceInItsOrder() {
        MailMessage.Builder message = message()
                .cc("carol@example.org")
                .bcc("secret@example.org")
                .sender("desk@example.com")
                .replyTo("orders@example.com")
                .subject("Order")
                .text("x")
                .inReplyTo("<1@example.net>")
                .references("<0@example.net>", "<1@example.net>")
                .priority(Level.LOW)
                .header("X-Order", "42");

        assertThat(header(message))
                .isEqualTo(
                        """
                Date: Thu, 1 Jan 2026 15:04:05 +0900\r
                From: shop@example.com\r
                Sender: desk@example.com\r
                Reply-To: orders@example.com\r
                To: bob@example.net\r
                Cc: carol@example.org\r
                Subject: Order\r
                Message-ID: %s\r
                In-Reply-To: <1@example.net>\r
                References: <0@example.net> <1@example.net>\r
                X-Priority: 5\r
                Priority: non-urgent\r
                X-MSMail-Priority: Low\r
                Importance: Low\r
                Auto-Submitted: auto-generated\r
                X-Order: 42\r
                MIME-Version: 1.0\r
                """
                                .formatted(composed(message).messageId()));
    }

    @Test
    void cmp1LeavesOutWhatIsNotSet() {
        assertThat(header(message().text("x")))
                .doesNotContain("Subject")
                .doesNotContain("Sender")
                .doesNotContain("Cc:")
                .doesNotContain("Reply-To")
                .doesNotContain("References")
                .doesNotContain("Priority")
                .doesNotContain("Disposition");
    }

    @Test
    void cmp1WritesNoSenderThatEqualsFrom() {
        assertThat(header(message().sender("shop@example.com").text("x"))).doesNotContain("Sender:");
    }

    @Test
    void smtp15NeverWritesBcc() {
        assertThat(wire(MailMessage.builder()
                        .from("shop@example.com")
                        .bcc("secret@example.org")
                        .text("x")))
                .doesNotContain("Bcc")
                .doesNotContain("secret")
                .doesNotContain("To:");
    }

    @Test
    void v24TellsNeitherProgramNorVersion() {
        assertThat(wire(message().html("<p>x</p>")).toLowerCase(java.util.Locale.ROOT))
                .doesNotContain("mailer")
                .doesNotContain("agent")
                .doesNotContain("qdmail")
                .doesNotContain("java")
                .contains("mime-version: 1.0\r\n");
    }

    @ParameterizedTest
    @CsvSource({"HIGH,1,urgent,High,High", "NORMAL,3,normal,Normal,Normal", "LOW,5,non-urgent,Low,Low"})
    void pri1WritesFourConsistentFields(
            Level level, String number, String priority, String outlook, String importance) {
        assertThat(header(message().text("x").priority(level)))
                .contains("\r\nX-Priority: " + number + "\r\nPriority: " + priority + "\r\nX-MSMail-Priority: "
                        + outlook + "\r\nImportance: " + importance + "\r\n")
                .doesNotContain("riotiry");
    }

    @Test
    void pri2WritesTheConfiguredFieldsOnly() {
        ComposeSettings settings = new ComposeSettings(
                Optional.empty(),
                AutoSubmitted.AUTO_GENERATED,
                ZoneId.of("Asia/Tokyo"),
                List.of(PriorityField.IMPORTANCE, PriorityField.X_PRIORITY),
                CharsetPolicy.UTF_8);

        assertThat(headerBy(settings, message().text("x").priority(Level.HIGH)))
                .contains("\r\nImportance: High\r\nX-Priority: 1\r\n")
                .doesNotContain("MSMail")
                .doesNotContain("\r\nPriority");
    }

    @Test
    void qd3WritesNoPriorityWhereItIsCancelled() {
        MailMessage high = message().text("x").priority(Level.HIGH).build();

        assertThat(header(high.edit().noPriority())).doesNotContain("riority").doesNotContain("Importance");
    }

    @Test
    void qd96WritesTheLastLevelAlone() {
        assertThat(header(
                        message().text("x").priority(Level.HIGH).build().edit().priority(Level.LOW)))
                .contains("X-Priority: 5\r\n")
                .doesNotContain("X-Priority: 1");
    }

    @Test
    void mdn1WritesOneBareAddress() {
        Optional<Mailbox> reader = Optional.of(Mailbox.of("Shop, Desk", "desk@example.com"));
        String header =
                text(composer(Composing.SETTINGS).compose(message().text("x").build(), reader));

        assertThat(header).containsOnlyOnce("Disposition-Notification-To: desk@example.com\r\n");
    }

    @Test
    void cmp11KeepsTheMessageIdThatIsGiven() {
        ComposedMail mail = composer(Composing.SETTINGS)
                .compose(
                        message().text("x").build(),
                        Optional.empty(),
                        Optional.of("<kept@example.com>"),
                        Contents.OF_ONE_COPY);

        assertThat(mail.messageId()).isEqualTo("<kept@example.com>");
        assertThat(text(mail)).containsOnlyOnce("Message-ID: <kept@example.com>\r\n");
    }

    @Test
    void c16TellsTheMessageIdThatIsOnTheWire() {
        ComposedMail mail = composed(message().text("x"));

        assertThat(text(mail)).containsOnlyOnce("Message-ID: " + mail.messageId() + "\r\n");
        assertThat(mail.withBody(mail.body()).messageId()).isEqualTo(mail.messageId());
    }

    @Test
    void cmp11MakesANewMessageIdForEachMail() {
        Composer composer = composer(Composing.SETTINGS);
        MailMessage message = message().text("x").build();

        assertThat(composer.compose(message, Optional.empty()).messageId())
                .isNotEqualTo(composer.compose(message, Optional.empty()).messageId());
    }

    @Test
    void c17UsesTheALabelDomainOfFrom() {
        assertThat(composed(MailMessage.to("bob@example.net")
                                .from("Shop <shop@例え.example>")
                                .text("x"))
                        .messageId())
                .matches("<[a-z2-7]{26}@xn--r8jz45g\\.example>");
    }

    @Test
    void qd85UsesTheConfiguredDomain() {
        ComposeSettings settings = new ComposeSettings(
                Optional.of("ids.example"),
                AutoSubmitted.AUTO_GENERATED,
                ZoneId.of("Asia/Tokyo"),
                List.of(),
                CharsetPolicy.UTF_8);

        assertThat(headerBy(settings, message().text("x")))
                .containsPattern("Message-ID: <[a-z2-7]{26}@ids\\.example>\r\n");
    }

    @Test
    void cmp13MarksAnAnswerWithTheNullSenderAsReplied() {
        assertThat(header(message().text("x").inReplyTo("<1@a.example>").returnPath(EmailAddress.NONE)))
                .contains("Auto-Submitted: auto-replied\r\n");
    }

    @Test
    void cmp13MarksEverythingElseAsGenerated() {
        assertThat(header(message().text("x").inReplyTo("<1@a.example>")))
                .contains("Auto-Submitted: auto-generated\r\n");
        assertThat(header(message().text("x").inReplyTo("<1@a.example>").returnPath("r@a.example")))
                .contains("Auto-Submitted: auto-generated\r\n");
        assertThat(header(message().text("x").returnPath(EmailAddress.NONE)))
                .contains("Auto-Submitted: auto-generated\r\n");
    }

    @Test
    void cmp13LeavesTheFieldOutForMailOfPersons() {
        ComposeSettings settings = new ComposeSettings(
                Optional.empty(), AutoSubmitted.NO, ZoneId.of("Asia/Tokyo"), List.of(), CharsetPolicy.UTF_8);

        assertThat(headerBy(settings, message().text("x"))).doesNotContain("Auto-Submitted");
    }

    @Test
    void c26WritesThreeReplyToInOneField() {
        assertThat(header(message()
                        .text("x")
                        .replyTo("a@b.example")
                        .replyTo("山田 <c@b.example>")
                        .replyTo("d@b.example")))
                .containsOnlyOnce("Reply-To:")
                .contains("Reply-To: a@b.example, =?UTF-8?B?5bGx55Sw?= <c@b.example>, d@b.example\r\n");
    }

    @Test
    void d13KeepsTheHeaderAsciiUnlessALocalPartIsNot() {
        assertThat(header(message().subject("件名").text("x").cc("山田 <a@faß.de>")))
                .matches("\\p{ASCII}*")
                .contains("<a@xn--fa-hia.de>");
        assertThat(header(message().text("x").cc("用户@例え.example"))).contains("Cc: 用户@xn--r8jz45g.example\r\n");
    }

    @Test
    void cmp2RefusesAListFieldThatCannotBeFolded() {
        assertThatThrownBy(() -> wire(
                        message().text("x").header("List-Unsubscribe", "<https://a.example/" + "u".repeat(2000) + '>')))
                .isInstanceOf(InvalidMessage.class)
                .hasMessageStartingWith("MAIL-0302 List-Unsubscribe: ");
    }

    @Test
    void cmp2EncodesALongValueOfAnOwnField() {
        assertThat(header(message().text("x").header("X-Tag", "y".repeat(10_000)))
                        .lines())
                .allSatisfy(line -> assertThat(line.length()).isLessThanOrEqualTo(76));
    }

    @Test
    void d14FoldsSixtyReferences() {
        String[] ids = IntStream.range(0, 60)
                .mapToObj(n -> "<" + "i".repeat(60) + n + "@example.com>")
                .toArray(String[]::new);
        String header = header(message().text("x").references(ids));

        assertThat(header.lines()).allSatisfy(line -> assertThat(line.length()).isLessThanOrEqualTo(95));
        assertThat(header.replace("\r\n", "")).contains("References: " + String.join(" ", ids));
    }

    @Test
    void c04WritesNoBareLineEndWhereLongFieldsAreFolded() {
        String[] recipients = IntStream.range(0, 60)
                .mapToObj(n -> "recipient" + n + "@example.net")
                .toArray(String[]::new);
        String[] ids = IntStream.range(0, 40)
                .mapToObj(n -> "<id" + n + "@example.net>")
                .toArray(String[]::new);
        String wire = wire(MailMessage.to(recipients)
                .from("shop@example.com")
                .references(ids)
                .text("x")
                .attach("n".repeat(86) + ".txt", new byte[] {1}, "text/plain"));

        assertThat(wire.replace("\r\n", "")).doesNotContain("\r").doesNotContain("\n");
        assertThat(wire.lines()).allSatisfy(line -> assertThat(line.length()).isLessThanOrEqualTo(78));
    }

    @Test
    void c14EndsTheHeaderOnceAndStartsTheBodyWithTheText() {
        String wire = wire(message().subject("長い件名".repeat(20)).text("first line"));

        assertThat(wire.substring(wire.indexOf("\r\n\r\n") + 4)).isEqualTo("first line\r\n");
    }

    @Test
    void qd112WritesNoReturnPathField() {
        assertThat(header(message().text("x").returnPath("r@example.com")))
                .doesNotContain("Return-Path")
                .doesNotContain("r@example.com");
    }

    @Test
    void needsASender() {
        assertThatThrownBy(() -> wire(MailMessage.to("bob@example.net").text("x")))
                .isInstanceOf(IllegalArgumentException.class);
    }

    private static String headerBy(ComposeSettings settings, MailMessage.Builder message) {
        return text(composer(settings).compose(message.build(), Optional.empty()));
    }

    private static String text(ComposedMail mail) {
        return new String(octets(mail), java.nio.charset.StandardCharsets.UTF_8);
    }
}

package org.qdmail.mailbox;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatCode;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;
import static org.qdmail.envelope.Notify.DELAY;
import static org.qdmail.envelope.Notify.FAILURE;
import static org.qdmail.envelope.Notify.NEVER;
import static org.qdmail.envelope.Notify.SUCCESS;

import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Consumer;
import org.assertj.core.api.ThrowableAssert.ThrowingCallable;
import org.junit.jupiter.api.Test;
import org.qdmail.message.Level;
import org.qdmail.smtpserver.EnvelopeCommand;

class ReceivedMailTest {
    private static final String MAIL = String.join(
            "\r\n",
            "From: Shop <shop@example.com>",
            "To: =?UTF-8?B?5aSq6YOO?= <taro@example.jp>, \"Doe, Jane\" <jane@Example.COM>",
            "Subject: =?UTF-8?B?5rOo5paH?= 42",
            "X-Priority: 1",
            "Disposition-Notification-To: <shop@example.com>",
            "Content-Type: multipart/mixed; boundary=b",
            "",
            "--b",
            "Content-Type: text/plain; charset=utf-8",
            "",
            "confidential words",
            "--b",
            "Content-Type: application/pdf; name=a.pdf",
            "Content-Transfer-Encoding: base64",
            "",
            "AAEC",
            "--b--",
            "");

    private static ReceivedMail mail() {
        return mail(
                "RCPT TO:<taro@example.jp> NOTIFY=SUCCESS,FAILURE",
                "RCPT TO:<jane@example.com> NOTIFY=failure,success");
    }

    private static ReceivedMail mail(String... recipients) {
        return mail(() -> new ByteArrayInputStream(MAIL.getBytes(UTF_8)), recipients);
    }

    private static ReceivedMail mail(OctetSource source, String... recipients) {
        List<EnvelopeCommand> commands = new ArrayList<>();
        for (String recipient : recipients) commands.add(command(recipient));
        return new ReceivedMail(
                "07",
                command("MAIL FROM:<bounce@example.com> RET=HDRS"),
                commands,
                List.of("> QUIT"),
                MAIL.length(),
                source);
    }

    private static EnvelopeCommand command(String line) {
        String address = line.substring(line.indexOf('<') + 1, line.indexOf('>'));
        Map<String, String> parameters = new LinkedHashMap<>();
        for (String word : line.substring(line.indexOf('>') + 1).strip().split(" ", -1)) {
            String[] pair = word.split("=", 2);
            if (pair.length == 2) parameters.put(pair[0], pair[1]);
        }
        return new EnvelopeCommand(line, address, parameters);
    }

    private static void fails(Consumer<ReceivedMail> assertion, String message) {
        assertThatExceptionOfType(AssertionError.class)
                .isThrownBy(() -> assertion.accept(mail()))
                .withMessageStartingWith("expected that " + message)
                .withMessageContaining("mail 07 from <bounce@example.com> to [taro@example.jp, jane@example.com], ")
                .satisfies(error -> assertThat(error.getMessage()).doesNotContain("confidential"));
    }

    private static void holds(ThrowingCallable assertion) {
        assertThatCode(assertion).doesNotThrowAnyException();
    }

    @Test
    void everythingThatIsTrueHolds() {
        holds(() -> mail().assertTo("taro@example.jp", "jane@EXAMPLE.com")
                .assertFrom("shop@example.com")
                .assertRecipients("jane@example.com", "taro@example.jp")
                .assertSubject("\u6ce8\u6587 42")
                .assertPriority(Level.HIGH)
                .assertTextContains("words")
                .assertReportsOn(SUCCESS, FAILURE)
                .assertReportsOn("taro@example.jp", FAILURE, SUCCESS)
                .assertReadReceiptTo("shop@example.com")
                .assertUnsigned());
    }

    @Test
    void readsWhatTheMailSays() {
        assertThat(mail().text()).isEqualTo("confidential words");
        assertThat(mail().html()).isEmpty();
        assertThat(mail().header("x-priority")).contains("1");
        assertThat(mail().header("X-None")).isEmpty();
        assertThat(mail().rawHeaders("Subject")).containsExactly("=?UTF-8?B?5rOo5paH?= 42");
        assertThat(mail().attachmentNames()).containsExactly("a.pdf");
        assertThat(mail().attachment("a.pdf"))
                .hasValueSatisfying(content -> assertThat(content).containsExactly(0, 1, 2));
        assertThat(mail().attachment("b.pdf")).isEmpty();
        assertThat(mail().returnPath()).isEqualTo("bounce@example.com");
        assertThat(mail().octets()).asString(UTF_8).isEqualTo(MAIL);
    }

    @Test
    void assertToFailsForAnotherAddress() {
        fails(
                mail -> mail.assertTo("hanako@example.jp"),
                "To names hanako@example.jp, found [taro@example.jp, jane@Example.COM]");
    }

    @Test
    void assertToFailsForAnAddressThatTheEnvelopeLacks() {
        assertThatExceptionOfType(AssertionError.class)
                .isThrownBy(() -> mail("RCPT TO:<taro@example.jp>").assertTo("jane@example.com"))
                .withMessageStartingWith(
                        "expected that the envelope goes to jane@example.com, found [taro@example.jp]");
    }

    @Test
    void assertFromFailsForAnotherAddress() {
        fails(mail -> mail.assertFrom("taro@example.jp"), "From is taro@example.jp, found [shop@example.com]");
    }

    @Test
    void assertRecipientsFailsForAMissingOne() {
        fails(mail -> mail.assertRecipients("taro@example.jp"), "the envelope goes to [taro@example.jp], found [");
    }

    @Test
    void assertSubjectFailsForAnotherSubject() {
        fails(mail -> mail.assertSubject("Order 42"), "the subject is \"Order 42\", found \"\u6ce8\u6587 42\"");
    }

    @Test
    void assertTextContainsFailsWithoutShowingTheText() {
        fails(mail -> mail.assertTextContains("other"), "the text contains \"other\", found 18 characters");
    }

    @Test
    void assertPriorityFailsForAnotherLevelAndForNone() {
        fails(mail -> mail.assertPriority(Level.LOW), "the priority is LOW, found HIGH");
        fails(ReceivedMail::assertNoPriority, "there is no priority, found HIGH");
    }

    @Test
    void assertSignedByFailsForAMailWithoutSignature() {
        fails(mail -> mail.assertSignedBy("shop@example.com"), "it is signed by shop@example.com, found UNSIGNED");
    }

    @Test
    void assertEncryptedFailsForAMailThatAnybodyCanRead() {
        fails(ReceivedMail::assertEncrypted, "it is encrypted, found ");
    }

    @Test
    void assertReportsOnFailsForOtherEvents() {
        fails(
                mail -> mail.assertReportsOn(SUCCESS),
                "reports are wanted on [SUCCESS], found RCPT TO:<taro@example.jp>");
        fails(mail -> mail.assertReportsOn(SUCCESS, FAILURE, DELAY), "reports are wanted on [DELAY, FAILURE, SUCCESS]");
        fails(
                mail -> mail.assertReportsOn("jane@example.com", NEVER),
                "reports are wanted on [NEVER], found RCPT TO:<jane@");
        fails(mail -> mail.assertReportsOn("x@example.com"), "the envelope goes to x@example.com");
    }

    @Test
    void aBareRcptWantsNoReports() {
        holds(() -> mail("RCPT TO:<taro@example.jp>").assertReportsOn());
    }

    @Test
    void assertReadReceiptToFailsForAnotherAddress() {
        fails(mail -> mail.assertReadReceiptTo("x@example.com"), "a read receipt goes to x@example.com");
    }

    @Test
    void aRemovedMailIsAnErrorWithItsOutline() {
        ReceivedMail removed = mail(() -> {
            throw new IOException("no such file");
        });

        assertThatExceptionOfType(AssertionError.class)
                .isThrownBy(removed::octets)
                .withMessageStartingWith("mail 07 from <bounce@example.com> to []");
        assertThatExceptionOfType(AssertionError.class).isThrownBy(removed::subject);
    }

    @Test
    void findsAddressesInBrokenFields() {
        assertThat(AddressReading.addresses(
                        "a@x.example, \"b, c\" <b@x.example>, (x <y@z>) c@x.example, list: d@x.example; ;"))
                .containsExactly("a@x.example", "b@x.example", "c@x.example", "d@x.example");
        assertThat(AddressReading.addresses("\"open <a@x.example>")).hasSizeLessThan(2);
        assertThat(AddressReading.addresses("<a@x.example")).containsExactly("a@x.example");
        assertThat(AddressReading.addresses("")).isEmpty();
    }
}

package org.qdmail.smtp;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.EnumSource;
import org.qdmail.address.EmailAddress;
import org.qdmail.envelope.Envelope;
import org.qdmail.envelope.EnvelopeId;
import org.qdmail.envelope.EnvelopeRecipient;
import org.qdmail.envelope.Notify;
import org.qdmail.envelope.NotifyOn;
import org.qdmail.envelope.RecipientOptions;
import org.qdmail.envelope.ReturnContent;

class SmtpCommandTest {
    private static final MailTraits PLAIN = new MailTraits(1000, false, false, false);
    private static final MailTraits UTF8 = new MailTraits(1000, true, true, false);

    @Test
    void writesTheNullSender() {
        assertThat(line(SmtpCommand.mail(from(EmailAddress.NONE), PLAIN, offering())))
                .isEqualTo("MAIL FROM:<>");
    }

    @Test
    void ext1SendsTheExactSizeWhereItIsOffered() {
        assertThat(line(SmtpCommand.mail(shop(), PLAIN, offering("SIZE"))))
                .isEqualTo("MAIL FROM:<shop@example.com> SIZE=1000");
    }

    @Test
    void ext4NamesTheBodyOnlyWhenItIsEightBit() {
        MailTraits eightBit = new MailTraits(1000, false, true, false);

        assertThat(line(SmtpCommand.mail(shop(), eightBit, offering("8BITMIME"))))
                .isEqualTo("MAIL FROM:<shop@example.com> BODY=8BITMIME");
        assertThat(line(SmtpCommand.mail(shop(), PLAIN, offering("8BITMIME"))))
                .isEqualTo("MAIL FROM:<shop@example.com>");
    }

    @Test
    void ext5SaysSmtpUtf8OnlyWhenTheMailNeedsIt() {
        assertThat(line(SmtpCommand.mail(shop(), UTF8, offering("SMTPUTF8"))))
                .isEqualTo("MAIL FROM:<shop@example.com> BODY=8BITMIME SMTPUTF8");
    }

    @Test
    void d13AsciiMailNeverSaysSmtpUtf8() {
        assertThat(line(SmtpCommand.mail(shop(), PLAIN, offering("SMTPUTF8", "8BITMIME"))))
                .doesNotContain("UTF8");
    }

    @Test
    void ext5WritesALocalPartInUtf8() {
        assertThat(line(rcpt("用户@example.com", NotifyOn.DEFAULT, UTF8, "SMTPUTF8")))
                .isEqualTo("RCPT TO:<用户@example.com>");
    }

    @Test
    void ext5WritesANonAsciiDomainInALabels() {
        assertThat(line(rcpt("user@例え.jp", NotifyOn.DEFAULT, PLAIN))).isEqualTo("RCPT TO:<user@xn--r8jz45g.jp>");
    }

    @Test
    void d1NoCharacterAboveAsciiPassesWithoutSmtpUtf8() {
        assertThatThrownBy(() -> rcpt("šdmin@example.com", NotifyOn.DEFAULT, PLAIN))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageNotContaining("dmin");
    }

    @ParameterizedTest
    @CsvSource(
            quoteCharacter = '\0',
            value = {"\"a b\"@x.example", "\"a@b\"@x.example", "\"a\\\"b\"@x.example", "\"a> NOTIFY=NEVER\"@x.example"})
    void d4KeepsTheQuotesThatHoldAPathTogether(String address) {
        assertThat(line(rcpt(address, NotifyOn.DEFAULT, PLAIN, "DSN"))).isEqualTo("RCPT TO:<" + address + ">");
    }

    @Test
    void dsn1WritesNoParameterWhereDsnIsNotOffered() {
        Envelope asking = new Envelope(
                EmailAddress.of("a@x.example"),
                List.of(recipient("b@y.example", NotifyOn.of(Notify.SUCCESS))),
                Optional.of(new EnvelopeId("id")),
                Optional.of(ReturnContent.FULL));

        assertThat(line(SmtpCommand.mail(asking, PLAIN, offering()))).isEqualTo("MAIL FROM:<a@x.example>");
        assertThat(line(rcpt("b@y.example", NotifyOn.of(Notify.SUCCESS), PLAIN)))
                .isEqualTo("RCPT TO:<b@y.example>");
    }

    @Test
    void dsn3WritesTheTranscriptOfTheRfc() {
        Envelope envelope = new Envelope(
                EmailAddress.of("Alice@Example.ORG"),
                List.of(
                        recipient("Bob@Example.COM", NotifyOn.of(Notify.SUCCESS)),
                        recipient("Carol@Ivory.EDU", NotifyOn.of(Notify.FAILURE)),
                        recipient("Dana@Ivory.EDU", NotifyOn.of(Notify.SUCCESS, Notify.FAILURE)),
                        recipient("Eric@Bombs.AF.MIL", NotifyOn.of(Notify.FAILURE)),
                        recipient("Fred@Bombs.AF.MIL", NotifyOn.of(Notify.NEVER)),
                        recipient("George@Tax-ME.GOV", NotifyOn.of(Notify.FAILURE))),
                Optional.of(new EnvelopeId("QQ314159")),
                Optional.of(ReturnContent.HEADERS));
        List<String> lines = new ArrayList<>();
        lines.add(line(SmtpCommand.mail(envelope, PLAIN, offering("DSN"))));
        envelope.recipients().forEach(each -> lines.add(line(SmtpCommand.rcpt(each, PLAIN, offering("DSN")))));

        assertThat(lines)
                .containsExactly(
                        "MAIL FROM:<Alice@Example.ORG> RET=HDRS ENVID=QQ314159",
                        "RCPT TO:<Bob@Example.COM> NOTIFY=SUCCESS ORCPT=rfc822;Bob@Example.COM",
                        "RCPT TO:<Carol@Ivory.EDU> NOTIFY=FAILURE ORCPT=rfc822;Carol@Ivory.EDU",
                        "RCPT TO:<Dana@Ivory.EDU> NOTIFY=SUCCESS,FAILURE ORCPT=rfc822;Dana@Ivory.EDU",
                        "RCPT TO:<Eric@Bombs.AF.MIL> NOTIFY=FAILURE ORCPT=rfc822;Eric@Bombs.AF.MIL",
                        "RCPT TO:<Fred@Bombs.AF.MIL> NOTIFY=NEVER",
                        "RCPT TO:<George@Tax-ME.GOV> NOTIFY=FAILURE ORCPT=rfc822;George@Tax-ME.GOV");
    }

    @Test
    void dsn4WritesNoNotifyWithoutWords() {
        assertThat(line(rcpt("a@x.example", NotifyOn.DEFAULT, PLAIN, "DSN"))).isEqualTo("RCPT TO:<a@x.example>");
    }

    @Test
    void dsn5WritesTheWordsInCanonicalOrder() {
        NotifyOn all = NotifyOn.of(Notify.DELAY, Notify.FAILURE, Notify.SUCCESS);

        assertThat(line(rcpt("a@x.example", all, PLAIN, "DSN"))).contains(" NOTIFY=SUCCESS,FAILURE,DELAY ");
    }

    @ParameterizedTest
    @EnumSource(ReturnContent.class)
    void dsn6WritesWhatIsToComeBack(ReturnContent content) {
        Envelope envelope = new Envelope(
                EmailAddress.of("a@x.example"),
                List.of(recipient("b@y.example", NotifyOn.DEFAULT)),
                Optional.empty(),
                Optional.of(content));
        String word = content == ReturnContent.FULL ? "FULL" : "HDRS";

        assertThat(line(SmtpCommand.mail(envelope, PLAIN, offering("DSN"))))
                .isEqualTo("MAIL FROM:<a@x.example> RET=" + word);
    }

    @ParameterizedTest
    @CsvSource({"a+b=c, a+2Bb+3Dc", "Order #42 / A=1, Order+20#42+20/+20A+3D1"})
    void dsn7WritesTheEnvelopeIdAsXtext(String id, String xtext) {
        Envelope envelope = new Envelope(
                EmailAddress.of("a@x.example"),
                List.of(recipient("b@y.example", NotifyOn.DEFAULT)),
                Optional.of(new EnvelopeId(id)),
                Optional.empty());

        assertThat(line(SmtpCommand.mail(envelope, PLAIN, offering("DSN")))).endsWith(" ENVID=" + xtext);
    }

    @ParameterizedTest
    @CsvSource(
            quoteCharacter = '\0',
            value = {"a+b=c@example.com,a+2Bb+3Dc@example.com", "\"John Doe\"@Example.com,\"John+20Doe\"@Example.com"})
    void dsn9WritesTheOriginalRecipientAsXtext(String address, String xtext) {
        assertThat(line(rcpt(address, NotifyOn.of(Notify.FAILURE), PLAIN, "DSN")))
                .endsWith(" ORCPT=rfc822;" + xtext);
    }

    @Test
    void dsn10WritesAnOriginalRecipientThatIsNotAscii() {
        assertThat(line(rcpt("δοκιμή+x=1@example.com", NotifyOn.of(Notify.FAILURE), UTF8, "DSN", "SMTPUTF8")))
                .endsWith(" ORCPT=utf-8;δοκιμή\\x{2B}x\\x{3D}1@example.com");
    }

    @Test
    void dsn11KeepsTheLongestCommandWithinItsLimit() {
        String longest =
                "+".repeat(64) + "@" + "a".repeat(60) + "." + "b".repeat(60) + "." + "c".repeat(59) + ".example";

        SmtpCommand command = rcpt(longest, NotifyOn.of(Notify.SUCCESS, Notify.FAILURE, Notify.DELAY), PLAIN, "DSN");

        assertThat(command.octets()).hasSizeLessThan(1036);
    }

    @Test
    void dsn11WritesEachParameterOnce() {
        String mail = line(SmtpCommand.mail(shop(), UTF8, offering("SIZE", "DSN", "8BITMIME", "SMTPUTF8")));

        assertThat(List.of(mail.split(" ", -1))).doesNotHaveDuplicates();
    }

    @Test
    void secS1ShowsTheVerbOfALoginOnly() {
        assertThat(SmtpCommand.auth("PLAIN", Optional.of(new byte[] {1, 2, 3}))).hasToString("AUTH");
        assertThat(SmtpCommand.loginResponse(new byte[] {1, 2, 3})).hasToString("login response");
    }

    @Test
    void ext8WritesAnEmptyFirstResponseAsEqualsSign() {
        assertThat(line(SmtpCommand.auth("EXTERNAL", Optional.of(new byte[0])))).isEqualTo("AUTH EXTERNAL =");
    }

    @Test
    void ext3WritesChunks() {
        assertThat(line(SmtpCommand.bdat(1000, false))).isEqualTo("BDAT 1000");
        assertThat(line(SmtpCommand.bdat(0, true))).isEqualTo("BDAT 0 LAST");
    }

    @Test
    void smtp10NamesTheClient() {
        assertThat(line(SmtpCommand.ehlo("shop.example"))).isEqualTo("EHLO shop.example");
        assertThat(line(SmtpCommand.helo("[192.0.2.1]"))).isEqualTo("HELO [192.0.2.1]");
    }

    @Test
    void auth2AnswersInBase64() {
        assertThat(line(SmtpCommand.loginResponse("tim".getBytes(StandardCharsets.US_ASCII))))
                .isEqualTo("dGlt");
        assertThat(line(SmtpCommand.auth("PLAIN", Optional.of(new byte[] {0, 'a', 0, 'b'}))))
                .isEqualTo("AUTH PLAIN AGEAYg==");
    }

    @Test
    void isCopiedIntoAFlightAsItIs() {
        SmtpCommand command = SmtpCommand.ehlo("shop.example");
        byte[] flight = new byte[command.length() + 2];
        command.copyTo(flight, 1);

        assertThat(new String(flight, StandardCharsets.US_ASCII)).isEqualTo("\0EHLO shop.example\r\n\0");
    }

    @Test
    void takesTheLastOfThePrintableCharacters() {
        assertThat(line(rcpt("a~b@example.net", NotifyOn.DEFAULT, PLAIN))).isEqualTo("RCPT TO:<a~b@example.net>");
    }

    @Test
    void aQuoteBehindABackslashEndsNoQuotes() {
        assertThat(line(rcpt("\"a\\\" b\"@x.example", NotifyOn.DEFAULT, PLAIN)))
                .isEqualTo("RCPT TO:<\"a\\\" b\"@x.example>");
    }

    private static Capabilities offering(String... lines) {
        List<String> all = new ArrayList<>(List.of("peer.example"));
        all.addAll(List.of(lines));
        return Capabilities.of(new SmtpReply(250, all));
    }

    private static Envelope shop() {
        return from(EmailAddress.of("shop@example.com"));
    }

    private static Envelope from(EmailAddress sender) {
        return Envelope.plain(sender, List.of(EmailAddress.of("a@example.net")));
    }

    private static EnvelopeRecipient recipient(String address, NotifyOn reports) {
        EmailAddress of = EmailAddress.of(address);
        return new EnvelopeRecipient(of, RecipientOptions.reporting(reports, of));
    }

    private static SmtpCommand rcpt(String address, NotifyOn reports, MailTraits traits, String... offers) {
        return SmtpCommand.rcpt(recipient(address, reports), traits, offering(offers));
    }

    private static String line(SmtpCommand command) {
        String line = new String(command.octets(), StandardCharsets.UTF_8);
        assertThat(line).endsWith("\r\n");
        return line.substring(0, line.length() - 2);
    }
}

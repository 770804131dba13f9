package org.qdmail.message;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.qdmail.message.Level.HIGH;
import static org.qdmail.message.Level.LOW;

import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;
import org.qdmail.address.EmailAddress;
import org.qdmail.address.Mailbox;
import org.qdmail.envelope.Notify;
import org.qdmail.envelope.NotifyOn;
import org.qdmail.failure.Fault;

class MailMessageTest {
    private static final byte[] OCTETS = "a,b\r\n".getBytes(StandardCharsets.US_ASCII);

    @Test
    void keepsWhatTheVerbsSay() {
        MailMessage message = MailMessage.to("Taro <taro@example.jp>")
                .cc(Mailbox.parse("sales@example.com"))
                .bcc(Recipient.of("audit@example.com"))
                .from("Shop <shop@example.com>")
                .sender("robot@example.com")
                .replyTo("help@example.com")
                .returnPath("bounce@example.com")
                .subject("Invoice 42")
                .text("Dear\ncustomer")
                .html("<p>Dear customer <img src='cid:logo'></p>")
                .alternative(Content.of(OCTETS, "text/calendar; method=REQUEST"))
                .inline("logo", Content.of(OCTETS, "image/png"))
                .attach("rows.csv", OCTETS, "text/csv")
                .header("X-Order", "42")
                .inReplyTo("<1@example.jp>")
                .references("<0@example.jp>", "<1@example.jp>")
                .readReceiptTo("opened@example.com")
                .tag("invoice")
                .build();

        assertThat(message.to()).containsExactly(Recipient.of("Taro <taro@example.jp>"));
        assertThat(message.cc()).containsExactly(Recipient.of("sales@example.com"));
        assertThat(message.bcc()).containsExactly(Recipient.of("audit@example.com"));
        assertThat(message.from()).contains(Mailbox.of("Shop", "shop@example.com"));
        assertThat(message.sender()).contains(Mailbox.parse("robot@example.com"));
        assertThat(message.replyTo()).containsExactly(Mailbox.parse("help@example.com"));
        assertThat(message.returnPath()).contains(EmailAddress.of("bounce@example.com"));
        assertThat(message.subject()).isEqualTo("Invoice 42");
        assertThat(message.text()).contains("Dear\ncustomer");
        assertThat(message.html()).contains("<p>Dear customer <img src='cid:logo'></p>");
        assertThat(message.alternatives())
                .extracting(Content::mediaType)
                .containsExactly("text/calendar; method=REQUEST");
        assertThat(message.inlineParts()).extracting(InlinePart::cid).containsExactly("logo");
        assertThat(message.attachments()).extracting(Attachment::name).containsExactly("rows.csv");
        assertThat(message.headers()).containsExactly(new HeaderField("X-Order", "42"));
        assertThat(message.inReplyTo()).containsExactly("<1@example.jp>");
        assertThat(message.references()).containsExactly("<0@example.jp>", "<1@example.jp>");
        assertThat(message.readReceiptTo()).contains(Mailbox.parse("opened@example.com"));
        assertThat(message.tag()).contains("invoice");
        assertThat(message.wishes()).isEqualTo(Wishes.NONE);
    }

    @Test
    void isEmptyWhereNothingWasSaid() {
        MailMessage message = MailMessage.builder().text("").build();

        assertThat(message.to()).isEmpty();
        assertThat(message.from()).isEmpty();
        assertThat(message.returnPath()).isEmpty();
        assertThat(message.subject()).isEmpty();
        assertThat(message.html()).isEmpty();
        assertThat(message.text()).contains("");
        assertThat(message.priority()).isEmpty();
        assertThat(message.derivesText()).isFalse();
        assertThat(message.asksReceipt()).isFalse();
    }

    @Test
    void reportsAllFaultsAtOnceWithTheirPlaces() {
        MailMessage.Builder builder = MailMessage.to("ok@x.jp", "a@b", "x".repeat(65) + "@x.jp")
                .to("a@x.jp, b@x.jp")
                .cc("ok2@x.jp")
                .cc("c@-x.jp")
                .bcc("")
                .from("no")
                .replyTo("r@x.jp", "r@")
                .returnPath("Bounce <b@x.jp>")
                .subject("a\nb")
                .html("<img src=cid:none>\0")
                .attach("ok.txt", OCTETS, "text/plain")
                .attach("a/b", OCTETS, "text")
                .inline("a b", Content.of(OCTETS, "image/png"))
                .header("X-Order", "42")
                .header("X:", "a\rb")
                .header("Bcc", "v@x.jp")
                .inReplyTo("1@x.jp")
                .references("<1@x.jp>", "<>")
                .readReceiptTo("a@x.jp,b@x.jp")
                .receiptOn(Notify.NEVER, Notify.SUCCESS)
                .tag("a\0b");

        assertThat(FaultsOf.building(builder))
                .containsExactly(
                        "MAIL-0210 to[1]",
                        "MAIL-0211 to[2]",
                        "MAIL-0214 to[3]",
                        "MAIL-0213 cc[1]",
                        "MAIL-0210 bcc[0]",
                        "MAIL-0210 from",
                        "MAIL-0210 replyTo[1]",
                        "MAIL-0210 returnPath",
                        "MAIL-0212 subject",
                        "MAIL-0212 html",
                        "MAIL-0242 attach[1].name",
                        "MAIL-0243 attach[1].type",
                        "MAIL-0230 inline[0].cid",
                        "MAIL-0220 header[1]",
                        "MAIL-0212 header[1]",
                        "MAIL-0221 header[2]",
                        "MAIL-0224 inReplyTo[0]",
                        "MAIL-0224 references[1]",
                        "MAIL-0252 readReceiptTo",
                        "MAIL-0250 receiptOn",
                        "MAIL-0212 tag");
    }

    @Test
    void tellsAFaultInOneLine() {
        assertThatThrownBy(() -> MailMessage.builder()
                        .cc("a@x.jp", "b@x.jp", "y".repeat(71) + "@x.jp")
                        .text("")
                        .build())
                .hasMessage("MAIL-0211 cc[2]: local part has 71 octets; at most 64 are allowed"
                        + " (RFC 5321 section 4.5.3.1.1)");
    }

    @Test
    void qd71DemandsABody() {
        assertThat(FaultsOf.building(MailMessage.to("a@x.jp").subject("s"))).containsExactly("MAIL-0232 text");
        assertThat(FaultsOf.building(MailMessage.to("a@x.jp").alternative(Content.of(OCTETS, "text/calendar"))))
                .containsExactly("MAIL-0232 text");
        assertThat(MailMessage.to("a@x.jp").html("").build().derivesText()).isTrue();
    }

    @Test
    void qd71DerivesTextUnlessThereIsOneOrItIsOff() {
        assertThat(MailMessage.builder().html("x").build().derivesText()).isTrue();
        assertThat(MailMessage.builder().html("x").text("").build().derivesText())
                .isFalse();
        assertThat(MailMessage.builder().html("x").plainTextOff().build().derivesText())
                .isFalse();
        assertThat(MailMessage.builder().text("x").build().derivesText()).isFalse();
    }

    @Test
    void qd72AddsRecipientsAndKeepsEachAddressOnce() {
        MailMessage message = MailMessage.to("A <a@x.jp>", "b@x.jp")
                .to("Again <a@X.JP>")
                .to("\"b\"@x.jp")
                .text("")
                .build();

        assertThat(message.to()).containsExactly(Recipient.of("A <a@x.jp>"), Recipient.of("b@x.jp"));
    }

    @Test
    void keepsAnAddressOfSeveralFieldsInTheMostVisibleOne() {
        MailMessage message = MailMessage.builder()
                .bcc("a@x.jp", "b@x.jp", "c@x.jp")
                .cc("a@x.jp", "b@x.jp")
                .to("a@x.jp")
                .text("")
                .build();

        assertThat(message.to()).containsExactly(Recipient.of("a@x.jp"));
        assertThat(message.cc()).containsExactly(Recipient.of("b@x.jp"));
        assertThat(message.bcc()).containsExactly(Recipient.of("c@x.jp"));
    }

    @Test
    void keepsTheReceiptsOfAnAddressGivenTwice() {
        MailMessage message = MailMessage.to(Recipient.of("a@x.jp"))
                .to(Recipient.of("a@x.jp").reportOn(Notify.SUCCESS))
                .cc(Recipient.of("a@x.jp").noReports().askReadReceipt())
                .text("")
                .build();

        assertThat(message.to())
                .containsExactly(Recipient.of("a@x.jp").reportOn(Notify.SUCCESS).askReadReceipt());
        assertThat(message.cc()).isEmpty();
    }

    @Test
    void buildingLeavesTheBuilderAsItWas() {
        Recipient recipient = Recipient.of("a@x.jp");
        MailMessage.Builder builder =
                MailMessage.to(recipient).cc(recipient.noReports()).text("");
        builder.build();

        MailMessage later = builder.to(recipient.reportOn(Notify.SUCCESS)).build();

        assertThat(later.to()).containsExactly(recipient.reportOn(Notify.SUCCESS));
    }

    @Test
    void c25KeepsAnIrregularAddressOnce() {
        MailMessage message = MailMessage.to("a..b.@docomo.ne.jp", "\"a..b.\"@docomo.ne.jp")
                .text("")
                .build();

        assertThat(message.to())
                .extracting(recipient -> recipient.address().wire())
                .containsExactly("\"a..b.\"@docomo.ne.jp");
    }

    @Test
    void c26KeepsSeveralReplyTo() {
        MailMessage message = MailMessage.builder()
                .replyTo("a@x.jp", "山田 <b@x.jp>")
                .replyTo(Mailbox.parse("c@x.jp"))
                .text("")
                .build();

        assertThat(message.replyTo())
                .containsExactly(Mailbox.parse("a@x.jp"), Mailbox.of("山田", "b@x.jp"), Mailbox.parse("c@x.jp"));
    }

    @Test
    void takesEveryFormOfARecipient() {
        Mailbox mailbox = Mailbox.parse("b@x.jp");
        Recipient recipient = Recipient.of("c@x.jp");
        List<Recipient> list = List.of(Recipient.of("d@x.jp"));

        MailMessage.Builder builder = MailMessage.to(mailbox).text("");
        builder.to(recipient).to(list).cc("e@x.jp").cc(Mailbox.parse("f@x.jp")).cc(Recipient.of("g@x.jp"));
        builder.cc(List.of(Recipient.of("h@x.jp")))
                .bcc("i@x.jp")
                .bcc(Mailbox.parse("j@x.jp"))
                .bcc(Recipient.of("k@x.jp"))
                .bcc(List.of(Recipient.of("l@x.jp")));
        MailMessage message = builder.build();

        assertThat(message.to()).extracting(Recipient::toString).containsExactly("b@x.jp", "c@x.jp", "d@x.jp");
        assertThat(message.cc())
                .extracting(Recipient::toString)
                .containsExactly("e@x.jp", "f@x.jp", "g@x.jp", "h@x.jp");
        assertThat(message.bcc())
                .extracting(Recipient::toString)
                .containsExactly("i@x.jp", "j@x.jp", "k@x.jp", "l@x.jp");
        assertThat(MailMessage.to(recipient).text("").build().to()).containsExactly(recipient);
        assertThat(MailMessage.to(list).text("").build().to()).isEqualTo(list);
    }

    @Test
    void countsTheNumberOfARecipientOverAllCallsOfTheVerb() {
        assertThat(FaultsOf.building(MailMessage.to("a@x.jp", "a@x.jp")
                        .to(Recipient.of("b@x.jp"))
                        .to("no")
                        .text("")))
                .containsExactly("MAIL-0210 to[3]");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {"from", "sender", "returnPath", "subject", "text", "html", "tag", "Subject", "From", "Date"})
    void cmp1RefusesASecondFieldOfItsKind(String verb) {
        MailMessage.Builder builder = MailMessage.to("a@x.jp").text("").from("shop@example.com");

        switch (verb) {
            case "from" -> builder.from("b@x.jp");
            case "sender" -> builder.sender("b@x.jp").sender("b@x.jp");
            case "returnPath" -> builder.returnPath("b@x.jp").returnPath("b@x.jp");
            case "subject" -> builder.subject("a").subject("b");
            case "text" -> builder.text("b");
            case "html" -> builder.html("a").html("b");
            case "tag" -> builder.tag("a").tag("b");
            default -> {
                assertThat(FaultsOf.building(builder.header(verb, "x"))).containsExactly("MAIL-0221 header[0]");
                return;
            }
        }
        assertThat(FaultsOf.building(builder)).containsExactly("MAIL-0223 " + verb);
    }

    @Test
    void refusesAnOwnFieldTwiceWhateverItsCase() {
        assertThat(FaultsOf.building(MailMessage.builder()
                        .text("")
                        .header("X-Order", "1")
                        .header("x-ORDER", "2")
                        .header("X-Other", "3")))
                .containsExactly("MAIL-0223 header[1]");
    }

    @Test
    void refusesASecondAddressForReadReceipts() {
        assertThat(FaultsOf.building(
                        MailMessage.builder().text("").readReceiptTo("a@x.jp").readReceiptTo(Mailbox.parse("b@x.jp"))))
                .containsExactly("MAIL-0252 readReceiptTo");
    }

    @Test
    void refusesAnAddressForReadReceiptsThatIsNone() {
        assertThat(FaultsOf.building(MailMessage.builder().text("").readReceiptTo("a@b")))
                .containsExactly("MAIL-0210 readReceiptTo");
    }

    @Test
    void edits() {
        MailMessage first = MailMessage.to("a@x.jp")
                .from("shop@example.com")
                .sender("s@x.jp")
                .returnPath("r@x.jp")
                .subject("one")
                .text("t")
                .html("h")
                .tag("x")
                .readReceiptTo("rr@x.jp")
                .header("X-Order", "1")
                .header("X-Kept", "k")
                .attach("a.txt", OCTETS, "text/plain")
                .inline("i", Content.of(OCTETS, "image/png"))
                .alternative(Content.of(OCTETS, "text/calendar"))
                .replyTo("p@x.jp")
                .inReplyTo("<1@x>")
                .references("<1@x>")
                .priority(HIGH)
                .build();

        MailMessage second = first.edit()
                .to("b@x.jp")
                .cc("c@x.jp")
                .subject("two")
                .from("new@example.com")
                .sender("s2@x.jp")
                .returnPath(EmailAddress.NONE)
                .text("t2")
                .html("h2")
                .tag("y")
                .readReceiptTo("rr2@x.jp")
                .header("x-order", "2")
                .attach("b.txt", OCTETS, "text/plain")
                .inline("j", Content.of(OCTETS, "image/png"))
                .alternative(Content.of(OCTETS, "text/vcard"))
                .replyTo("q@x.jp")
                .inReplyTo("<2@x>")
                .references("<2@x>")
                .build();

        assertThat(second.to()).containsExactly(Recipient.of("a@x.jp"), Recipient.of("b@x.jp"));
        assertThat(second.cc()).containsExactly(Recipient.of("c@x.jp"));
        assertThat(second.subject()).isEqualTo("two");
        assertThat(second.from()).contains(Mailbox.parse("new@example.com"));
        assertThat(second.sender()).contains(Mailbox.parse("s2@x.jp"));
        assertThat(second.returnPath()).contains(EmailAddress.NONE);
        assertThat(second.text()).contains("t2");
        assertThat(second.html()).contains("h2");
        assertThat(second.tag()).contains("y");
        assertThat(second.readReceiptTo()).contains(Mailbox.parse("rr2@x.jp"));
        assertThat(second.headers()).containsExactly(new HeaderField("X-Kept", "k"), new HeaderField("x-order", "2"));
        assertThat(second.attachments()).extracting(Attachment::name).containsExactly("a.txt", "b.txt");
        assertThat(second.inlineParts()).extracting(InlinePart::cid).containsExactly("i", "j");
        assertThat(second.alternatives()).extracting(Content::mediaType).containsExactly("text/calendar", "text/vcard");
        assertThat(second.replyTo()).containsExactly(Mailbox.parse("p@x.jp"), Mailbox.parse("q@x.jp"));
        assertThat(second.inReplyTo()).containsExactly("<1@x>", "<2@x>");
        assertThat(second.references()).containsExactly("<1@x>", "<2@x>");
        assertThat(second.priority()).contains(HIGH);
        assertThat(first.subject()).isEqualTo("one");
        assertThat(first.to()).containsExactly(Recipient.of("a@x.jp"));
        assertThat(first.headers()).contains(new HeaderField("X-Order", "1"));
    }

    @Test
    void editsNothingIntoTheSame() {
        MailMessage first = MailMessage.to("a@x.jp")
                .cc("b@x.jp")
                .bcc("c@x.jp")
                .html("x")
                .plainTextOff()
                .priority(LOW)
                .receiptOn(Notify.DELAY)
                .signed("legal")
                .build();
        MailMessage second = first.edit().build();

        assertThat(second.wishes()).isEqualTo(first.wishes());
        assertThat(second.derivesText()).isFalse();
        assertThat(second.to()).isEqualTo(first.to());
        assertThat(second.cc()).isEqualTo(first.cc());
        assertThat(second.bcc()).isEqualTo(first.bcc());
    }

    @Test
    void placesFaultsOfAnEditBehindWhatCameWithTheMessage() {
        MailMessage first = MailMessage.to("a@x.jp")
                .text("")
                .header("X-A", "1")
                .attach("a.txt", OCTETS, "text/plain")
                .replyTo("a@x.jp")
                .build();

        assertThat(FaultsOf.building(first.edit()
                        .to("no")
                        .header("X B", "1")
                        .attach("", OCTETS, "text/plain")
                        .replyTo("no")
                        .subject("a")
                        .subject("b")))
                .containsExactly(
                        "MAIL-0210 to[1]",
                        "MAIL-0220 header[1]",
                        "MAIL-0242 attach[1].name",
                        "MAIL-0210 replyTo[1]",
                        "MAIL-0223 subject");
    }

    @Test
    void isNotChangedByItsBuilder() {
        MailMessage.Builder builder = MailMessage.to("a@x.jp").text("");
        MailMessage message = builder.build();
        builder.cc("b@x.jp")
                .header("X-A", "1")
                .attach("a.txt", OCTETS, "text/plain")
                .priority(HIGH);

        assertThat(message.cc()).isEmpty();
        assertThat(message.headers()).isEmpty();
        assertThat(message.attachments()).isEmpty();
        assertThat(message.priority()).isEmpty();
    }

    @Test
    void givesUnmodifiableLists() {
        MailMessage message = MailMessage.to("a@x.jp").text("").build();

        assertThatThrownBy(() -> message.to().clear()).isInstanceOf(UnsupportedOperationException.class);
        assertThatThrownBy(() -> message.headers().clear()).isInstanceOf(UnsupportedOperationException.class);
    }

    @ParameterizedTest
    @CsvSource({
        "x,true",
        "cid:none,false",
        "cid:a,true",
    })
    void qd77AnswersEveryCid(String source, boolean passes) {
        MailMessage.Builder builder = MailMessage.builder()
                .html("<img src='" + source + "'>")
                .inline("a", Content.of(OCTETS, "image/png"))
                .inline("unused", Content.of(OCTETS, "image/png"));

        if (passes) assertThat(builder.build().inlineParts()).hasSize(2);
        else assertThat(FaultsOf.building(builder)).containsExactly("MAIL-0230 html");
    }

    @Test
    void c15ComparesCidsDecodedAndCaseSensitively() {
        MailMessage.Builder builder = MailMessage.builder()
                .html("<img src='cid:logo%40shop'><img src='cid:LOGO'><img src='cid:LOGO'>")
                .inline("logo@shop", Content.of(OCTETS, "image/png"))
                .inline("logo", Content.of(OCTETS, "image/png"));

        assertThat(FaultsOf.refused(builder::build))
                .containsExactly(new Fault(
                        "MAIL-0230",
                        "html",
                        "the cid: at character 37 has no inline part; add .inline(cid, content). A cid is compared after"
                                + " URL decoding, upper and lower case differ (RFC 2392 section 2)"));
    }

    @Test
    void refusesACidTwice() {
        assertThat(FaultsOf.building(MailMessage.builder()
                        .html("")
                        .inline("a", Content.of(OCTETS, "image/png"))
                        .inline("A", Content.of(OCTETS, "image/png"))
                        .inline("a", Content.of(OCTETS, "image/png"))))
                .containsExactly("MAIL-0231 inline[2].cid");
    }

    @Test
    void attachesAFileUnderTheLastElementOfItsPath() {
        MailMessage message = MailMessage.builder()
                .text("")
                .attach(Path.of("/data/../data/invoice-42.pdf"))
                .build();

        assertThat(message.attachments()).singleElement().satisfies(attachment -> {
            assertThat(attachment.name()).isEqualTo("invoice-42.pdf");
            assertThat(attachment.content().mediaType()).isEqualTo("application/pdf");
        });
        assertThat(FaultsOf.building(MailMessage.builder().text("").attach(Path.of("/"))))
                .containsExactly("MAIL-0242 attach[0].name");
    }

    @Test
    void keepsAnAttachmentWithItsDescription() {
        Attachment scan =
                Attachment.of("scan 7.tiff", Content.of(OCTETS, "image/tiff")).describedAs("Page 7");

        assertThat(MailMessage.builder().text("").attach(scan).build().attachments())
                .containsExactly(scan);
        assertThat(scan.description()).contains("Page 7");
    }

    @Test
    void tellsCountsOnlyInItsText() {
        assertThat(MailMessage.to("secret@x.jp")
                        .subject("secret")
                        .text("secret")
                        .attach("secret.txt", OCTETS, "text/plain")
                        .build())
                .hasToString("MailMessage(to 1, cc 0, bcc 0, attachments 1)");
    }

    @Test
    void listsAThousandFaultsAndCountsTheOthers() {
        String[] none = new String[5_000];
        java.util.Arrays.fill(none, "no");

        List<Fault> faults = FaultsOf.refused(MailMessage.to(none).text("")::build);

        assertThat(faults).hasSize(1_001);
        assertThat(faults.get(999).place()).isEqualTo("to[999]");
        assertThat(faults.get(1_000))
                .isEqualTo(new Fault("MAIL-0210", "to[4999]", "4000 further faults up to this one are not listed"));
    }

    @Test
    void takesAMillionRecipientsInLinearTime() {
        List<Recipient> many = new ArrayList<>();
        for (int number = 0; number < 1_000_000; number++) many.add(Recipient.of("user" + number + "@example.com"));

        assertThat(MailMessage.to(many).text("").build().to()).hasSize(1_000_000);
    }

    @Test
    void takesRecipientsOfOneHashInReasonableTime() {
        List<Recipient> many = new ArrayList<>();
        for (int bits = 0; bits < 1 << 16; bits++) {
            StringBuilder local = new StringBuilder();
            for (int bit = 0; bit < 16; bit++) local.append((bits >> bit & 1) == 0 ? "Aa" : "BB");
            many.add(Recipient.of(local + "@example.com"));
        }
        assertThat(many.get(0).address()).hasSameHashCodeAs(many.get(65_535).address());

        assertThat(MailMessage.to(many).text("").build().to()).hasSize(65_536);
    }

    @Test
    void sharesTheReceiptWordsOfARecipient() {
        assertThat(Recipient.of("a@x.jp").reportOn().reports()).contains(NotifyOn.DEFAULT);
        assertThat(Recipient.of("a@x.jp").noReports().reports()).contains(NotifyOn.of(Notify.NEVER));
        assertThat(Recipient.of("a@x.jp").reports()).isEmpty();
        assertThatThrownBy(() -> Recipient.of("a@x.jp").reportOn(Notify.NEVER, Notify.DELAY))
                .hasMessageStartingWith("MAIL-0250 ");
    }
}

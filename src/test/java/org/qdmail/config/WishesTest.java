// SPDX-License-Identifier: Apache-2.0
package org.qdmail.config;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import java.time.ZoneId;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.qdmail.address.EmailAddress;
import org.qdmail.envelope.Notify;
import org.qdmail.envelope.NotifyOn;
import org.qdmail.envelope.ReturnContent;
import org.qdmail.message.EncryptionWish;
import org.qdmail.message.HeaderField;
import org.qdmail.message.Level;
import org.qdmail.message.PriorityWish;
import org.qdmail.message.ReceiptKind;
import org.qdmail.message.ReceiptWish;
import org.qdmail.message.SignatureWish;
import org.qdmail.message.Wishes;
import org.qdmail.mime.AutoSubmitted;
import org.qdmail.mime.ComposeSettings;
import org.qdmail.mime.PriorityField;
import org.qdmail.octets.SpoolSettings;
import org.qdmail.settings.DefaultSettings;
import org.qdmail.settings.MailboxSettings;
import org.qdmail.settings.MailerSettings;
import org.qdmail.settings.ReceiptSettings;

/** What the keys of defaults, enforcement, receipts, safety and limits become. */
class WishesTest {
    private static final ReceiptWish DELIVERY = new ReceiptWish(Set.of(ReceiptKind.DELIVERY), NotifyOn.DEFAULT);

    private static MailerSettings mailer(String... keysAndValues) {
        return Given.relay(keysAndValues).mailer();
    }

    @Test
    void nothingIsWishedByDefault() {
        MailerSettings mailer = mailer();

        assertThat(mailer.defaults().wishes()).isEqualTo(Wishes.NONE);
        assertThat(mailer.enforce().wishes()).isEqualTo(Wishes.NONE);
    }

    @Test
    void defaultsThatWishNothingLeaveTheAspectOpen() {
        assertThat(mailer("qdmail.defaults.signed", "false", "qdmail.defaults.receipt", "none")
                        .defaults()
                        .wishes())
                .isEqualTo(Wishes.NONE);
    }

    @Test
    void defaultsWish() {
        assertThat(mailer("qdmail.defaults.priority", "high", "qdmail.defaults.receipt", "delivery")
                        .defaults()
                        .wishes())
                .isEqualTo(new Wishes(
                        Optional.of(PriorityWish.of(Level.HIGH)),
                        Optional.of(DELIVERY),
                        Optional.empty(),
                        Optional.empty()));
    }

    @Test
    void enforcementCanForbid() {
        assertThat(mailer("qdmail.enforce.signed", "false", "qdmail.enforce.receipt", "none")
                        .enforce()
                        .wishes())
                .isEqualTo(new Wishes(
                        Optional.empty(),
                        Optional.of(ReceiptWish.NONE),
                        Optional.of(SignatureWish.UNSIGNED),
                        Optional.empty()));
    }

    @Test
    void encryptionIsWishedForbiddenOrLeftOpen() {
        assertThat(mailer("qdmail.defaults.encrypted", "true")
                        .defaults()
                        .wishes()
                        .encryption())
                .contains(EncryptionWish.ENCRYPTED);
        assertThat(mailer("qdmail.defaults.encrypted", "false").defaults().wishes())
                .isEqualTo(Wishes.NONE);
        assertThat(mailer("qdmail.enforce.encrypted", "true").enforce().wishes().encryption())
                .contains(EncryptionWish.ENCRYPTED);
        assertThat(mailer("qdmail.enforce.encrypted", "false")
                        .enforce()
                        .wishes()
                        .encryption())
                .contains(EncryptionWish.UNENCRYPTED);
    }

    @Test
    void identityOfADefaultIsNamed() {
        Wishes wishes = Given.relay(
                        "qdmail.sign.legal.certificate-file", existing().toString())
                .and("qdmail.defaults.signed", "true", "qdmail.defaults.identity", "legal")
                .mailer()
                .defaults()
                .wishes();

        assertThat(wishes.signature()).contains(SignatureWish.by("legal"));
    }

    /** Some file that is there; that it is no certificate shows when it is loaded. */
    private static Path existing() {
        return Path.of("pom.xml").toAbsolutePath();
    }

    @Test
    void identityWithoutSigningIsAFault() {
        assertThat(Given.relay("qdmail.sign.legal.certificate-file", existing().toString())
                        .and("qdmail.enforce.identity", "legal")
                        .faults())
                .containsExactly("MAIL-1005 qdmail.enforce.identity (microprofile-config.properties, 100): it has no"
                        + " meaning unless qdmail.enforce.signed is true. Set that, or remove this key.");
    }

    @Test
    void addressesOfDefaultsAreRead() {
        DefaultSettings defaults = mailer(
                        "qdmail.defaults.from", "\"Shop, Tokyo\" <shop@example.com>",
                        "qdmail.defaults.return-path", "bounces@example.com",
                        "qdmail.defaults.reply-to", "help@example.com, \"A, B\" <ab@example.com>",
                        "qdmail.defaults.always-bcc", "archive@example.com",
                        "qdmail.safety.subject-prefix", "[test]")
                .defaults();

        assertThat(defaults.from().map(Object::toString)).contains("\"Shop, Tokyo\" <shop@example.com>");
        assertThat(defaults.returnPath()).contains(EmailAddress.of("bounces@example.com"));
        assertThat(defaults.replyTo()).extracting(Object::toString).hasSize(2);
        assertThat(defaults.alwaysBcc()).extracting(Object::toString).containsExactly("archive@example.com");
        assertThat(defaults.subjectPrefix()).contains("[test]");
    }

    @Test
    void headersOfBothMailersAreJoinedAndTheOwnOneWins() {
        MailerSettings billing = Given.relay("qdmail.mailer.b.smtp.host", "b.example.com")
                .and("qdmail.defaults.header.X-A", "1", "qdmail.defaults.header.X-B", "2")
                .and("qdmail.mailer.b.defaults.header.X-B", "3", "qdmail.mailer.b.enforce.header.X-C", "é")
                .mailer("b");

        assertThat(billing.defaults().headers())
                .containsExactly(new HeaderField("X-A", "1"), new HeaderField("X-B", "3"));
        assertThat(billing.enforce().headers()).containsExactly(new HeaderField("X-C", "é"));
    }

    @Test
    void headerThatMessagesMayNotSetIsRefused() {
        assertThat(Given.relay("qdmail.defaults.header.Bcc", "x@example.com").faults())
                .singleElement()
                .asString()
                .startsWith("MAIL-1010 qdmail.defaults.header.Bcc (");
    }

    @Test
    void receiptsAreRead() {
        ReceiptSettings receipt = mailer(
                        "qdmail.receipt.delivery.notify", "Failure, delay",
                        "qdmail.receipt.delivery.return", "full",
                        "qdmail.receipt.read.allowed", "false",
                        "qdmail.receipt.read.to", "r@example.com",
                        "qdmail.receipt.read.mismatch", "fail")
                .receipt();

        assertThat(receipt)
                .isEqualTo(new ReceiptSettings(
                        NotifyOn.of(Notify.FAILURE, Notify.DELAY),
                        ReturnContent.FULL,
                        false,
                        Optional.of(EmailAddress.of("r@example.com")),
                        ReceiptSettings.Mismatch.FAIL,
                        Optional.empty()));
    }

    @Test
    void receiptsHaveTheirDefaults() {
        assertThat(mailer().receipt())
                .isEqualTo(new ReceiptSettings(
                        NotifyOn.of(Notify.SUCCESS, Notify.FAILURE),
                        ReturnContent.HEADERS,
                        true,
                        Optional.empty(),
                        ReceiptSettings.Mismatch.WARN,
                        Optional.empty()));
    }

    @Test
    void composingHasItsDefaults() {
        assertThat(mailer().compose()).isEqualTo(ComposeSettings.defaults(ZoneId.systemDefault()));
    }

    @Test
    void composingIsRead() {
        ComposeSettings compose = mailer(
                        "qdmail.priority.headers", "importance,x-priority",
                        "qdmail.defaults.message-id-domain", "xn--r8jz45g.jp",
                        "qdmail.defaults.auto-submitted", "no",
                        "qdmail.defaults.time-zone", "Asia/Tokyo")
                .compose();

        assertThat(compose.priorityFields()).containsExactly(PriorityField.IMPORTANCE, PriorityField.X_PRIORITY);
        assertThat(compose.messageIdDomain()).contains("xn--r8jz45g.jp");
        assertThat(compose.autoSubmitted()).isEqualTo(AutoSubmitted.NO);
        assertThat(compose.zone()).isEqualTo(ZoneId.of("Asia/Tokyo"));
    }

    @Test
    void safetyAndLimitsAreRead() {
        MailerSettings mailer = mailer(
                "qdmail.safety.allow", "example.com, /a{1,2}@x\\.jp/ ,bob@example.org",
                "qdmail.safety.deny", "evil@example.com",
                "qdmail.safety.redirect-to", "qa@example.com",
                "qdmail.limits.message-size", "10m",
                "qdmail.limits.spool-threshold", "512K",
                "qdmail.limits.recipients", "7");

        assertThat(mailer.safety().allow())
                .extracting(Object::toString)
                .containsExactly("example.com", "/a{1,2}@x\\.jp/", "bob@example.org");
        assertThat(mailer.safety().deny()).hasSize(1);
        assertThat(mailer.safety().redirectTo()).contains(EmailAddress.of("qa@example.com"));
        assertThat(mailer.spool())
                .isEqualTo(new SpoolSettings(
                        Path.of(System.getProperty("java.io.tmpdir")).toAbsolutePath(), 512 << 10, 10 << 20));
        assertThat(mailer.limits()).isEqualTo(new MailerSettings.Limits(7));
    }

    @Test
    void listOfNothingIsNotEverything() {
        assertThat(Given.relay("qdmail.safety.allow", ", ,").faults()).hasSize(1);
    }

    @Test
    void mailboxIsRead() {
        MailboxSettings mailbox = Given.relay("mp.config.profile", "test")
                .and("qdmail.mailbox.smtp-port", "2525", "qdmail.mailbox.bind", "::1")
                .and("qdmail.mailbox.max-messages", "5", "qdmail.mailbox.max-size", "1M")
                .and("qdmail.mailbox.page", "false")
                .settings()
                .mailbox();

        assertThat(mailbox.bind().isLoopbackAddress()).isTrue();
        assertThat(List.of(mailbox.smtpPort(), mailbox.maxMessages())).containsExactly(2525, 5);
        assertThat(mailbox.maxSizeOctets()).isEqualTo(1 << 20);
        assertThat(mailbox.page()).isFalse();
    }
}

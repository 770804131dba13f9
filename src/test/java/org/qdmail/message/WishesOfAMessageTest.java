package org.qdmail.message;

import static org.assertj.core.api.Assertions.assertThat;
import static org.qdmail.envelope.Notify.DELAY;
import static org.qdmail.envelope.Notify.FAILURE;
import static org.qdmail.envelope.Notify.NEVER;
import static org.qdmail.envelope.Notify.SUCCESS;
import static org.qdmail.message.Level.HIGH;
import static org.qdmail.message.Level.LOW;
import static org.qdmail.message.ReceiptKind.DELIVERY;
import static org.qdmail.message.ReceiptKind.READ;

import java.util.Optional;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.qdmail.address.EmailAddress;
import org.qdmail.envelope.NotifyOn;

class WishesOfAMessageTest {
    @Test
    void qd4ReadsBackTheExplicitLevelOnly() {
        assertThat(text().priority(LOW).build().priority()).contains(LOW);
        assertThat(text().build().priority()).isEmpty();
        assertThat(text().build()
                        .withWishes(new Wishes(
                                Optional.of(PriorityWish.of(HIGH)),
                                Optional.empty(),
                                Optional.empty(),
                                Optional.empty()))
                        .priority())
                .contains(HIGH);
    }

    @Test
    void qd3CancelsAPriority() {
        MailMessage high = text().priority(HIGH).build();

        assertThat(high.edit().noPriority().build().wishes().priority()).contains(PriorityWish.NONE);
        assertThat(high.edit().noPriority().build().priority()).isEmpty();
    }

    @Test
    void qd96KeepsTheLaterOfTwoLevels() {
        assertThat(text().priority(HIGH).priority(LOW).build().priority()).contains(LOW);
    }

    @Test
    void asksForReceipts() {
        assertThat(receipt(text().receipt(DELIVERY, READ))).isEqualTo(wish(NotifyOn.DEFAULT, DELIVERY, READ));
        assertThat(receipt(text().receipt())).isEqualTo(wish(NotifyOn.DEFAULT, DELIVERY));
        assertThat(receipt(text().receipt(READ))).isEqualTo(wish(NotifyOn.DEFAULT, READ));
        assertThat(text().build().wishes().receipt()).isEmpty();
    }

    @Test
    void asksForDeliveryReportsByTheirWords() {
        assertThat(receipt(text().receiptOn(SUCCESS))).isEqualTo(wish(NotifyOn.of(SUCCESS), DELIVERY));
        assertThat(receipt(text().receipt(READ).receiptOn(FAILURE)))
                .isEqualTo(wish(NotifyOn.of(FAILURE), READ, DELIVERY));
        assertThat(receipt(text().receiptOn(DELAY).receipt(READ))).isEqualTo(wish(NotifyOn.of(DELAY), READ, DELIVERY));
    }

    @Test
    void takesReceiptsBack() {
        assertThat(receipt(text().receipt(DELIVERY).receiptOn(SUCCESS).noReceipt()))
                .isEqualTo(ReceiptWish.NONE);
        assertThat(receipt(text().noReceipt().receipt(READ))).isEqualTo(wish(NotifyOn.DEFAULT, READ));
    }

    @Test
    void qd6AsksForNoReadReceiptByItsAddressAlone() {
        assertThat(text().readReceiptTo("a@x.jp").build().wishes()).isEqualTo(Wishes.NONE);
    }

    @Test
    void decidesOnTheSignature() {
        assertThat(text().signed().build().wishes().signature()).contains(SignatureWish.by(""));
        assertThat(text().signed("legal").build().wishes().signature()).contains(SignatureWish.by("legal"));
        assertThat(text().signed().unsigned().build().wishes().signature()).contains(SignatureWish.UNSIGNED);
    }

    @Test
    void encryptionIsWishedOrForbidden() {
        assertThat(text().build().wishes().encryption()).isEmpty();
        assertThat(text().encrypted().build().wishes().encryption()).contains(EncryptionWish.ENCRYPTED);
        MailMessage plain = text().encrypted().unencrypted().build();
        assertThat(plain.wishes().encryption()).contains(EncryptionWish.UNENCRYPTED);
        MailMessage edited = text().encrypted().build().edit().subject("x").build();
        assertThat(edited.wishes().encryption()).contains(EncryptionWish.ENCRYPTED);
        assertThat(plain.withWishes(edited.wishes()).wishes().encryption()).contains(EncryptionWish.UNENCRYPTED);
        assertThat(plain.withEnforced(edited.wishes()).wishes().encryption()).contains(EncryptionWish.ENCRYPTED);
    }

    @Test
    void fillsOnlyWhatIsUndecided() {
        MailMessage message = text().priority(LOW).build();
        Wishes others = text().priority(HIGH).signed("legal").build().wishes();

        assertThat(message.withWishes(others).wishes())
                .isEqualTo(new Wishes(
                        Optional.of(PriorityWish.of(LOW)),
                        Optional.empty(),
                        Optional.of(SignatureWish.by("legal")),
                        Optional.empty()));
        assertThat(message.withEnforced(others).wishes()).isEqualTo(others);
        assertThat(message.wishes().signature()).isEmpty();
        assertThat(message.withWishes(others).text()).isEqualTo(message.text());
    }

    @Test
    void qd16RefusesAReceiptWithTheNullSender() {
        MailMessage.Builder[] asking = {
            text().receipt(DELIVERY),
            text().receipt(READ),
            text().receiptOn(DELAY),
            text().to(Recipient.of("a@x.jp").reportOn(FAILURE)),
            text().cc(Recipient.of("a@x.jp").askReadReceipt()),
            text().bcc(Recipient.of("a@x.jp").reportOn(SUCCESS)),
        };
        for (MailMessage.Builder builder : asking) {
            assertThat(builder.build().asksReceipt()).isTrue();
            assertThat(FaultsOf.building(builder.returnPath(EmailAddress.NONE)))
                    .containsExactly("MAIL-0251 returnPath");
        }
    }

    @Test
    void allowsTheNullSenderWhereNobodyIsAsked() {
        MailMessage message = text().returnPath(EmailAddress.NONE)
                .receiptOn(NEVER)
                .to(Recipient.of("a@x.jp").noReports(), Recipient.of("b@x.jp").reportOn())
                .build();

        assertThat(message.asksReceipt()).isFalse();
        assertThat(message.returnPath()).contains(EmailAddress.NONE);
        assertThat(text().noReceipt().returnPath(EmailAddress.NONE).build().asksReceipt())
                .isFalse();
    }

    private static MailMessage.Builder text() {
        return MailMessage.builder().text("x");
    }

    private static ReceiptWish receipt(MailMessage.Builder builder) {
        return builder.build().wishes().receipt().orElseThrow();
    }

    private static ReceiptWish wish(NotifyOn on, ReceiptKind... kinds) {
        return new ReceiptWish(Set.of(kinds), on);
    }
}

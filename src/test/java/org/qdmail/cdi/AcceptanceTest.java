package org.qdmail.cdi;

import static java.lang.annotation.ElementType.METHOD;
import static java.lang.annotation.ElementType.TYPE;
import static java.lang.annotation.RetentionPolicy.RUNTIME;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.qdmail.envelope.Notify.DELAY;
import static org.qdmail.envelope.Notify.FAILURE;
import static org.qdmail.message.Level.HIGH;
import static org.qdmail.message.Level.LOW;
import static org.qdmail.message.Level.NORMAL;
import static org.qdmail.message.ReceiptKind.DELIVERY;
import static org.qdmail.message.ReceiptKind.READ;

import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;
import jakarta.interceptor.InterceptorBinding;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.lang.annotation.Inherited;
import java.lang.annotation.Retention;
import java.lang.annotation.Target;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Function;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.qdmail.MailService;
import org.qdmail.Priority;
import org.qdmail.Receipt;
import org.qdmail.RenderedMail;
import org.qdmail.SendResult;
import org.qdmail.Signed;
import org.qdmail.envelope.Outcome;
import org.qdmail.failure.InvalidMessage;
import org.qdmail.it.Certificates;
import org.qdmail.it.WireMail;
import org.qdmail.mailbox.EmbeddedMailbox;
import org.qdmail.message.MailMessage;

/** What a message method puts on the wire: annotations given, octets and commands expected. */
class AcceptanceTest {
    private static final List<String> HIGH_FIELDS =
            List.of("X-Priority: 1", "Priority: urgent", "X-MSMail-Priority: High", "Importance: High");
    private static final List<String> NORMAL_FIELDS =
            List.of("X-Priority: 3", "Priority: normal", "X-MSMail-Priority: Normal", "Importance: Normal");
    private static final List<String> LOW_FIELDS =
            List.of("X-Priority: 5", "Priority: non-urgent", "X-MSMail-Priority: Low", "Importance: Low");
    private static final String HERE = "org.qdmail.cdi.AcceptanceTest$";

    @TempDir
    static Path certificates;

    private final EmbeddedMailbox mailbox = EmbeddedMailbox.start();
    private final Map<String, String> configured = new HashMap<>();

    @BeforeAll
    static void makeKeys() {
        Certificates.write(certificates, "cert.pem", "private.pem", "shop@example.com");
        Certificates.write(certificates, "legal.pem", "legal-key.pem", "shop@example.com");
    }

    @BeforeEach
    void configure() {
        configured.put("qdmail.smtp.host", "127.0.0.1");
        configured.put("qdmail.smtp.port", String.valueOf(mailbox.smtpPort()));
        configured.put("qdmail.defaults.from", "shop@example.com");
        configured.put("qdmail.path.certificates", certificates.toString());
        configured.put("qdmail.sign.legal.certificate-file", "legal.pem");
        configured.put("qdmail.sign.legal.private-key-file", "legal-key.pem");
    }

    @AfterEach
    void stop() {
        mailbox.close();
    }

    @Test
    void highWritesTheFourFieldsOnce() {
        assertThat(sent(Letters.class, letters -> List.of(letters.high())).priorityFields())
                .containsExactlyInAnyOrderElementsOf(HIGH_FIELDS);
    }

    @Test
    void normalWritesTheFourFieldsOnce() {
        assertThat(sent(Letters.class, letters -> List.of(letters.normal())).priorityFields())
                .containsExactlyInAnyOrderElementsOf(NORMAL_FIELDS);
    }

    @Test
    void lowWritesTheFourFieldsOnce() {
        assertThat(sent(Letters.class, letters -> List.of(letters.low())).priorityFields())
                .containsExactlyInAnyOrderElementsOf(LOW_FIELDS);
    }

    @Test
    void withoutAnnotationAndDefaultThereIsNoneOfTheFields() {
        assertThat(sent(Letters.class, letters -> List.of(letters.plain())).priorityFields())
                .isEmpty();
    }

    @Test
    void priorityOfTheMessageBeatsTheAnnotation() {
        assertThat(sent(Letters.class, letters -> List.of(letters.highButBuiltLow()))
                        .priorityFields())
                .containsExactlyInAnyOrderElementsOf(LOW_FIELDS);
    }

    @Test
    void receiptAsksForReportsForEveryRecipient() {
        WireMail mail = sent(Letters.class, letters -> List.of(letters.receiptForToCcBcc()));

        assertThat(mail.received().mailCommand())
                .startsWith("MAIL FROM:<shop@example.com>")
                .contains(" RET=HDRS", " ENVID=");
        assertThat(mail.received().recipientCommands())
                .containsExactlyInAnyOrder(
                        "RCPT TO:<a@example.com> NOTIFY=SUCCESS,FAILURE ORCPT=rfc822;a@example.com",
                        "RCPT TO:<b@example.com> NOTIFY=SUCCESS,FAILURE ORCPT=rfc822;b@example.com",
                        "RCPT TO:<c@example.com> NOTIFY=SUCCESS,FAILURE ORCPT=rfc822;c@example.com");
    }

    @Test
    void deliveryReceiptWritesNoFieldOfTheReadReceipt() {
        WireMail mail = sent(Letters.class, letters -> List.of(letters.receiptForToCcBcc()));

        assertThat(mail.fields("Disposition-Notification-To")).isEmpty();
        assertThat(mail.fields("Return-Receipt-To")).isEmpty();
        assertThat(mail.fields("X-Confirm-Reading-To")).isEmpty();
    }

    @Test
    void wordsOfAReceiptAreWrittenInCanonicalOrder() {
        assertThat(sent(Letters.class, letters -> List.of(letters.onDelayAndFailure()))
                        .received()
                        .recipientCommands())
                .containsExactly("RCPT TO:<a@example.com> NOTIFY=FAILURE,DELAY ORCPT=rfc822;a@example.com");
    }

    @Test
    void bothReceiptsWriteParametersAndTheField() {
        WireMail mail = sent(Letters.class, letters -> List.of(letters.both()));

        assertThat(mail.fields("Disposition-Notification-To"))
                .containsExactly("Disposition-Notification-To: shop@example.com");
        assertThat(mail.received().recipientCommands())
                .containsExactly("RCPT TO:<a@example.com> NOTIFY=SUCCESS,FAILURE ORCPT=rfc822;a@example.com");
    }

    @Test
    void readReceiptWritesTheFieldAlone() {
        WireMail mail = sent(Letters.class, letters -> List.of(letters.read()));

        assertThat(mail.fields("Disposition-Notification-To"))
                .containsExactly("Disposition-Notification-To: shop@example.com");
        assertThat(mail.received().recipientCommands()).containsExactly("RCPT TO:<a@example.com>");
        assertThat(mail.received().mailCommand()).doesNotContain("ENVID", "RET=");
    }

    @Test
    void receiptAtARelayWithoutDsnIsUnsupported() {
        mailbox.script("EHLO", "250 localhost");

        try (Containers.Application application = application(Sender.class, Letters.class)) {
            MailMessage message = application.get(Letters.class).receiptForToCcBcc();
            SendResult result = application.get(Sender.class).send(message);

            assertThat(result.outcomes()).extracting(Outcome::receipt).containsOnly(Outcome.ReceiptRequest.UNSUPPORTED);
            assertThat(mailbox.awaitOne().recipientCommands())
                    .containsExactlyInAnyOrder(
                            "RCPT TO:<a@example.com>", "RCPT TO:<b@example.com>", "RCPT TO:<c@example.com>");
        }
    }

    @Test
    void receiptAtARelayWithoutDsnFailsWhereThatIsConfigured() {
        mailbox.script("EHLO", "250 localhost");
        configured.put("qdmail.receipt.unsupported", "fail");

        try (Containers.Application application = application(Sender.class, Letters.class)) {
            MailMessage message = application.get(Letters.class).receiptForToCcBcc();

            assertThatThrownBy(() -> application.get(Sender.class).send(message))
                    .isInstanceOf(org.qdmail.failure.MailException.class)
                    .hasMessageContaining("MAIL-0501");
            mailbox.assertEmpty();
        }
    }

    @Test
    void signedIsADetachedSignatureThatVerifies() {
        WireMail mail = sent(Letters.class, letters -> List.of(letters.signed()));

        assertThat(mail.fields("Content-Type"))
                .singleElement()
                .asString()
                .contains("multipart/signed", "protocol=\"application/pkcs7-signature\"", "micalg=sha-256");
        Certificates.assertVerifies(mail.received().octets(), certificates.resolve("cert.pem"));
    }

    @Test
    void composedAnnotationOfTheClassSignsWhileTheMethodLowersThePriority() {
        WireMail mail = sent(BoardMails.class, board -> List.of(board.reminder("a@example.com")));

        assertThat(mail.priorityFields()).containsExactlyInAnyOrderElementsOf(LOW_FIELDS);
        Certificates.assertVerifies(mail.received().octets(), certificates.resolve("legal.pem"));
    }

    @Test
    void composedAnnotationOfTheClassCoversAPlainMethod() {
        WireMail mail = sent(BoardMails.class, board -> List.of(board.minutes("a@example.com")));

        assertThat(mail.priorityFields()).containsExactlyInAnyOrderElementsOf(HIGH_FIELDS);
        Certificates.assertVerifies(mail.received().octets(), certificates.resolve("legal.pem"));
    }

    @Test
    void innerSendingMethodBeatsTheOuterOneInItsAspect() {
        List<WireMail> mails;
        try (Containers.Application application = application(Outer.class, Inner.class)) {
            application.get(Outer.class).sendBoth();
            mails = arrived(2);
        }

        assertThat(mails).extracting(WireMail::subject).containsExactly("outer", "inner");
        assertThat(mails).allMatch(WireMail::isSigned);
        assertThat(mails.get(0).priorityFields()).containsExactlyInAnyOrderElementsOf(HIGH_FIELDS);
        assertThat(mails.get(1).priorityFields()).containsExactlyInAnyOrderElementsOf(LOW_FIELDS);
    }

    @Test
    void renderedMessageIsDecoratedLikeASentOne() {
        try (Containers.Application application = application(Outer.class, Inner.class)) {
            assertThat(application.get(Outer.class).rendered()).contains("X-Priority: 1\r\n");
        }
    }

    @Test
    void eachMessageOfAListIsDecoratedByItself() {
        List<WireMail> mails;
        try (Containers.Application application = application(Sender.class, Letters.class)) {
            for (MailMessage message : application.get(Letters.class).two())
                application.get(Sender.class).send(message).requireAllAccepted();
            mails = arrived(2);
        }

        assertThat(mails.get(0).priorityFields()).containsExactlyInAnyOrderElementsOf(HIGH_FIELDS);
        assertThat(mails.get(1).priorityFields()).containsExactlyInAnyOrderElementsOf(LOW_FIELDS);
    }

    @Test
    void selfInvocationInsideAFactoryIsSignedOnce() {
        WireMail mail = sent(SelfCalling.class, mails -> List.of(mails.outer()));

        assertThat(mail.isSigned()).isTrue();
        assertThat(new String(mail.received().octets(), StandardCharsets.ISO_8859_1).split("multipart/signed", -1))
                .hasSize(2);
    }

    @Test
    void configurationLowersThePriorityOfOneMethod() {
        configured.put(HERE + "Letters/high/Priority/value", "LOW");

        assertThat(sent(Letters.class, letters -> List.of(letters.high())).priorityFields())
                .containsExactlyInAnyOrderElementsOf(LOW_FIELDS);
    }

    @Test
    void configurationSwitchesSigningOff() {
        configured.put("qdmail.Signed/enabled", "false");

        assertThat(sent(Letters.class, letters -> List.of(letters.signed())).isSigned())
                .isFalse();
    }

    @Test
    void enforcedSigningBeatsTheSwitch() {
        configured.put("qdmail.Signed/enabled", "false");
        configured.put("qdmail.enforce.signed", "true");

        assertThat(sent(Letters.class, letters -> List.of(letters.signed())).isSigned())
                .isTrue();
    }

    @Test
    void mail0253ReadIsRefusedWhereItIsNotAllowed() {
        configured.put("qdmail.receipt.read.allowed", "false");

        try (Containers.Application application = application(Sender.class)) {
            MailMessage message = MailMessage.to("a@example.com")
                    .subject("x")
                    .text("x")
                    .receipt(READ)
                    .build();

            assertThatThrownBy(() -> application.get(Sender.class).send(message))
                    .isInstanceOf(InvalidMessage.class)
                    .hasMessageContaining("MAIL-0253");
        }
    }

    /** Asks one bean for a message, sends it and returns what arrived. */
    private <T> WireMail sent(Class<T> bean, Function<T, List<MailMessage>> messages) {
        try (Containers.Application application = application(Sender.class, bean)) {
            for (MailMessage message : messages.apply(application.get(bean)))
                application.get(Sender.class).send(message).requireAllAccepted();
            return new WireMail(mailbox.awaitOne());
        }
    }

    private List<WireMail> arrived(int count) {
        List<WireMail> mails = new ArrayList<>();
        mailbox.await(count).forEach(mail -> mails.add(new WireMail(mail)));
        return mails;
    }

    private Containers.Application application(Class<?>... beans) {
        return Containers.start(configured, beans);
    }

    private static MailMessage letter(String subject) {
        return MailMessage.to("a@example.com").subject(subject).text("x").build();
    }

    @Signed(identity = "legal")
    @Priority(HIGH)
    @InterceptorBinding
    @Inherited
    @Retention(RUNTIME)
    @Target({TYPE, METHOD})
    @interface Official {}

    @ApplicationScoped
    static class Sender {
        @Inject
        MailService mail;

        SendResult send(MailMessage message) {
            return mail.send(message);
        }
    }

    @ApplicationScoped
    static class Letters {
        MailMessage plain() {
            return letter("plain");
        }

        @Priority(HIGH)
        MailMessage high() {
            return letter("high");
        }

        @Priority(NORMAL)
        MailMessage normal() {
            return letter("normal");
        }

        @Priority(LOW)
        MailMessage low() {
            return letter("low");
        }

        @Priority(HIGH)
        MailMessage highButBuiltLow() {
            return letter("x").edit().priority(LOW).build();
        }

        @Priority(HIGH)
        List<MailMessage> two() {
            return List.of(
                    letter("first"), letter("second").edit().priority(LOW).build());
        }

        @Receipt
        MailMessage receiptForToCcBcc() {
            return letter("receipt")
                    .edit()
                    .cc("b@example.com")
                    .bcc("c@example.com")
                    .build();
        }

        @Receipt(on = {DELAY, FAILURE})
        MailMessage onDelayAndFailure() {
            return letter("receipt");
        }

        @Receipt({DELIVERY, READ})
        MailMessage both() {
            return letter("both");
        }

        @Receipt(READ)
        MailMessage read() {
            return letter("read");
        }

        @Signed
        MailMessage signed() {
            return letter("signed");
        }
    }

    @Official
    @ApplicationScoped
    static class BoardMails {
        MailMessage minutes(String to) {
            return MailMessage.to(to).subject("Minutes").text("…").build();
        }

        @Priority(LOW)
        MailMessage reminder(String to) {
            return MailMessage.to(to).subject("Reminder").text("…").build();
        }
    }

    @ApplicationScoped
    static class Outer {
        @Inject
        MailService mail;

        @Inject
        Inner inner;

        @Priority(HIGH)
        String rendered() {
            ByteArrayOutputStream octets = new ByteArrayOutputStream();
            try (RenderedMail rendered = mail.render(letter("rendered"))) {
                rendered.writeTo(octets);
            } catch (IOException impossible) {
                throw new UncheckedIOException(impossible);
            }
            return octets.toString(StandardCharsets.US_ASCII);
        }

        @Signed
        @Priority(HIGH)
        void sendBoth() {
            mail.send(letter("outer")).requireAllAccepted();
            inner.sendOne();
        }
    }

    @ApplicationScoped
    static class Inner {
        @Inject
        MailService mail;

        @Priority(LOW)
        void sendOne() {
            mail.send(letter("inner")).requireAllAccepted();
        }
    }

    @Signed
    @ApplicationScoped
    static class SelfCalling {
        MailMessage outer() {
            return inner();
        }

        MailMessage inner() {
            return letter("self");
        }
    }
}

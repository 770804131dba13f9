package org.qdmail.mailbox;

import static org.assertj.core.api.Assertions.assertThat;
import static org.qdmail.envelope.Notify.FAILURE;
import static org.qdmail.envelope.Notify.SUCCESS;

import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.qdmail.envelope.Outcome;
import org.qdmail.message.Level;
import org.qdmail.message.MailMessage;
import org.qdmail.message.Recipient;

/** The service of a mailbox, from message to received mail. */
class TestServiceTest {
    private final EmbeddedMailbox mailbox = EmbeddedMailbox.start();

    @AfterEach
    void close() {
        mailbox.close();
    }

    @Test
    void whatTheServiceSendsArrives() {
        mailbox.service().send("taro@example.jp", "Order 42", "Thank you").requireAllAccepted();

        ReceivedMail mail = mailbox.awaitOne();
        mail.assertFrom("test@example.com").assertTo("taro@example.jp").assertSubject("Order 42");
        assertThat(mail.text()).isEqualToNormalizingNewlines("Thank you\n");
    }

    @Test
    void priorityAndReportsArrive() {
        MailMessage message = MailMessage.to(Recipient.of("taro@example.jp").reportOn(SUCCESS, FAILURE))
                .subject("Order 42")
                .text("Thank you")
                .priority(Level.HIGH)
                .build();
        mailbox.service().send(message).requireAllAccepted();

        mailbox.awaitOne().assertPriority(Level.HIGH).assertReportsOn(SUCCESS, FAILURE);
    }

    @Test
    void aScriptedRefusalIsAResultOfTheService() {
        mailbox.script("RCPT", "450 4.2.1 busy").occurrence(2);
        MailMessage message = MailMessage.to("a@example.jp", "b@example.jp")
                .subject("Order 42")
                .text("Thank you")
                .build();

        assertThat(mailbox.service().send(message).outcomes())
                .extracting(Outcome::state)
                .containsExactly(Outcome.State.ACCEPTED, Outcome.State.DEFERRED);
    }
}

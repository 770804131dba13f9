package org.qdmail;

import java.util.Map;
import java.util.concurrent.CompletionStage;
import org.qdmail.message.MailMessage;

/**
 * Sends mail. Injected ({@code @Inject MailService mail}), or opened without a container. Safe for any number of
 * threads.
 *
 * <p>Every method throws the types of {@link org.qdmail.failure.MailException}: {@code InvalidMessage} and {@code
 * ContentUnreadable} before any connection, {@code SigningFailed}, {@code EncryptionFailed} and {@code SendVetoed} before
 * anything leaves, {@code DeliveryFailed} when nobody was accepted.
 */
public interface MailService {
    /**
     * Sends a message; blocks until the relay has answered for every recipient, within {@code qdmail.smtp.deadline} up
     * to the end of the content, then {@code qdmail.smtp.timeout.end}. Not undone by a transaction's rollback.
     *
     * @return one outcome per recipient; at least one is ACCEPTED or UNKNOWN. ACCEPTED means that the next server took
     *     the mail over, not that it was delivered
     */
    @CheckReturnValue
    SendResult send(MailMessage message);

    /**
     * Sends a text to one recipient, from {@code qdmail.defaults.from}.
     *
     * @param to exactly one mailbox, such as {@code Taro <taro@example.jp>}
     */
    @CheckReturnValue
    SendResult send(String to, String subject, String text);

    /** Sends exactly these octets to the envelope that they were rendered with. Does not close them. */
    @CheckReturnValue
    SendResult send(RenderedMail mail);

    /**
     * Sends as {@link #send(MailMessage)} does, on the container's managed executor. Runs although nobody looks at the
     * stage; wishes of the calling message method count. Fails with MAIL-0005 when no thread is to be had.
     */
    CompletionStage<SendResult> sendAsync(MailMessage message);

    /** The exact octets that would be sent; nothing is sent. The caller closes them. */
    @CheckReturnValue
    RenderedMail render(MailMessage message);

    /** Makes every check of {@link #send(MailMessage)} that needs no connection; throws what it would throw. */
    void check(MailMessage message);

    /**
     * Connects and logs in like a send, without sending.
     *
     * @return what the server offers
     */
    RouteStatus probe();

    /** Opens a service that takes its configuration from MicroProfile Config. */
    static StandaloneMailService open() {
        return MailServiceProvider.get().open();
    }

    /**
     * Opens a service that takes its configuration from these keys alone, such as {@code qdmail.smtp.host}.
     *
     * @throws org.qdmail.failure.MisconfiguredMail with every fault at once
     */
    static StandaloneMailService open(Map<String, String> configuration) {
        return MailServiceProvider.get().open(configuration);
    }
}

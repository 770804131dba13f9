package org.qdmail.rest;

import java.util.ArrayList;
import java.util.List;
import org.qdmail.address.EmailAddress;
import org.qdmail.message.MailMessage;

/** A message as a request gives it: the builder, and what the caller has to be allowed to name. */
final class PostedMessage {
    final MailMessage.Builder builder = MailMessage.builder();
    final List<Named<EmailAddress>> senders = new ArrayList<>();
    final List<Named<EmailAddress>> recipients = new ArrayList<>();
    final List<Named<String>> identities = new ArrayList<>();
    final List<Named<String>> headers = new ArrayList<>();
    final List<String> hiddenRecipients = new ArrayList<>();

    /**
     * Something that a list decides on.
     *
     * @param pointer where it stands
     */
    record Named<T>(String pointer, T value) {}
}

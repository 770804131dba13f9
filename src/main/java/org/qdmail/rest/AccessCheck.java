package org.qdmail.rest;

import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import java.util.function.Predicate;
import org.qdmail.address.EmailAddress;
import org.qdmail.failure.Fault;
import org.qdmail.failure.RestFaults;
import org.qdmail.rest.PostedMessage.Named;
import org.qdmail.settings.RestSettings;

/** Holds what a message names against the lists of its caller. An address is judged as RCPT would carry it. */
final class AccessCheck {
    private static final Set<String> THREAD_FIELDS = Set.of("in-reply-to", "references");

    private final RestSettings settings;
    private final RestSettings.Caller caller;

    AccessCheck(RestSettings settings, String callerName) {
        this.settings = settings;
        this.caller = settings.caller(callerName);
    }

    /** What the caller may not do; one text, whether a value is forbidden, not listed or unknown. */
    List<Fault> of(PostedMessage message) {
        List<String> refused = new ArrayList<>();
        refuse(refused, message.senders, this::isSender);
        boolean isDefaultSender = message.senders.isEmpty();
        if (isDefaultSender && !settings.sender().map(this::isSender).orElse(true)) refused.add("#/from");
        refuse(refused, message.recipients, this::isRecipient);
        refuse(
                refused,
                message.identities,
                name -> name.isEmpty() || caller.identities().contains(name));
        refuse(refused, message.headers, AccessCheck::isHeader);
        if (!settings.bcc()) refused.addAll(message.hiddenRecipients);
        return refused.stream().map(RestFaults::notAllowed).toList();
    }

    private static <T> void refuse(List<String> refused, List<Named<T>> values, Predicate<T> check) {
        for (Named<T> value : values) {
            if (!check.test(value.value())) refused.add(value.pointer());
        }
    }

    private boolean isSender(EmailAddress address) {
        return caller.maySendAs(address);
    }

    /** Also where the local part may ask the domain to send the mail on to. */
    private boolean isRecipient(EmailAddress address) {
        return caller.maySendTo(address) && address.onward().stream().allMatch(caller::maySendTo);
    }

    private static boolean isHeader(String name) {
        String lower = name.toLowerCase(Locale.ROOT);
        return lower.startsWith("x-") || lower.startsWith("list-") || THREAD_FIELDS.contains(lower);
    }
}

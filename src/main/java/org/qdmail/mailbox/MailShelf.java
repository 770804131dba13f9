package org.qdmail.mailbox;

import java.io.IOException;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.UUID;
import java.util.concurrent.ConcurrentHashMap;
import java.util.stream.Collectors;
import org.qdmail.smtpserver.MailStore;
import org.qdmail.smtpserver.StoredMail;

/** The mails of a store in the order in which people look at them; each is read once. */
final class MailShelf {
    private final MailStore store;
    private final String name = UUID.randomUUID().toString();
    private final Map<String, MailSummary> summaries = new ConcurrentHashMap<>();

    MailShelf(MailStore store) {
        this.store = store;
    }

    MailStore store() {
        return store;
    }

    /** Changes with every change of the store, and differs from that of any other store. */
    String revision() {
        return name + '-' + store.revision();
    }

    /** The newest first. */
    List<MailSummary> list() {
        List<StoredMail> mails = new ArrayList<>(store.all());
        Set<String> ids = mails.stream().map(StoredMail::id).collect(Collectors.toSet());
        summaries.keySet().retainAll(ids);
        Collections.reverse(mails);
        List<MailSummary> list = new ArrayList<>(mails.size());
        for (StoredMail mail : mails) addTo(list, mail);
        return list;
    }

    private void addTo(List<MailSummary> list, StoredMail mail) {
        MailSummary known = summaries.get(mail.id());
        if (known != null) {
            list.add(known);
            return;
        }
        try {
            MailSummary summary = MailSummary.of(mail);
            summaries.put(mail.id(), summary);
            list.add(summary);
        } catch (IOException removed) {
            summaries.remove(mail.id()); // it has left the store while its file was to be read
        }
    }
}

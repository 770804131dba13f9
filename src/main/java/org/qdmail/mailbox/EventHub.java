package org.qdmail.mailbox;

import jakarta.ws.rs.sse.OutboundSseEvent;
import jakarta.ws.rs.sse.Sse;
import jakarta.ws.rs.sse.SseEventSink;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import org.qdmail.smtpserver.MailStore;

/** Tells pages that the mailbox has changed. One thread for all of them; it lives as long as the mailbox. */
final class EventHub implements AutoCloseable {
    private static final Duration HEARTBEAT = Duration.ofSeconds(15);
    private static final int MOST_PAGES = 50;

    private final MailStore store;
    private final List<Page> pages = new CopyOnWriteArrayList<>();
    private final Thread thread;

    private record Page(SseEventSink sink, Sse events) {
        /** Tells it; false when it is gone. */
        boolean tell(String name, long revision) {
            OutboundSseEvent event = events.newEventBuilder()
                    .name(name)
                    .reconnectDelay(1_000)
                    .data(Long.toString(revision))
                    .build();
            try {
                sink.send(event);
                return true;
            } catch (IllegalStateException closed) {
                return false;
            }
        }
    }

    EventHub(MailStore store) {
        this.store = store;
        thread = new Thread(this::run, "qdmail-mailbox-events");
        thread.setDaemon(true);
        thread.start();
    }

    /** Takes a page in; false when there are too many. */
    boolean add(SseEventSink sink, Sse events) {
        pages.removeIf(page -> page.sink().isClosed());
        if (pages.size() >= MOST_PAGES) return false;
        Page page = new Page(sink, events);
        if (page.tell("hello", store.revision())) pages.add(page);
        return true;
    }

    private void run() {
        try {
            long seen = store.revision();
            while (!thread.isInterrupted()) {
                long now = store.awaitChange(seen, HEARTBEAT);
                String name = now == seen ? "alive" : "changed";
                seen = now;
                pages.removeIf(page -> page.sink().isClosed() || !page.tell(name, now));
            }
        } catch (InterruptedException end) {
            Thread.currentThread().interrupt();
        }
    }

    @Override
    public void close() {
        thread.interrupt();
        pages.forEach(page -> page.sink().close());
        pages.clear();
    }
}

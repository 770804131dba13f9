package org.qdmail.pipeline;

import java.util.Optional;
import org.qdmail.SendResult;

/** The steps of one send, told in this order; all but the last on the thread that sends. */
public interface WatchedSend {
    /** Nobody looks. */
    WatchedSend NONE = new WatchedSend() {
        @Override
        public void began(Optional<String> tag) {}

        @Override
        public void rendered(int copies, long octets) {}

        @Override
        public void ended(SendResult result) {}

        @Override
        public void failed(Throwable failure) {}
    };

    /**
     * The thread takes it up; {@link #ended} or {@link #failed} follows on the same one.
     *
     * @param tag of the message
     */
    void began(Optional<String> tag);

    /**
     * It was composed, signed and frozen, or came so; now it is handed to the route.
     *
     * @param copies how many mails it is: recipients may get different octets
     * @param octets the size of the largest
     */
    void rendered(int copies, long octets);

    /** At least one recipient was accepted, or may have been. */
    void ended(SendResult result);

    /** Nobody was accepted. Comes without the other steps when no thread took it up. */
    void failed(Throwable failure);
}

package org.qdmail.wire;

import java.io.InputStream;
import java.io.OutputStream;
import java.net.InetAddress;

/** What the octets of a {@link Wire} travel over. */
interface Link {
    InputStream getInputStream();

    OutputStream getOutputStream();

    /** Whether something has come, or the peer has gone. Takes no octet away and does not wait. */
    RawSocket.Sight peek();

    /** As {@link #peek()} for a fraction of its price; that the peer has gone may stay unseen. */
    default RawSocket.Sight glance() {
        return peek();
    }

    /** Ends it so that what was written and not yet read is lost; never blocks. */
    void abort();

    /** Ends it; what was written may still be read. Never blocks. */
    void hangUp();

    InetAddress getLocalAddress();

    InetAddress getInetAddress();
}

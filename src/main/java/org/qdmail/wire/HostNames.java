package org.qdmail.wire;

import java.net.InetAddress;
import java.net.UnknownHostException;
import java.util.List;

/** Names and addresses as this machine knows them. May block: it is only called in a thread of its own. */
public interface HostNames {
    /** The addresses of a host, best first; never empty. */
    List<InetAddress> addressesOf(String host) throws UnknownHostException;

    /** The canonical name of this machine. */
    String ownName() throws UnknownHostException;

    /** The resolver of the JDK. */
    static HostNames ofSystem() {
        return new HostNames() {
            @Override
            public List<InetAddress> addressesOf(String host) throws UnknownHostException {
                return List.of(InetAddress.getAllByName(host));
            }

            @Override
            public String ownName() throws UnknownHostException {
                return InetAddress.getLocalHost().getCanonicalHostName();
            }
        };
    }
}

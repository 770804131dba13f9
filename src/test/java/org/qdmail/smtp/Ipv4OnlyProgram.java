package org.qdmail.smtp;

import java.net.InetAddress;
import java.net.UnknownHostException;
import java.util.List;
import org.qdmail.smtp.peer.ScriptedPeer;
import org.qdmail.wire.HostNames;
import org.qdmail.wire.WireTime;

/** Runs in a JVM without IPv6: sends a mail to a relay that has an address of either kind. */
final class Ipv4OnlyProgram {
    private Ipv4OnlyProgram() {}

    public static void main(String[] arguments) {
        try (ScriptedPeer peer = ScriptedPeer.playing(Play.GREETING + "ehlo\nserve\n");
                SmtpRelay relay =
                        new SmtpRelay(SmtpSettings.loopback(peer.port()), WireTime.ofSystem(), new BothKinds())) {
            System.out.println(Play.states(relay.deliver(Mails.to("a@x.example"), Mails.mail())));
        }
    }

    private static final class BothKinds implements HostNames {
        @Override
        public List<InetAddress> addressesOf(String host) throws UnknownHostException {
            return List.of(InetAddress.getByName("2001:db8::1"), InetAddress.getByName("127.0.0.1"));
        }

        @Override
        public String ownName() {
            return "localhost";
        }
    }
}

package org.qdmail.pipeline;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.HashMap;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.qdmail.MailService;
import org.qdmail.SendResult;
import org.qdmail.StandaloneMailService;
import org.qdmail.mailbox.EmbeddedMailbox;
import org.qdmail.smtp.peer.ScriptedPeer;

/** A relay behind a proxy beside one without, as they are configured. */
class ProxyFailoverTest {
    private static StandaloneMailService service(ScriptedPeer proxy, EmbeddedMailbox second, String... more) {
        Map<String, String> keys = new HashMap<>();
        keys.put("qdmail.smtp.host", "127.0.0.1");
        keys.put("qdmail.smtp.tls", "none");
        keys.put("qdmail.smtp.port", String.valueOf(second.smtpPort()));
        keys.put("qdmail.smtp.proxy", "socks5://127.0.0.1:" + proxy.port());
        keys.put("qdmail.smtp.failover", "second");
        keys.put("qdmail.mailer.second.smtp.host", "127.0.0.1");
        keys.put("qdmail.mailer.second.smtp.port", String.valueOf(second.smtpPort()));
        keys.put("qdmail.defaults.from", "shop@example.com");
        for (int at = 0; at < more.length; at += 2) keys.put(more[at], more[at + 1]);
        return MailService.open(keys);
    }

    /** The script has one connection: the second mail passes the relay by, and none goes to it without its proxy. */
    @ParameterizedTest
    @ValueSource(strings = {"octets 050100 | raw 05ff", "octets 050100 | fin", "octets 050100 | raw 4854"})
    void c3NextRelayStandsInWhereTheProxyDoesNotLeadOn(String script) throws Exception {
        try (ScriptedPeer proxy = ScriptedPeer.playing(script + "\ndrain\n");
                EmbeddedMailbox second = EmbeddedMailbox.start();
                StandaloneMailService mail = service(proxy, second)) {
            for (int number = 0; number < 2; number++) {
                SendResult result = mail.send("bob@example.net", "x" + number, "y");
                assertThat(result.isAllAccepted()).isTrue();
            }

            assertThat(second.await(2)).hasSize(2);
            assertThat(proxy.connections()).isEqualTo(1);
        }
    }

    @Test
    void c3LoginOfTheProxyStaysWithItsMailer() throws Exception {
        String login = "octets 05020002 | raw 0502\noctets 01 01 75 01 70 | raw 0101\ndrain\n";
        try (ScriptedPeer proxy = ScriptedPeer.playing(login);
                EmbeddedMailbox second = EmbeddedMailbox.start();
                StandaloneMailService mail = service(
                        proxy,
                        second,
                        "qdmail.smtp.proxy",
                        "socks5://u@127.0.0.1:" + proxy.port(),
                        "qdmail.smtp.proxy-password",
                        "p")) {
            assertThat(mail.send("bob@example.net", "x", "y").isAllAccepted()).isTrue();
            assertThat(second.awaitOne().recipients()).containsExactly("bob@example.net");
        }
    }
}

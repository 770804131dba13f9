package org.qdmail.mailbox;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.util.Base64;
import org.junit.jupiter.api.AutoClose;
import org.junit.jupiter.api.Test;

class LoginDialogueTest {
    @AutoClose
    final EmbeddedMailbox mailbox = EmbeddedMailbox.start();

    @AutoClose
    final RawClient client = RawClient.greeted(mailbox);

    private static String base64(String text) {
        return Base64.getEncoder().encodeToString(text.getBytes(UTF_8));
    }

    private ReceivedMail mailAfterLogin() throws IOException {
        client.deliver("Subject: x\r\n\r\n.\r\n");
        return mailbox.awaitOne();
    }

    @Test
    void showsWhoLoggedInAndBlanksTheLogin() throws IOException {
        assertThat(client.say("AUTH PLAIN " + base64("\0tim\0tanstaaftanstaaf")))
                .startsWith("235 2.7.0");

        assertThat(mailAfterLogin().dialogue())
                .contains("> AUTH PLAIN (login)", "# logged in as tim")
                .noneMatch(
                        line -> line.contains(base64("\0tim\0tanstaaftanstaaf").substring(0, 12)))
                .noneMatch(line -> line.contains("tanstaaf"));
    }

    @Test
    void asksForNameAndPasswordOfLogin() throws IOException {
        assertThat(client.say("AUTH LOGIN")).isEqualTo("334 VXNlcm5hbWU6");
        assertThat(client.say(base64("tim"))).isEqualTo("334 UGFzc3dvcmQ6");
        assertThat(client.say(base64("tanstaaftanstaaf"))).startsWith("235 2.7.0");

        assertThat(mailAfterLogin().dialogue())
                .contains("# logged in as tim")
                .noneMatch(line -> line.contains(base64("tanstaaftanstaaf")));
    }

    @Test
    void takesAnyDigestOfCramMd5() throws IOException {
        assertThat(client.say("AUTH CRAM-MD5")).startsWith("334 ");
        assertThat(client.say(base64("tim b913a602c7eda7a495b4e6e7334d3890"))).startsWith("235");
    }

    @Test
    void takesTheTokensOfXoauth2AndOauthbearer() throws IOException {
        assertThat(client.say("AUTH XOAUTH2 " + base64("user=tim@example.com\1auth=Bearer t\1\1")))
                .startsWith("235");
        assertThat(mailAfterLogin().dialogue()).contains("# logged in as tim@example.com");
    }

    @Test
    void readsTheNameOfOauthbearer() throws IOException {
        assertThat(client.say("AUTH OAUTHBEARER " + base64("n,a=tim@example.com,\1auth=Bearer t\1\1")))
                .startsWith("235");
        assertThat(mailAfterLogin().dialogue()).contains("# logged in as tim@example.com");
    }

    @Test
    void aStarCancels() throws IOException {
        client.say("AUTH LOGIN");

        assertThat(client.say("*")).startsWith("501 5.7.0");
    }

    @Test
    void refusesWhatIsNotBase64AndAnUnknownMechanism() throws IOException {
        assertThat(client.say("AUTH PLAIN %%%")).startsWith("501 5.5.2");
        assertThat(client.say("AUTH SCRAM-SHA-256")).startsWith("504 5.5.4");
    }

    @Test
    void refusesASecondLogin() throws IOException {
        client.say("AUTH PLAIN " + base64("\0tim\0secret"));

        assertThat(client.say("AUTH PLAIN " + base64("\0tim\0secret"))).startsWith("503 5.5.1");
    }
}

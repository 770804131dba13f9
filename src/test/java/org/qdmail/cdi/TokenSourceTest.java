package org.qdmail.cdi;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import jakarta.enterprise.context.ApplicationScoped;
import jakarta.enterprise.event.Observes;
import jakarta.inject.Inject;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Base64;
import java.util.HashMap;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.qdmail.MailService;
import org.qdmail.Mailer;
import org.qdmail.RefreshTokenRotated;
import org.qdmail.failure.MisconfiguredMail;
import org.qdmail.failure.Secret;
import org.qdmail.oauth.TokenEndpoint;
import org.qdmail.oauth.TokenSource;
import org.qdmail.smtp.peer.PeerCertificates;
import org.qdmail.smtp.peer.ScriptedPeer;

/** The application's own way to tokens, and its hearing of new refresh tokens. */
class TokenSourceTest {
    @TempDir
    Path directory;

    private static String script(String user, String token) {
        byte[] response = ("user=" + user + "\1auth=Bearer " + token + "\1\1").getBytes(StandardCharsets.UTF_8);
        return "send 220 mx.example ESMTP\nehlo AUTH XOAUTH2\nwant AUTH XOAUTH2 "
                + Base64.getEncoder().encodeToString(response) + " | send 235 ok\nserve\n";
    }

    private static Map<String, String> relay(String prefix, ScriptedPeer peer, String user) {
        return Map.of(
                prefix + "smtp.host",
                "127.0.0.1",
                prefix + "smtp.port",
                String.valueOf(peer.port()),
                prefix + "smtp.user",
                user);
    }

    @Test
    void beanOfEachMailerGivesItsTokens() throws Exception {
        Map<String, String> keys = new HashMap<>(Map.of("qdmail.defaults.from", "shop@example.com"));
        try (ScriptedPeer unnamed = ScriptedPeer.playing(script("u", "of-the-unnamed"));
                ScriptedPeer billing = ScriptedPeer.playing(script("b", "of-billing"))) {
            keys.putAll(relay("qdmail.", unnamed, "u"));
            keys.put("qdmail.smtp.token", "of-the-key");
            keys.putAll(relay("qdmail.mailer.billing.", billing, "b"));
            try (Containers.Application application =
                    Containers.start(keys, Sender.class, Unnamed.class, Billing.class)) {
                application.get(Sender.class).send();
            }
            unnamed.verify();
            billing.verify();
        }
    }

    @Test
    void beanWithoutAUserStopsTheStart() {
        Map<String, String> keys = Map.of("qdmail.smtp.host", "smtp.example.com");

        assertThatThrownBy(() -> Containers.start(keys, Alone.class, Unnamed.class))
                .hasStackTraceContaining("MAIL-1001 the bean TokenSource: it needs qdmail.smtp.user")
                .hasStackTraceContaining(MisconfiguredMail.class.getSimpleName());
    }

    @Test
    void newRefreshTokenIsToldToObserversOfItsMailer() throws Exception {
        Path ca = directory.resolve("ca.pem");
        writePem(ca);
        Map<String, String> keys = new HashMap<>(Map.of("qdmail.defaults.from", "shop@example.com"));
        try (TokenEndpoint endpoint = TokenEndpoint.adding(",\"refresh_token\":\"r2\"");
                ScriptedPeer peer = ScriptedPeer.playing(script("b", "t1"))) {
            keys.putAll(relay("qdmail.mailer.billing.", peer, "b"));
            String oauth = "qdmail.mailer.billing.smtp.oauth.";
            keys.put(oauth + "endpoint", endpoint.url().toString());
            keys.put(oauth + "grant", "refresh-token");
            keys.put(oauth + "client-id", "shop");
            keys.put(oauth + "refresh-token", "r1");
            keys.put("qdmail.mailer.billing.smtp.trust-file", ca.toString());
            try (Containers.Application application = Containers.start(keys, BillingSender.class, Keeper.class)) {
                application.get(BillingSender.class).send();

                assertThat(application.get(Keeper.class).kept()).isEqualTo("billing r2");
            }
            peer.verify();
        }
    }

    private static void writePem(Path file) throws Exception {
        byte[] der = PeerCertificates.ca().getEncoded();
        String pem = "-----BEGIN CERTIFICATE-----\n" + Base64.getMimeEncoder().encodeToString(der)
                + "\n-----END CERTIFICATE-----\n";
        try {
            Files.writeString(file, pem);
        } catch (IOException failure) {
            throw new AssertionError(failure);
        }
    }

    @ApplicationScoped
    static class Sender {
        @Inject
        MailService mail;

        @Inject
        @Mailer("billing")
        MailService billing;

        void send() {
            assertThat(mail.send("bob@example.net", "s", "t").isAllAccepted()).isTrue();
            assertThat(billing.send("bob@example.net", "s", "t").isAllAccepted())
                    .isTrue();
        }
    }

    @ApplicationScoped
    static class Alone {
        @Inject
        MailService mail;
    }

    @ApplicationScoped
    static class BillingSender {
        @Inject
        @Mailer("billing")
        MailService billing;

        void send() {
            assertThat(billing.send("bob@example.net", "s", "t").isAllAccepted())
                    .isTrue();
        }
    }

    @ApplicationScoped
    static class Unnamed implements TokenSource {
        @Override
        public Secret token() {
            return Secret.of("of-the-unnamed");
        }
    }

    @ApplicationScoped
    @Mailer("billing")
    static class Billing implements TokenSource {
        @Override
        public Secret token() {
            return Secret.of("of-billing");
        }
    }

    @ApplicationScoped
    static class Keeper {
        private String kept = "";

        void keep(@Observes @Mailer("billing") RefreshTokenRotated event) {
            kept = event.mailer() + ' ' + new String(event.refreshToken().reveal());
        }

        String kept() {
            return kept;
        }
    }
}

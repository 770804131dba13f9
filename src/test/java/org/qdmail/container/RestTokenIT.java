// SPDX-License-Identifier: Apache-2.0
package org.qdmail.container;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import jakarta.json.Json;
import java.net.URI;
import java.security.GeneralSecurityException;
import java.security.KeyPair;
import java.security.KeyPairGenerator;
import java.security.Signature;
import java.time.Instant;
import java.util.Base64;
import java.util.List;
import org.jboss.arquillian.container.test.api.Deployment;
import org.jboss.arquillian.container.test.api.RunAsClient;
import org.jboss.arquillian.junit5.ArquillianExtension;
import org.jboss.arquillian.test.api.ArquillianResource;
import org.jboss.shrinkwrap.api.asset.StringAsset;
import org.jboss.shrinkwrap.api.spec.WebArchive;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.qdmail.container.RestCaller.Reply;
import org.qdmail.mailbox.EmbeddedMailbox;

/** The service over HTTP with MicroProfile JWT: the groups of a token are the roles. */
@ExtendWith(ArquillianExtension.class)
@RunAsClient
class RestTokenIT {
    private static final EmbeddedMailbox RELAY = EmbeddedMailbox.start();
    private static final KeyPair KEYS = keys();
    private static final String ISSUER = "https://issuer.example";
    private static final String TO_TARO = "{\"to\": [\"taro@example.jp\"], \"subject\": \"x\", \"text\": \"y\"}";

    @ArquillianResource
    URI application;

    @Deployment
    static WebArchive application() {
        return Archives.configured(
                        Archives.withRest("restjwt"),
                        "qdmail.smtp.host=127.0.0.1",
                        "qdmail.smtp.port=" + RELAY.smtpPort(),
                        "qdmail.defaults.from=shop@example.com",
                        "qdmail.rest.enabled=true",
                        "qdmail.rest.auth=jwt",
                        "qdmail.rest.recipients=example.jp",
                        "qdmail.rest.client.batch@example.com.from=batch@example.com",
                        "mp.jwt.verify.issuer=" + ISSUER,
                        "mp.jwt.verify.publickey=-----BEGIN PUBLIC KEY-----\\n"
                                + Base64.getEncoder()
                                        .encodeToString(KEYS.getPublic().getEncoded())
                                + "\\n-----END PUBLIC KEY-----")
                .addClass(TokenLogin.class)
                .setWebXML(
                        new StringAsset(
                                """
                        <web-app xmlns="https://jakarta.ee/xml/ns/jakartaee" version="6.0">
                          <login-config><auth-method>MP-JWT</auth-method></login-config>
                        </web-app>
                        """));
    }

    @BeforeEach
    void clear() {
        RELAY.clear();
    }

    @AfterAll
    static void stop() {
        RELAY.close();
    }

    private static KeyPair keys() {
        try {
            KeyPairGenerator generator = KeyPairGenerator.getInstance("RSA");
            generator.initialize(2048);
            return generator.generateKeyPair();
        } catch (GeneralSecurityException impossible) {
            throw new AssertionError(impossible);
        }
    }

    private RestCaller caller(String token) {
        return RestCaller.of(application).with("Authorization", "Bearer " + token);
    }

    /** A signed token (RFC 7519), made by hand. */
    private static String token(KeyPair signer, String name, String... groups) throws GeneralSecurityException {
        long now = Instant.now().getEpochSecond();
        String header = "{\"alg\":\"RS256\",\"typ\":\"JWT\"}";
        String claims = Json.createObjectBuilder()
                .add("iss", ISSUER)
                .add("sub", name)
                .add("upn", name)
                .add("jti", name + now)
                .add("iat", now)
                .add("exp", now + 600)
                .add("groups", Json.createArrayBuilder(List.of(groups)))
                .build()
                .toString();
        String signed = encoded(header.getBytes(UTF_8)) + '.' + encoded(claims.getBytes(UTF_8));
        Signature signature = Signature.getInstance("SHA256withRSA");
        signature.initSign(signer.getPrivate());
        signature.update(signed.getBytes(UTF_8));
        return signed + '.' + encoded(signature.sign());
    }

    private static String encoded(byte[] octets) {
        return Base64.getUrlEncoder().withoutPadding().encodeToString(octets);
    }

    @Test
    void tokenWithTheGroupSends() throws Exception {
        Reply sent = caller(token(KEYS, "shop@example.com", "mail-send", "mail-read"))
                .post("messages", TO_TARO);

        assertThat(sent.status()).as(sent.text()).isEqualTo(201);
        RELAY.awaitOne().assertTo("taro@example.jp");
    }

    @Test
    void tokenWithoutTheGroupIsNotEnough() throws Exception {
        RestCaller reader = caller(token(KEYS, "shop@example.com", "mail-read"));

        assertThat(reader.post("messages", TO_TARO).problem()).isEqualTo("403 MAIL-1105 Authorization");
        assertThat(reader.get("messages").status()).isEqualTo(200);
        assertThat(RELAY.received()).isEmpty();
    }

    @Test
    void noTokenAndATokenOfSomebodyElseAreNoLogin() throws Exception {
        Reply without = RestCaller.of(application).post("messages", TO_TARO);
        assertThat(without.status()).isEqualTo(401);
        assertThat(without.header("WWW-Authenticate")).startsWith("Bearer");
        assertThat(caller(token(keys(), "shop@example.com", "mail-send"))
                        .post("messages", TO_TARO)
                        .status())
                .isEqualTo(401);
        assertThat(RELAY.received()).isEmpty();
    }

    @Test
    void senderThatCountsWhenNoneIsNamedIsJudgedToo() throws Exception {
        RestCaller batch = caller(token(KEYS, "batch@example.com", "mail-send"));

        assertThat(batch.post("messages", TO_TARO).problem()).isEqualTo("403 MAIL-1105 #/from");
        assertThat(batch.post("messages", TO_TARO.replace("{", "{\"from\": \"batch@example.com\", "))
                        .status())
                .isEqualTo(201);
    }
}

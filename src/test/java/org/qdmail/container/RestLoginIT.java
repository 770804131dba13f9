// SPDX-License-Identifier: Apache-2.0
package org.qdmail.container;

import static org.assertj.core.api.Assertions.assertThat;

import java.net.URI;
import org.jboss.arquillian.container.test.api.Deployment;
import org.jboss.arquillian.container.test.api.RunAsClient;
import org.jboss.arquillian.junit5.ArquillianExtension;
import org.jboss.arquillian.test.api.ArquillianResource;
import org.jboss.shrinkwrap.api.asset.StringAsset;
import org.jboss.shrinkwrap.api.spec.WebArchive;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.qdmail.container.RestCaller.Reply;
import org.qdmail.mailbox.EmbeddedMailbox;

/** The service over HTTP with the server's own login: who may, and who sees what. */
@ExtendWith(ArquillianExtension.class)
@RunAsClient
class RestLoginIT {
    private static final String TO_TARO = "{\"to\": [\"taro@example.jp\"], \"subject\": \"x\", \"text\": \"y\"}";

    private static final EmbeddedMailbox RELAY = EmbeddedMailbox.start();

    /** Payara looks at who calls only where something is protected; it refuses the others itself then. */
    private static final String PROTECTED =
            System.getProperty("arquillian.launch", "").equals("payara")
                    ? """
              <security-constraint>
                <web-resource-collection>
                  <web-resource-name>mail</web-resource-name><url-pattern>/mail/v1/*</url-pattern>
                </web-resource-collection>
                <auth-constraint><role-name>**</role-name></auth-constraint>
              </security-constraint>
              """
                    : "";

    @ArquillianResource
    URI application;

    @Deployment
    static WebArchive application() {
        return Archives.configured(
                        Archives.withRest("restbasic"),
                        "qdmail.smtp.host=127.0.0.1",
                        "qdmail.smtp.port=" + RELAY.smtpPort(),
                        "qdmail.smtp.user=relay",
                        "qdmail.smtp.password=S3CR3T-relay",
                        "qdmail.receipt.secret=S3CR3T-receipt",
                        "qdmail.defaults.from=shop@example.com",
                        "qdmail.rest.enabled=true",
                        "qdmail.rest.auth=container",
                        "qdmail.rest.rate=1000/PT1S",
                        "qdmail.rest.rate-of-all=1000000/PT1S",
                        "qdmail.rest.recipients=example.jp",
                        "qdmail.rest.client.other.rate=2/PT1H",
                        "qdmail.rest.client.other.recipients=example.org")
                .setWebXML(new StringAsset(
                        """
                        <web-app xmlns="https://jakarta.ee/xml/ns/jakartaee" version="6.0">
                          <login-config><auth-method>BASIC</auth-method><realm-name>mail</realm-name></login-config>
                          %s
                        </web-app>
                        """
                                .formatted(PROTECTED)));
    }

    @BeforeEach
    void clear() {
        RELAY.clear();
        RELAY.behave();
    }

    @AfterAll
    static void stop() {
        RELAY.close();
    }

    private RestCaller nobody() {
        return RestCaller.of(application);
    }

    private RestCaller caller(String name) {
        return nobody().as(name, "S3CR3T-callers");
    }

    @Test
    @Tag("not-payara") // it answers itself, with 401 and a page of its own
    void withoutLoginNothingIsReadOrSent() throws Exception {
        for (String path : new String[] {"messages", "messages/preview", "messages/check"}) {
            Reply reply = nobody().post(path, TO_TARO);
            assertThat(reply.problem()).as(path).isEqualTo("401 MAIL-1105 Authorization");
            assertThat(reply.header("WWW-Authenticate")).startsWith("Basic");
        }
        assertThat(nobody().get("messages").problem()).isEqualTo("401 MAIL-1105 Authorization");
        assertThat(RELAY.received()).isEmpty();
    }

    @Test
    void wrongPasswordIsNoLogin() throws Exception {
        assertThat(nobody().as("shop", "wrong").post("messages", TO_TARO).status())
                .isEqualTo(401);
        assertThat(RELAY.received()).isEmpty();
    }

    @Test
    void loginWithoutRoleIsNotEnough() throws Exception {
        assertThat(caller("guest").post("messages", TO_TARO).problem()).isEqualTo("403 MAIL-1105 Authorization");
        assertThat(caller("guest").get("messages").problem()).isEqualTo("403 MAIL-1105 Authorization");
    }

    @Test
    void callerSendsAndReadsItsOwnResultsOnly() throws Exception {
        Reply sent = caller("shop").post("messages", TO_TARO);
        assertThat(sent.status()).isEqualTo(201);
        String path = URI.create(sent.header("Location")).getPath();

        assertThat(caller("shop").get(path).status()).isEqualTo(200);
        assertThat(caller("other").get(path).problem()).isEqualTo("404 MAIL-1107 id");
        assertThat(caller("other").get("messages").json().getJsonArray("messages"))
                .isEmpty();
        assertThat(caller("chief").get(path).json().getString("caller")).isEqualTo("shop");
    }

    @Test
    void wordsOfTheServerAreForAdministrators() throws Exception {
        String toTwo = "{\"to\": [\"a@example.jp\", \"b@example.jp\"], \"text\": \"y\"}";
        RELAY.script("RCPT", "550 5.1.1 no such user here").occurrence(1);
        Reply sent = caller("shop").post("messages", toTwo);
        String path = URI.create(sent.header("Location")).getPath();

        assertThat(sent.status()).isEqualTo(201);
        assertThat(sent.text()).contains("\"code\":550,\"enhanced\":\"5.1.1\"").doesNotContain("no such user");
        assertThat(caller("chief").get(path).text())
                .contains("no such user here")
                .contains("\"host\":");
    }

    @Test
    void callerWithListsOfItsOwnHasThoseAlone() throws Exception {
        assertThat(caller("other").post("messages/check", TO_TARO).problem()).isEqualTo("403 MAIL-1105 #/to/0");
        Reply tooMany = null;
        for (int count = 0; count < 3; count++) {
            tooMany = caller("other").post("messages/check", "{\"to\": [\"a@example.org\"], \"text\": \"y\"}");
        }
        assertThat(tooMany.problem()).isEqualTo("429 MAIL-1106");
        assertThat(Integer.parseInt(tooMany.header("Retry-After"))).isBetween(1, 3_600);
    }

    @Test
    void keysOfDifferentCallersNeverMeet() throws Exception {
        Reply first = caller("shop").with("Idempotency-Key", "same-key-1").post("messages", TO_TARO);
        Reply second = caller("chief").with("Idempotency-Key", "same-key-1").post("messages", TO_TARO);

        assertThat(first.status()).isEqualTo(201);
        assertThat(second.status()).isEqualTo(201);
        assertThat(second.header("Idempotency-Replayed")).isEmpty();
        assertThat(RELAY.received()).hasSize(2);
    }
}

package org.qdmail.it;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import jakarta.inject.Inject;
import java.io.IOException;
import java.nio.file.Path;
import java.util.concurrent.TimeUnit;
import org.jboss.arquillian.container.test.api.Deployment;
import org.jboss.arquillian.junit5.ArquillianExtension;
import org.jboss.shrinkwrap.api.spec.WebArchive;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.qdmail.SendResult;
import org.qdmail.container.Archives;
import org.qdmail.mailbox.EmbeddedMailbox;
import org.qdmail.message.MailMessage;

/** Message methods and injected services of an application. */
@ExtendWith(ArquillianExtension.class)
class MessageMethodsIT {

    @Inject
    EmbeddedMailbox mailbox;

    @Inject
    ShopBeans.Desk desk;

    @Inject
    ShopBeans.Letters letters;

    @Inject
    ShopBeans.BoardMails board;

    @Inject
    ShopBeans.News news;

    @Inject
    ShopBeans.Basket basket;

    @Inject
    ShopBeans.Contracts contracts;

    @Inject
    ShopBeans.Ledger ledger;

    @Deployment
    static WebArchive shop() throws IOException {
        Path certificates = Certificates.directory();
        Certificates.write(certificates, "cert.pem", "private.pem", "shop@example.com");
        Certificates.write(certificates, "legal.pem", "legal-key.pem", "legal@example.com");
        return Archives.configured(
                Archives.withMailbox("shop")
                        .addClasses(ShopBeans.class, WireMail.class)
                        .addClasses(ShopBeans.class.getDeclaredClasses()),
                "mp.config.profile=test",
                "qdmail.defaults.from=shop@example.com",
                "qdmail.path.certificates=" + certificates,
                "qdmail.sign.legal.certificate-file=legal.pem",
                "qdmail.sign.legal.private-key-file=legal-key.pem",
                "qdmail.mailer.legal.defaults.from=legal@example.com",
                "qdmail.mailer.names=billing",
                "qdmail.mailer.billing.defaults.from=billing@example.com",
                "org.qdmail.it.ShopBeans$Letters/lowered/Priority/value=LOW");
    }

    @BeforeEach
    void emptyTheMailbox() {
        mailbox.clear();
    }

    @Test
    void injectedServiceSends() {
        desk.send(ShopBeans.letter("plain"));

        assertThat(arrived().priorityFields()).isEmpty();
    }

    @Test
    void factoryMethodDecoratesWhatItReturns() {
        desk.send(letters.order());

        WireMail mail = arrived();
        assertThat(mail.priorityFields())
                .contains("X-Priority: 1", "Importance: High")
                .hasSize(4);
        assertThat(mail.received().recipientCommands())
                .containsExactly("RCPT TO:<bob@example.net> NOTIFY=SUCCESS,FAILURE ORCPT=rfc822;bob@example.net");
    }

    @Test
    void sendingMethodDecoratesWhatIsSentInside() {
        desk.sendHigh("inside");

        assertThat(arrived().priorityFields()).contains("X-Priority: 1");
    }

    @Test
    void namedIdentitySigns() {
        desk.send(letters.contract());

        assertThat(arrived().isSigned()).isTrue();
    }

    @Test
    void composedAnnotationOnTheClassCounts() {
        desk.send(board.minutes());

        WireMail mail = arrived();
        assertThat(mail.isSigned()).isTrue();
        assertThat(mail.priorityFields()).contains("X-Priority: 1");
    }

    @Test
    void stereotypeCounts() {
        desk.send(news.issue());

        assertThat(arrived().priorityFields()).contains("X-Priority: 5");
    }

    @Test
    void sessionScopedBeanIsIntercepted() {
        basket.order();

        assertThat(arrived().priorityFields()).contains("X-Priority: 1");
    }

    @Test
    void configurationOverridesTheAnnotation() {
        desk.send(letters.lowered());

        assertThat(arrived().priorityFields()).contains("X-Priority: 5");
    }

    @Test
    void retriedFactoryGivesEachFieldOnce() {
        desk.send(letters.retried());

        assertThat(letters.runs()).isEqualTo(2);
        assertThat(arrived().priorityFields()).hasSize(4);
    }

    @Test
    void asynchronousFactoryIsDecorated() throws Exception {
        desk.send(letters.later().toCompletableFuture().get(10, TimeUnit.SECONDS));

        assertThat(arrived().priorityFields()).contains("X-Priority: 1");
    }

    @Test
    void asynchronousSendingMethodDecoratesOnItsOwnThread() throws Exception {
        String thread = desk.sendHighLater("later").toCompletableFuture().get(10, TimeUnit.SECONDS);

        assertThat(thread).isNotEqualTo(Thread.currentThread().getName());
        assertThat(arrived().priorityFields()).contains("X-Priority: 1");
    }

    @Test
    void asynchronousSendUsesTheManagedExecutor() throws Exception {
        SendResult result =
                desk.sendAsync(letters.order()).toCompletableFuture().get(10, TimeUnit.SECONDS);

        assertThat(result.isAllAccepted()).isTrue();
        assertThat(Thread.getAllStackTraces().keySet())
                .extracting(Thread::getName)
                .doesNotContain("qdmail-async");
    }

    @Test
    void namedMailerSendsWithItsOwnDefaults() {
        desk.sendLegal(ShopBeans.letter("legal"));

        assertThat(arrived().fields("From")).containsExactly("From: legal@example.com");
    }

    @Test
    void mailerIsChosenAtRunTime() {
        desk.sendBy("billing", ShopBeans.letter("bill"));

        assertThat(arrived().fields("From")).containsExactly("From: billing@example.com");
    }

    @Test
    void observerAfterCommitSendsOneSignedMail() {
        contracts.sign();

        WireMail mail = arrived();
        assertThat(mail.isSigned()).isTrue();
        assertThat(mail.fields("From")).containsExactly("From: legal@example.com");
        assertThat(mailbox.received()).hasSize(1);
    }

    @Test
    void observerAfterRollbackSendsNothing() {
        assertThatThrownBy(contracts::signAndFail).isInstanceOf(IllegalStateException.class);

        mailbox.assertEmpty();
    }

    @Test
    void taggedObserversAreToldOfASentMail() throws InterruptedException {
        MailMessage invoice = ShopBeans.letter("invoice").edit().tag("invoice").build();

        SendResult result = desk.send(invoice);

        assertThat(ledger.invoices().poll()).extracting(event -> event.result()).isEqualTo(result);
        assertThat(ledger.later().poll(5, TimeUnit.SECONDS)).isNotNull();
    }

    private WireMail arrived() {
        return new WireMail(mailbox.awaitOne());
    }
}

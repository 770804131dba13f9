package org.qdmail.config;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;
import static org.junit.jupiter.params.provider.Arguments.arguments;

import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;
import org.qdmail.failure.Fault;
import org.qdmail.failure.MisconfiguredMail;

/** The exact text of each fault that needs no file. */
class StartFaultsTest {
    private static final String AT = " (microprofile-config.properties, 100): ";

    @Test
    void allFaultsAreToldAtOnceUnderOneHeading() {
        MisconfiguredMail failure = catchThrowableOfType(MisconfiguredMail.class, () -> Given.keys(
                        "qdmail.smtp.pasword", "S3CR3T", "qdmail.config.unknown", "fail")
                .environment("QDMAIL_SMTP_PORT", "many", "QDMAIL_SMTP_HOST", "smtp.example.com")
                .settings());

        assertThat(failure)
                .hasMessage(
                        """
                        MAIL-1000 2 faults in the configuration of Qdmail
                        MAIL-1002 qdmail.smtp.port="many" (EnvConfigSource, 300): not a number from 1 to 65535. Remove it for 587.
                        MAIL-1003 qdmail.smtp.pasword (microprofile-config.properties, 100): no such key. Did you mean qdmail.smtp.password?""");
        assertThat(failure.number()).isEqualTo("MAIL-1000");
        assertThat(failure.faults()).extracting(Fault::number).containsExactly("MAIL-1000", "MAIL-1002", "MAIL-1003");
    }

    @Test
    void oneFaultIsOneFault() {
        assertThat(catchThrowableOfType(
                        MisconfiguredMail.class, () -> Given.keys().settings()))
                .hasMessageStartingWith("MAIL-1000 1 fault in the configuration of Qdmail\nMAIL-1001 ");
    }

    @ParameterizedTest
    @MethodSource("faults")
    void faultHasItsText(String text, Given given) {
        assertThat(given.faults()).containsExactly(text);
    }

    static Stream<Arguments> faults() {
        return Stream.of(missing(), types(), exclusions(), names(), unsafe(), sessions(), wire())
                .flatMap(each -> each);
    }

    private static Stream<Arguments> missing() {
        return Stream.of(
                arguments(
                        "MAIL-1001 qdmail.smtp.host (not set): a relay needs a host. Set it, qdmail.smtp.url or"
                                + " qdmail.smtp.session-jndi.",
                        Given.keys()),
                arguments(
                        "MAIL-1001 qdmail.mailer.billing.smtp.host (not set): a relay needs a host. Set it,"
                                + " qdmail.mailer.billing.smtp.url or qdmail.mailer.billing.smtp.session-jndi.",
                        Given.relay("qdmail.mailer.names", "billing")),
                arguments(
                        "MAIL-1001 qdmail.smtp.user" + AT
                                + "it needs qdmail.smtp.password or qdmail.smtp.token as well. Set that, or remove this key.",
                        Given.relay("qdmail.smtp.user", "shop")),
                arguments(
                        "MAIL-1001 qdmail.smtp.password" + AT
                                + "it needs qdmail.smtp.user as well. Set that, or remove this key.",
                        Given.relay("qdmail.smtp.password", "S3CR3T")),
                arguments(
                        "MAIL-1001 qdmail.smtp.auth=\"xoauth2\"" + AT
                                + "it needs qdmail.smtp.token as well. Set that, or remove this key.",
                        Given.relay(
                                "qdmail.smtp.auth",
                                "xoauth2",
                                "qdmail.smtp.user",
                                "u",
                                "qdmail.smtp.password",
                                "S3CR3T")),
                arguments(
                        "MAIL-1001 qdmail.smtp.auth=\"plain\"" + AT
                                + "it needs qdmail.smtp.password as well. Set that, or remove this key.",
                        Given.relay(
                                "qdmail.smtp.auth", "plain", "qdmail.smtp.user", "u", "qdmail.smtp.token", "S3CR3T")),
                arguments(
                        "MAIL-1001 qdmail.smtp.auth=\"plain\"" + AT
                                + "it needs qdmail.smtp.user as well. Set that, or remove this key.",
                        Given.relay("qdmail.smtp.auth", "plain")),
                arguments(
                        "MAIL-1001 qdmail.smtp.trust-password" + AT
                                + "it needs qdmail.smtp.trust-file as well. Set that, or remove this key.",
                        Given.relay("qdmail.smtp.trust-password", "S3CR3T")),
                arguments(
                        "MAIL-1001 qdmail.sign.legal.certificate-file (not set): a named identity needs its own"
                                + " certificate. Set it, or remove the identity.",
                        Given.relay("qdmail.sign.identities", "legal")));
    }

    private static Stream<Arguments> types() {
        return Stream.of(
                arguments(
                        "MAIL-1002 qdmail.smtp.port=\"0\"" + AT + "not a number from 1 to 65535. Remove it for 587.",
                        Given.relay("qdmail.smtp.port", "0")),
                arguments(
                        "MAIL-1002 qdmail.smtp.partial=\"yes\"" + AT + "not true or false. Remove it for true.",
                        Given.relay("qdmail.smtp.partial", "yes")),
                arguments(
                        "MAIL-1002 qdmail.smtp.tls=\"ssl\"" + AT
                                + "not one of starttls-required, implicit, starttls-optional, none. Remove it for"
                                + " starttls-required.",
                        Given.relay("qdmail.smtp.tls", "ssl")),
                arguments(
                        "MAIL-1002 qdmail.transport=\"pigeon\"" + AT
                                + "not one of relay, direct, direct-then-relay, sendmail. Remove it for relay.",
                        Given.relay("qdmail.transport", "pigeon")),
                arguments(
                        "MAIL-1002 qdmail.smtp.deadline=\"30\"" + AT
                                + "not a duration from PT0.001S to P1D such as PT30S. Remove it for PT2M.",
                        Given.relay("qdmail.smtp.deadline", "30")),
                arguments(
                        "MAIL-1002 qdmail.limits.message-size=\"25MB\"" + AT
                                + "not a size from 1K to 100G such as 25M. Remove it for 25M.",
                        Given.relay("qdmail.limits.message-size", "25MB")),
                arguments(
                        "MAIL-1002 qdmail.receipt.delivery.notify=\"never,delay\"" + AT
                                + "not a list of success, failure, delay, or never alone. Remove it for success,failure.",
                        Given.relay("qdmail.receipt.delivery.notify", "never,delay")),
                arguments(
                        "MAIL-1002 qdmail.priority.headers=\"urgency\"" + AT
                                + "not a list of x-priority, priority, x-msmail-priority, importance. Remove it for"
                                + " x-priority,priority,x-msmail-priority,importance.",
                        Given.relay("qdmail.priority.headers", "urgency")),
                arguments(
                        "MAIL-1002 qdmail.defaults.from" + AT
                                + "not an address such as Shop <shop@example.com>. Correct or remove it.",
                        Given.relay("qdmail.defaults.from", "Shop shop@example.com>")),
                arguments(
                        "MAIL-1002 qdmail.safety.allow" + AT
                                + "not a list of domains, addresses or /regular expressions/. Correct or remove it.",
                        Given.relay("qdmail.safety.allow", "example.com,/(/")),
                arguments(
                        "MAIL-1002 qdmail.defaults.time-zone" + AT
                                + "not a zone id such as Asia/Tokyo. Correct or remove it.",
                        Given.relay("qdmail.defaults.time-zone", "Tokyo")),
                arguments(
                        "MAIL-1002 qdmail.smtp.url" + AT
                                + "not a URL such as smtp://user:password@host:587 or smtps://host. Correct or remove it.",
                        Given.keys("qdmail.smtp.url", "https://u:S3CR3T@smtp.example.com")),
                arguments(
                        "MAIL-1002 qdmail.mailbox.bind" + AT
                                + "not a loopback address such as 127.0.0.1. Remove it for 127.0.0.1.",
                        Given.relay("qdmail.mailbox.bind", "example.com")),
                arguments(
                        "MAIL-1002 qdmail.defaults.from" + AT
                                + "an expression in its value names a key that is not set. Set that key, or correct it.",
                        Given.relay("qdmail.defaults.from", "${shop.address}")));
    }

    private static Stream<Arguments> exclusions() {
        return Stream.of(
                arguments(
                        "MAIL-1005 qdmail.smtp.host" + AT + "it excludes qdmail.smtp.url. Remove one of the two.",
                        Given.relay("qdmail.smtp.url", "smtps://u:S3CR3T@smtp.example.com")),
                arguments(
                        "MAIL-1005 qdmail.smtp.token" + AT + "it excludes qdmail.smtp.password. Remove one of the two.",
                        Given.relay(
                                "qdmail.smtp.user",
                                "u",
                                "qdmail.smtp.password",
                                "S3CR3T",
                                "qdmail.smtp.token",
                                "S3CR3T")),
                arguments(
                        "MAIL-1005 qdmail.smtp.user" + AT + "it excludes qdmail.smtp.auth=none. Remove one of the two.",
                        Given.relay(
                                "qdmail.smtp.user", "u", "qdmail.smtp.password", "S3CR3T", "qdmail.smtp.auth", "none")),
                arguments(
                        "MAIL-1005 qdmail.defaults.header.x-shop" + AT
                                + "it excludes qdmail.defaults.header.X-Shop. Remove one of the two.",
                        Given.relay("qdmail.defaults.header.X-Shop", "1", "qdmail.defaults.header.x-shop", "2")));
    }

    private static Stream<Arguments> names() {
        return Stream.of(
                arguments(
                        "MAIL-1007 @Mailer(\"biling\"): no mailer of that name is configured; configured are billing. Set"
                                + " qdmail.mailer.biling.smtp.host, or list it in qdmail.mailer.names.",
                        Given.relay("qdmail.mailer.billing.smtp.host", "b.example.com")
                                .mailersInCode("", "biling")),
                arguments(
                        "MAIL-1007 @Mailer(\"Billing\"): the name of a mailer may have the characters a-z, 0-9 and - only."
                                + " Rename it.",
                        Given.relay().mailersInCode("Billing")),
                arguments(
                        "MAIL-1007 qdmail.mailer.Billing: the name of a mailer may have the characters a-z, 0-9 and - only."
                                + " Rename it.",
                        Given.relay("qdmail.mailer.Billing.smtp.host", "b.example.com")),
                arguments(
                        "MAIL-1007 qdmail.sign.Legal: the name of an identity may have the characters a-z, 0-9 and - only."
                                + " Rename it.",
                        Given.relay("qdmail.sign.Legal.certificate-file", "legal.pem")),
                arguments(
                        "MAIL-1007 @Signed(\"le gal\"): the name of an identity may have the characters a-z, 0-9 and -"
                                + " only. Rename it.",
                        Given.relay().identitiesInCode("le gal")),
                arguments(
                        "MAIL-1007 qdmail.mailer.names" + AT
                                + "the name of a mailer may have the characters a-z, 0-9 and - only. Rename it.",
                        Given.relay("qdmail.mailer.names", "a_b")),
                arguments(
                        "MAIL-1007 qdmail.smtp.failover" + AT
                                + "no mailer of that name is configured; none is. Set qdmail.mailer.backup.smtp.host.",
                        Given.relay("qdmail.smtp.failover", "backup")),
                arguments(
                        "MAIL-1007 qdmail.mailer.b.smtp.failover" + AT
                                + "a mailer cannot stand in for itself. Name other mailers, each once.",
                        Given.relay(
                                "qdmail.mailer.b.smtp.host", "b.example.com", "qdmail.mailer.b.smtp.failover", "b")),
                arguments(
                        "MAIL-1007 qdmail.enforce.identity" + AT
                                + "no identity of that name is configured; none is. Set"
                                + " qdmail.sign.legal.certificate-file.",
                        Given.relay("qdmail.enforce.identity", "legal", "qdmail.enforce.signed", "true")));
    }

    private static Stream<Arguments> unsafe() {
        return Stream.of(
                arguments(
                        "MAIL-1008 qdmail.smtp.tls=\"none\"" + AT
                                + "a login would travel without TLS beyond this machine. Choose another value, or remove"
                                + " the login.",
                        Given.relay(
                                "qdmail.smtp.tls", "none", "qdmail.smtp.user", "u", "qdmail.smtp.password", "S3CR3T")),
                arguments(
                        "MAIL-1008 qdmail.mailbox.capture=\"true\"" + AT
                                + "mail is captured in the profiles dev and test only. Remove it, or set"
                                + " mp.config.profile.",
                        Given.relay("qdmail.mailbox.capture", "true")),
                arguments(
                        "MAIL-1008 qdmail.mailbox.capture (default): the embedded mailbox is not there to capture mail."
                                + " Add its jar (classifier mailbox), or set qdmail.mailbox.capture=false to send for"
                                + " real.",
                        Given.keys("mp.config.profile", "dev").withoutMailbox()),
                arguments(
                        "MAIL-1008 qdmail.mailbox.bind" + AT
                                + "the embedded mailbox listens to loopback only. Remove it for 127.0.0.1.",
                        Given.relay("qdmail.mailbox.bind", "0.0.0.0")),
                arguments(
                        "MAIL-1008 qdmail.mailbox.page=\"true\"" + AT
                                + "the page shows mail to everybody, so it is for the profiles dev and test only. Remove"
                                + " it.",
                        Given.relay("qdmail.mailbox.page", "true")));
    }

    private static Stream<Arguments> sessions() {
        return Stream.of(
                arguments(
                        "MAIL-1009 qdmail.smtp.session-jndi" + AT
                                + "nothing is bound to that name, nor below java:comp/env/. Define a <mailSession> with"
                                + " it.",
                        Given.keys("qdmail.smtp.session-jndi", "mail/Other").session(SessionValues.of("h"))),
                arguments(
                        "MAIL-1009 qdmail.smtp.session-jndi" + AT
                                + "what is bound to that name is not a jakarta.mail.Session. Name a <mailSession>.",
                        Given.keys("qdmail.smtp.session-jndi", "mail/Session")
                                .session(SessionAnswer.NoSession.NOT_A_SESSION)),
                arguments(
                        "MAIL-1009 qdmail.smtp.session-jndi" + AT
                                + "there is no container with sessions here. Set smtp.host instead.",
                        Given.keys("qdmail.smtp.session-jndi", "mail/Session")),
                arguments(
                        "MAIL-1009 qdmail.smtp.session-jndi" + AT
                                + "its property mail.smtp.host is not a host name. Correct it there.",
                        Given.keys("qdmail.smtp.session-jndi", "mail/Session").session(SessionValues.of("a b"))));
    }

    private static Stream<Arguments> wire() {
        return Stream.of(
                arguments(
                        "MAIL-1010 qdmail.smtp.client-name" + AT
                                + "not fit for its place on the wire: it must be a domain name in ASCII or an address"
                                + " literal (RFC 5321 section 4.1.1.1).",
                        Given.relay("qdmail.smtp.client-name", "čĊ.example.com")),
                arguments(
                        "MAIL-1010 qdmail.smtp.host" + AT
                                + "not fit for its place on the wire: it must be a host name in ASCII, its A-labels where"
                                + " it is internationalized, or an address.",
                        Given.keys("qdmail.smtp.host", "smtp.例え.jp")),
                arguments(
                        "MAIL-1010 qdmail.defaults.message-id-domain" + AT
                                + "not fit for its place on the wire: it must be a domain name in ASCII, its A-labels"
                                + " where it is internationalized.",
                        Given.relay("qdmail.defaults.message-id-domain", "example.com>")),
                arguments(
                        "MAIL-1010 qdmail.defaults.header.X Y" + AT
                                + "not fit for its place on the wire: header name: character 1 is not allowed; printable"
                                + " ASCII without blank and colon is (RFC 5322 section 2.2)",
                        Given.relay("qdmail.defaults.header.X Y", "1")),
                arguments(
                        "MAIL-1010 qdmail.safety.subject-prefix" + AT
                                + "character 3 is a control character or half of a surrogate pair, such as CR, LF or NUL."
                                + " Remove it.",
                        Given.relay("qdmail.safety.subject-prefix", "abc\r\nX-Evil: 1")));
    }
}

package org.qdmail.it;

import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import org.jboss.arquillian.container.test.api.Deployer;
import org.jboss.arquillian.container.test.api.Deployment;
import org.jboss.arquillian.container.test.api.RunAsClient;
import org.jboss.arquillian.junit5.ArquillianExtension;
import org.jboss.arquillian.test.api.ArquillianResource;
import org.jboss.shrinkwrap.api.Filters;
import org.jboss.shrinkwrap.api.spec.WebArchive;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.qdmail.container.Archives;

/** Every number of a start-up check as a broken archive: the application does not start, and the log says why. */
@ExtendWith(ArquillianExtension.class)
@RunAsClient
class StartUpFaultsIT {
    private static final String BEANS = "org.qdmail.it.BrokenMails$";

    @ArquillianResource
    Deployer deployer;

    @Deployment(name = "mail0101", managed = false, testable = false)
    static WebArchive mail0101() {
        return broken("mail0101", Map.of(), BrokenMails.PrivateMethod.class);
    }

    @Test
    void mail0101PrivateMethod() {
        assertRefused(
                "mail0101",
                "MAIL-0101 " + BEANS + "PrivateMethod#letter(): @Signed on a private method does nothing, since no"
                        + " container intercepts it; make it an ordinary business method: not private, not static, not"
                        + " final, no lifecycle callback");
    }

    @Deployment(name = "mail0101final", managed = false, testable = false)
    static WebArchive mail0101Final() {
        return broken("mail0101final", Map.of(), BrokenMails.FinalMethod.class);
    }

    @Test
    void mail0101FinalMethodIsReportedBeforeTheServersOwnText() {
        assertRefused("mail0101final", "MAIL-0101 " + BEANS + "FinalMethod#letter(): @Signed on a final method");
    }

    @Deployment(name = "mail0102", managed = false, testable = false)
    static WebArchive mail0102() {
        return broken("mail0102", Map.of(), BrokenMails.OtherPriority.class);
    }

    @Test
    void mail0102OtherPriority() {
        assertRefused(
                "mail0102",
                "MAIL-0102 " + BEANS + "OtherPriority#letter(): jakarta.annotation.Priority on a business method does"
                        + " nothing; import org.qdmail.Priority for the priority of a mail");
    }

    @Deployment(name = "mail0104", managed = false, testable = false)
    static WebArchive mail0104() {
        return broken("mail0104", Map.of(), BrokenMails.UnknownIdentity.class);
    }

    @Test
    void mail0104UnknownIdentity() {
        assertRefused(
                "mail0104",
                "MAIL-0104 " + BEANS + "UnknownIdentity/letter/Signed/identity: no signing identity \"lgal\" is"
                        + " configured; set qdmail.sign.lgal.certificate-file and qdmail.sign.lgal.private-key-file, or"
                        + " use one of: none so far");
    }

    @Deployment(name = "mail0105", managed = false, testable = false)
    static WebArchive mail0105() {
        return broken("mail0105", Map.of("qdmail.receipt.read.allowed", "false"), BrokenMails.ReadWished.class);
    }

    @Test
    void mail0105ReadForbidden() {
        assertRefused(
                "mail0105",
                "MAIL-0105 " + BEANS + "ReadWished/letter/Receipt/value: READ is wished while"
                        + " qdmail.receipt.read.allowed=false; remove it, or set qdmail.receipt.read.allowed=true");
    }

    @Deployment(name = "mail0106", managed = false, testable = false)
    static WebArchive mail0106() {
        return broken("mail0106", Map.of(), BrokenMails.ByInterface.class, BrokenMails.Letters.class);
    }

    @Test
    void mail0106OnlyOnAnInterface() {
        assertRefused(
                "mail0106",
                "MAIL-0106 " + BEANS + "ByInterface: @Signed is written only on " + BEANS
                        + "Letters, where no container looks for it; put it on the class or its method");
    }

    @Deployment(name = "mail0107", managed = false, testable = false)
    static WebArchive mail0107() {
        return broken("mail0107", Map.of(), BrokenMails.HiddenMessages.class);
    }

    @Test
    void mail0107HiddenMessages() {
        assertRefused(
                "mail0107",
                "MAIL-0107 " + BEANS + "HiddenMessages#letters(): messages inside Set<MailMessage> cannot be decorated;"
                        + " return MailMessage, or Optional, List or CompletionStage of it");
    }

    @Deployment(name = "mail0108", managed = false, testable = false)
    static WebArchive mail0108() {
        return broken("mail0108", Map.of(), BrokenMails.TwoValues.class, BrokenMails.Official.class);
    }

    @Test
    void mail0108TwoValues() {
        assertRefused(
                "mail0108",
                "MAIL-0108 " + BEANS + "TwoValues#letter(): two different values of @Signed reach it (written, composed"
                        + " or from stereotypes); leave one");
    }

    @Deployment(name = "mail0109", managed = false, testable = false)
    static WebArchive mail0109() {
        return broken("mail0109", Map.of(BEANS + "Fine/leter/Receipt/enabled", "true"), BrokenMails.Fine.class);
    }

    @Test
    void mail0109KeyThatMeetsNoAnnotation() {
        assertRefused(
                "mail0109",
                "MAIL-0109 " + BEANS + "Fine/leter/Receipt/enabled: the key meets no message annotation; did you mean "
                        + BEANS + "Fine/letter/Receipt/enabled?");
    }

    @Deployment(name = "mail0110", managed = false, testable = false)
    static WebArchive mail0110() {
        return broken(
                "mail0110",
                Map.of("mp.fault.tolerance.interceptor.priority", "4600"),
                BrokenMails.AsynchronousSending.class);
    }

    @Test
    void mail0110FaultToleranceInside() {
        assertRefused(
                "mail0110",
                "MAIL-0110 " + BEANS + "AsynchronousSending/letter: mp.fault.tolerance.interceptor.priority=4600 lets"
                        + " @Asynchronous change the thread inside the message method, where wishes are lost; set it to"
                        + " 4459 or less, or return the message (factory form)");
    }

    @Deployment(name = "mail0111", managed = false, testable = false)
    static WebArchive mail0111() {
        return broken("mail0111", Map.of("qdmail.Receipt/on", "always"), BrokenMails.Fine.class);
    }

    @Test
    void mail0111OverrideValue() {
        assertRefused(
                "mail0111",
                "MAIL-0111 qdmail.Receipt/on: \"always\" is not allowed here; use SUCCESS, FAILURE, DELAY, NEVER");
    }

    @Deployment(name = "mail1001", managed = false, testable = false)
    static WebArchive mail1001() {
        return broken("mail1001", Map.of("qdmail.smtp.host", ""), BrokenMails.Fine.class);
    }

    @Test
    void mail1001NoRelay() {
        assertRefused("mail1001", "MAIL-1001 qdmail.smtp.host");
    }

    @Deployment(name = "mail1007", managed = false, testable = false)
    static WebArchive mail1007() {
        return broken("mail1007", Map.of(), BrokenMails.UnknownMailer.class);
    }

    @Test
    void mail1007UnknownMailer() {
        assertRefused("mail1007", "MAIL-1007 ");
    }

    @Deployment(name = "mail1009", managed = false, testable = false)
    static WebArchive mail1009() {
        return broken(
                "mail1009",
                Map.of("qdmail.smtp.session-jndi", "mail/Nowhere", "qdmail.smtp.host", ""),
                BrokenMails.Fine.class);
    }

    @Test
    void mail1009SessionMissing() {
        assertRefused("mail1009", "MAIL-1009 qdmail.smtp.session-jndi");
    }

    @Deployment(name = "together", managed = false, testable = false)
    static WebArchive together() {
        return broken(
                "together",
                Map.of(),
                BrokenMails.PrivateMethod.class,
                BrokenMails.HiddenMessages.class,
                BrokenMails.Unsatisfied.class);
    }

    @Test
    void twoFindingsAreShownBesideAnUnsatisfiedInjectionPoint() {
        assertRefused(
                "together",
                "MAIL-0101 " + BEANS + "PrivateMethod#letter(): @Signed on a private method",
                "MAIL-0107 " + BEANS + "HiddenMessages#letters(): messages inside Set<MailMessage>");
    }

    @Deployment(name = "list", managed = false, testable = false)
    static WebArchive list() {
        return broken(
                "list",
                Map.of("qdmail.smtp.port", "many", "qdmail.Priority/value", "urgent"),
                BrokenMails.UnknownIdentity.class);
    }

    @Test
    void faultsOfConfigurationAndOfAnnotationsComeInOneList() {
        assertRefused("list", "MAIL-1002 qdmail.smtp.port", "MAIL-0104 " + BEANS + "UnknownIdentity");
    }

    private void assertRefused(String archive, String... texts) {
        RefusedStart.assertRefused(deployer, archive, texts);
    }

    /** Each archive has the beans of its case alone, and of the libraries only ours: nothing is sent. */
    private static WebArchive broken(String name, Map<String, String> configured, Class<?>... beans) {
        Map<String, String> all = new TreeMap<>(Map.of("qdmail.smtp.host", "relay.invalid"));
        all.putAll(configured);
        WebArchive archive = Archives.withComponent(name).addClass(BrokenMails.class);
        for (Class<?> other : BrokenMails.class.getDeclaredClasses())
            if (!Set.of(beans).contains(other)) archive.deleteClass(other);
        archive.getContent(Filters.include("/WEB-INF/lib/(bc|icu4j|jsoup|scram|stringprep|saslprep|assertj).*"))
                .keySet()
                .forEach(archive::delete);
        return Archives.configured(
                archive,
                all.entrySet().stream()
                        .map(entry -> entry.getKey() + '=' + entry.getValue())
                        .toArray(String[]::new));
    }
}

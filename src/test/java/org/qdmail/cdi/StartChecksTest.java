package org.qdmail.cdi;

import static org.assertj.core.api.Assertions.assertThat;
import static org.qdmail.message.Level.HIGH;
import static org.qdmail.message.ReceiptKind.READ;

import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.CompletionStage;
import org.eclipse.microprofile.faulttolerance.Asynchronous;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;
import org.qdmail.Priority;
import org.qdmail.Receipt;
import org.qdmail.Signed;
import org.qdmail.message.MailMessage;

/** MAIL-0104, 0105 and 0109 to 0111: what only the configuration shows. */
class StartChecksTest {
    private static final String MAILS = "org.qdmail.cdi.StartChecksTest$Mails";

    @Test
    void applicationThatKeepsTheRulesHasNoFaults() {
        assertThat(faults(Map.of(), Mails.class)).isEmpty();
    }

    @Test
    void identitiesAreThoseOfAnnotationsAfterTheirOverrides() {
        assertThat(checks(Map.of(MAILS + "/contract/Signed/identity", "sales"), Mails.class)
                        .identities())
                .containsExactly("", "sales");
    }

    @Test
    void identityOfADisabledAnnotationIsNotUsed() {
        assertThat(checks(Map.of("qdmail.Signed/enabled", "false"), Mails.class).identities())
                .isEmpty();
    }

    @Test
    void mail0104NamesTheKeysToSetAndTheIdentitiesThatExist() {
        assertThat(faults(Map.of(MAILS + "/contract/Signed/identity", "lgal"), Mails.class))
                .containsExactly("MAIL-0104 " + MAILS
                        + "/contract/Signed/identity: no signing identity \"lgal\" is configured; set"
                        + " qdmail.sign.lgal.certificate-file and qdmail.sign.lgal.private-key-file, or use one of: legal,"
                        + " sales");
    }

    @Test
    void mail0105StopsReadWhileItIsNotAllowed() {
        List<String> found = shown(checks(Map.of(), Mails.class).faults(List.of(), Set.of("legal"), false));

        assertThat(found)
                .containsExactly("MAIL-0105 " + MAILS
                        + "/opened/Receipt/value: READ is wished while qdmail.receipt.read.allowed=false; remove it, or"
                        + " set qdmail.receipt.read.allowed=true");
    }

    @ParameterizedTest
    @CsvSource({
        "org.qdmail.cdi.StartChecksTest$Mail/contract/Signed/identity, org.qdmail.cdi.StartChecksTest$Mails/contract/Signed/identity",
        "org.qdmail.cdi.StartChecksTest$Mails/contact/Signed/identity, org.qdmail.cdi.StartChecksTest$Mails/contract/Signed/identity",
        "org.qdmail.cdi.StartChecksTest$Mails/contract/Sigend/identity, org.qdmail.cdi.StartChecksTest$Mails/contract/Signed/identity",
        "org.qdmail.cdi.StartChecksTest$Mails/contract/Signed/identiy, org.qdmail.cdi.StartChecksTest$Mails/contract/Signed/identity",
        "org.qdmail.cdi.StartChecksTest$Mails/Signed/enabled, org.qdmail.cdi.StartChecksTest$Mails/opened/Signed/enabled",
        "qdmail.Signed/enable, qdmail.Signed/enabled"
    })
    void mail0109NamesTheNearestKey(String key, String nearest) {
        assertThat(faults(Map.of(key, "false"), Mails.class))
                .containsExactly(
                        "MAIL-0109 " + key + ": the key meets no message annotation; did you mean " + nearest + "?");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "qdmail.Receipt/on",
                "qdmail.smtp.host",
                "org.example.Other/method/Retry/maxRetries",
                "org.qdmail.cdi.StartChecksTest$Mails/contract/Retry/maxRetries",
                "Retry/enabled"
            })
    void keyThatIsNotMeantForAnAnnotationIsLeftAlone(String key) {
        assertThat(faults(Map.of(key, "DELAY"), Mails.class)).isEmpty();
    }

    @Test
    void mail0110StopsAnAsynchronousSendingMethodInsideOfUs() {
        assertThat(faults(Map.of(StartChecks.FAULT_TOLERANCE, "5000"), Threads.class))
                .containsExactly("MAIL-0110 org.qdmail.cdi.StartChecksTest$Threads/sending:"
                        + " mp.fault.tolerance.interceptor.priority=5000 lets @Asynchronous change the thread inside the"
                        + " message method, where wishes are lost; set it to 4459 or less, or return the message (factory"
                        + " form)");
    }

    @ParameterizedTest
    @ValueSource(strings = {"4010", "4459", "not a number"})
    void faultToleranceOutsideOfUsIsFine(String priority) {
        assertThat(faults(Map.of(StartChecks.FAULT_TOLERANCE, priority), Threads.class))
                .isEmpty();
    }

    @Test
    void mail0111IsReportedTogetherWithTheOthers() {
        assertThat(faults(Map.of("qdmail.Priority/value", "urgent", MAILS + "/Signed/enabled", "no"), Mails.class))
                .hasSize(2)
                .anySatisfy(text -> assertThat(text).startsWith("MAIL-0111 qdmail.Priority/value: \"urgent\""))
                .anySatisfy(text -> assertThat(text).startsWith("MAIL-0109 " + MAILS + "/Signed/enabled"));
    }

    private static List<String> faults(Map<String, String> configured, Class<?> bean) {
        return shown(checks(configured, bean).faults(configured.keySet(), Set.of("", "legal", "sales"), true));
    }

    private static StartChecks checks(Map<String, String> configured, Class<?> bean) {
        return new StartChecks(List.of(bean), key -> Optional.ofNullable(configured.get(key)));
    }

    private static List<String> shown(List<?> faults) {
        return faults.stream().map(Object::toString).toList();
    }

    static class Mails {
        @Signed
        @Receipt(READ)
        void opened() {}

        @Signed(identity = "legal")
        @Priority(HIGH)
        void contract() {}
    }

    static class Threads {
        @Asynchronous
        @Signed
        CompletionStage<String> sending() {
            throw new UnsupportedOperationException();
        }

        @Asynchronous
        @Signed
        CompletionStage<MailMessage> factory() {
            throw new UnsupportedOperationException();
        }

        @Asynchronous
        CompletionStage<String> noMessageMethod() {
            throw new UnsupportedOperationException();
        }
    }
}

package org.qdmail.cdi;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.qdmail.envelope.Notify.DELAY;
import static org.qdmail.envelope.Notify.NEVER;
import static org.qdmail.envelope.Notify.SUCCESS;
import static org.qdmail.message.Level.HIGH;
import static org.qdmail.message.Level.LOW;
import static org.qdmail.message.ReceiptKind.DELIVERY;
import static org.qdmail.message.ReceiptKind.READ;

import java.lang.reflect.Method;
import java.util.Arrays;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.qdmail.Priority;
import org.qdmail.Receipt;
import org.qdmail.Signed;
import org.qdmail.envelope.NotifyOn;
import org.qdmail.failure.MisconfiguredMail;
import org.qdmail.message.Level;
import org.qdmail.message.PriorityWish;
import org.qdmail.message.ReceiptWish;
import org.qdmail.message.SignatureWish;
import org.qdmail.message.Wishes;

class OverridesTest {
    private static final String BEAN = "org.qdmail.cdi.OverridesTest$Mails";

    @Test
    void annotationCountsAsWrittenWhenNothingIsConfigured() {
        assertThat(priority(Map.of())).contains(HIGH);
    }

    @Test
    void methodKeyOverridesTheAnnotationOfThatMethod() {
        assertThat(priority(Map.of(BEAN + "/letter/Priority/value", "LOW"))).contains(LOW);
    }

    @Test
    void methodKeyBeatsTheGlobalKey() {
        assertThat(priority(Map.of(BEAN + "/letter/Priority/value", "LOW", "qdmail.Priority/value", "NORMAL")))
                .contains(LOW);
    }

    @Test
    void globalKeyOverridesEveryAnnotation() {
        assertThat(priority(Map.of("qdmail.Priority/value", "low"))).contains(LOW);
    }

    @Test
    void classKeyDoesNotReachTheAnnotationOfAMethod() {
        assertThat(priority(Map.of(BEAN + "/Priority/value", "LOW"))).contains(HIGH);
    }

    @Test
    void emptyValueMeansNotSet() {
        assertThat(priority(Map.of(BEAN + "/letter/Priority/value", ""))).contains(HIGH);
    }

    @Test
    void disabledAnnotationOfAMethodDoesNotBringBackItsClass() {
        assertThat(wishes("letter", Aspect.PRIORITY, Map.of(BEAN + "/letter/Priority/enabled", "false")))
                .isEqualTo(Wishes.NONE);
    }

    @Test
    void methodMayStayEnabledWhileTheAnnotationIsDisabledElsewhere() {
        assertThat(priority(Map.of(BEAN + "/letter/Priority/enabled", "true", "qdmail.Priority/enabled", "false")))
                .contains(HIGH);
    }

    @Test
    void classKeyReachesTheAnnotationOfThatClass() {
        assertThat(wishes("plain", Aspect.SIGNATURE, Map.of(BEAN + "/Signed/identity", "legal"))
                        .signature())
                .contains(SignatureWish.by("legal"));
    }

    @Test
    void receiptTakesItsKindsAndWordsFromCommaLists() {
        assertThat(receipt(
                        Map.of(BEAN + "/letter/Receipt/value", "delivery, read", "qdmail.Receipt/on", "DELAY,SUCCESS")))
                .contains(new ReceiptWish(Set.of(DELIVERY, READ), NotifyOn.of(SUCCESS, DELAY)));
    }

    @Test
    void receiptWithoutWordsLeavesThemToTheConfiguredOnes() {
        assertThat(receipt(Map.of())).contains(new ReceiptWish(Set.of(DELIVERY), NotifyOn.DEFAULT));
    }

    @Test
    void receiptWithoutAnyKindWishesNothing() {
        assertThat(wishes("noKind", Aspect.RECEIPT, Map.of())).isEqualTo(Wishes.NONE);
    }

    @ParameterizedTest
    @CsvSource({
        "Priority/value, urgent, 'HIGH, NORMAL, LOW'",
        "Receipt/value, receipt, 'DELIVERY, READ'",
        "Receipt/on, always, 'SUCCESS, FAILURE, DELAY, NEVER'",
        "Signed/enabled, perhaps, 'true, false'"
    })
    void mail0111NamesKeyValueAndAllowedWords(String member, String value, String allowed) {
        Aspect aspect = Arrays.stream(Aspect.values())
                .filter(one -> member.startsWith(one.annotationName()))
                .findFirst()
                .orElseThrow();

        assertThatThrownBy(() -> wishes("letter", aspect, Map.of("qdmail." + member, value)))
                .isInstanceOf(MisconfiguredMail.class)
                .hasMessage("MAIL-0111 qdmail." + member + ": \"" + value + "\" is not allowed here; use " + allowed);
    }

    @Test
    void mail0111RefusesNeverBesideOtherWordsInAValue() {
        assertThatThrownBy(() -> receipt(Map.of(BEAN + "/letter/Receipt/on", "NEVER,DELAY")))
                .isInstanceOf(MisconfiguredMail.class)
                .hasMessage("MAIL-0111 " + BEAN
                        + "/letter/Receipt/on: NEVER stands beside other words; use NEVER alone, or SUCCESS, FAILURE"
                        + " and DELAY");
    }

    @Test
    void mail0111RefusesNeverBesideOtherWordsInAnAnnotation() {
        assertThatThrownBy(() -> wishes("neverAndDelay", Aspect.RECEIPT, Map.of()))
                .isInstanceOf(MisconfiguredMail.class)
                .hasMessageStartingWith("MAIL-0111 " + BEAN + "/neverAndDelay/Receipt/on: NEVER");
    }

    private static Optional<Level> priority(Map<String, String> configured) {
        return wishes("letter", Aspect.PRIORITY, configured).priority().flatMap(PriorityWish::level);
    }

    private static Optional<ReceiptWish> receipt(Map<String, String> configured) {
        return wishes("letter", Aspect.RECEIPT, configured).receipt();
    }

    private static Wishes wishes(String name, Aspect aspect, Map<String, String> configured) {
        Method method = Arrays.stream(Mails.class.getDeclaredMethods())
                .filter(one -> one.getName().equals(name))
                .findFirst()
                .orElseThrow();
        Written written = AnnotationSearch.inForce(Mails.class, method, aspect).orElseThrow();
        return new Overrides(key -> Optional.ofNullable(configured.get(key))).wish(written);
    }

    @Signed
    @Priority(Level.NORMAL)
    static class Mails {
        @Signed
        @Priority(HIGH)
        @Receipt
        void letter() {}

        void plain() {}

        @Receipt({})
        void noKind() {}

        @Receipt(on = {NEVER, DELAY})
        void neverAndDelay() {}
    }
}

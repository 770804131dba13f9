package org.qdmail.cdi;

import static java.lang.annotation.ElementType.METHOD;
import static java.lang.annotation.ElementType.TYPE;
import static java.lang.annotation.RetentionPolicy.RUNTIME;
import static org.assertj.core.api.Assertions.assertThatCode;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.qdmail.message.Level.HIGH;
import static org.qdmail.message.Level.LOW;

import jakarta.annotation.PostConstruct;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.enterprise.event.Observes;
import jakarta.enterprise.inject.Produces;
import jakarta.enterprise.inject.Stereotype;
import jakarta.inject.Inject;
import jakarta.interceptor.InterceptorBinding;
import java.lang.annotation.Retention;
import java.lang.annotation.Target;
import java.util.Map;
import java.util.Set;
import org.assertj.core.api.AbstractThrowableAssert;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.qdmail.MailService;
import org.qdmail.Priority;
import org.qdmail.Receipt;
import org.qdmail.Signed;
import org.qdmail.message.MailMessage;

/** MAIL-0101 to 0108: what declarations show stops the deployment. */
class DeploymentChecksTest {
    /** A relay that is never connected to, and no identity: nothing else than the declarations can be wrong. */
    private static final Map<String, String> CONFIGURED =
            Map.of("qdmail.smtp.host", "relay.invalid", "qdmail.Signed/enabled", "false");

    private static final String HERE = "org.qdmail.cdi.DeploymentChecksTest$";

    @ParameterizedTest
    @ValueSource(
            classes = {
                GoodMails.class,
                GoodInterfaceMails.class,
                TwoStereotypes.class,
                OtherPriorityElsewhere.class,
                Overriding.class
            })
    void beanThatKeepsTheRulesIsDeployed(Class<?> bean) {
        assertThatCode(() -> Containers.start(CONFIGURED, bean).close()).doesNotThrowAnyException();
    }

    @Test
    void d01Mail0101AnnotationOnAPrivateMethod() {
        refused(PrivateMethod.class)
                .hasMessageContaining("MAIL-0101 " + HERE
                        + "PrivateMethod#letter(): @Signed on a private method does nothing, since no container intercepts"
                        + " it; make it an ordinary business method: not private, not static, not final, no lifecycle"
                        + " callback");
    }

    @Test
    void mail0101AnnotationOnAStaticMethod() {
        refused(StaticMethod.class)
                .hasMessageContaining(
                        "MAIL-0101 " + HERE + "StaticMethod#letter(String): @Priority on a static method");
    }

    @Test
    void mail0101AnnotationOnAFinalMethod() {
        refused(FinalMethod.class)
                .hasMessageContaining(
                        "MAIL-0101 " + HERE + "FinalMethod#letter(): @Priority, @Signed on a final method");
    }

    @Test
    void mail0101AnnotationOnALifecycleCallback() {
        refused(Callback.class)
                .hasMessageContaining("MAIL-0101 " + HERE + "Callback#ready(): @Receipt on a lifecycle callback");
    }

    @Test
    void mail0101ComposedAnnotationOnAPrivateMethod() {
        refused(PrivateComposed.class)
                .hasMessageContaining("MAIL-0101 " + HERE + "PrivateComposed#letter(): @Signed on a private method");
    }

    @Test
    void mail0101PrivateMethodOfASuperclass() {
        refused(BelowPrivate.class)
                .hasMessageContaining("MAIL-0101 " + HERE + "PrivateMethod#letter(): @Signed on a private method");
    }

    @ParameterizedTest
    @ValueSource(
            classes = {OtherPriorityBesideOurs.class, OtherPriorityWithService.class, OtherPriorityWithMessage.class})
    void mail0102OtherPriorityOnABusinessMethod(Class<?> bean) {
        refused(bean)
                .hasMessageContaining("MAIL-0102 " + bean.getName()
                        + "#wrong(): jakarta.annotation.Priority on a business method does nothing; import"
                        + " org.qdmail.Priority for the priority of a mail");
    }

    @Test
    void mail0106AnnotationOnlyOnAnInterface() {
        refused(SignedByInterface.class)
                .hasMessageContaining("MAIL-0106 " + HERE + "SignedByInterface: @Signed is written only on " + HERE
                        + "SignedLetters, where no container looks for it; put it on the class or its method");
    }

    @Test
    void mail0106AnnotationOnlyOnAMethodOfAnInterface() {
        refused(HighByInterface.class)
                .hasMessageContaining("MAIL-0106 " + HERE
                        + "HighByInterface#letter(String): @Priority is written only on " + HERE + "HighLetters");
    }

    @Test
    void mail0106AnnotationOnAnInheritedDefaultMethod() {
        refused(InheritsDefault.class)
                .hasMessageContaining("MAIL-0106 " + HERE + "InheritsDefault#letter(): @Signed is written only on "
                        + HERE + "DefaultLetters");
    }

    @Test
    void mail0107MessagesInAnotherCarrier() {
        refused(SetOfMessages.class)
                .hasMessageContaining("MAIL-0107 " + HERE
                        + "SetOfMessages#letters(): messages inside Set<MailMessage> cannot be decorated; return"
                        + " MailMessage, or Optional, List or CompletionStage of it");
    }

    @Test
    void mail0107CountsUnderAClassLevelAnnotation() {
        refused(ArrayUnderClass.class)
                .hasMessageContaining("MAIL-0107 " + HERE + "ArrayUnderClass#letters(): messages inside MailMessage[]");
    }

    @Test
    void mail0108WrittenAndComposedDiffer() {
        refused(WrittenAndComposed.class)
                .hasMessageContaining(
                        "MAIL-0108 " + HERE + "WrittenAndComposed#letter(): two different values of @Signed"
                                + " reach it (written, composed or from stereotypes); leave one");
    }

    @Test
    void mail0108TwoComposedDiffer() {
        refused(TwoComposed.class)
                .hasMessageContaining("MAIL-0108 " + HERE + "TwoComposed: two different values of @Signed");
    }

    @Test
    void mail0108TwoStereotypesDiffer() {
        refused(TwoDifferentStereotypes.class)
                .hasMessageContaining("MAIL-0108 " + HERE + "TwoDifferentStereotypes: two different values of @Signed");
    }

    @Test
    void allFindingsOfAllBeansComeTogether() {
        refused(PrivateMethod.class, SetOfMessages.class)
                .hasMessageContaining("MAIL-0101 " + HERE + "PrivateMethod#letter()")
                .hasMessageContaining("MAIL-0107 " + HERE + "SetOfMessages#letters()");
    }

    @Test
    void findingsComeBeforeAnUnsatisfiedInjectionPoint() {
        refused(PrivateMethod.class, SetOfMessages.class, Unsatisfied.class)
                .hasMessageContaining("MAIL-0101 " + HERE + "PrivateMethod#letter()")
                .hasMessageContaining("MAIL-0107 " + HERE + "SetOfMessages#letters()");
    }

    private static AbstractThrowableAssert<?, ? extends Throwable> refused(Class<?>... beans) {
        return assertThatThrownBy(() -> Containers.start(CONFIGURED, beans).close());
    }

    @Signed(identity = "legal")
    @InterceptorBinding
    @Retention(RUNTIME)
    @Target({TYPE, METHOD})
    @interface Official {}

    @Signed(identity = "sales")
    @InterceptorBinding
    @Retention(RUNTIME)
    @Target({TYPE, METHOD})
    @interface Commercial {}

    @Signed(identity = "one")
    @Stereotype
    @Retention(RUNTIME)
    @Target(TYPE)
    @interface One {}

    @Signed(identity = "two")
    @Stereotype
    @Retention(RUNTIME)
    @Target(TYPE)
    @interface Two {}

    @Signed(identity = "one")
    @Stereotype
    @Retention(RUNTIME)
    @Target(TYPE)
    @interface OneAgain {}

    @Signed
    interface SignedLetters {}

    interface HighLetters {
        @Priority(HIGH)
        void letter(String to);
    }

    interface DefaultLetters {
        @Signed
        default void letter() {}
    }

    @ApplicationScoped
    @Signed
    static class GoodMails {
        @Priority(LOW)
        void sending(@Observes @jakarta.annotation.Priority(7) String event) {}

        @Official
        @Receipt
        MailMessage factory() {
            throw new UnsupportedOperationException();
        }

        private Set<MailMessage> notABusinessMethod() {
            return Set.of();
        }

        private static void plainStatic() {}

        @PostConstruct
        void ready() {
            plainStatic();
            notABusinessMethod();
        }
    }

    @ApplicationScoped
    static class GoodInterfaceMails implements HighLetters, DefaultLetters {
        @Override
        @Priority(LOW)
        public void letter(String to) {}

        @Override
        @Official
        public void letter() {}
    }

    /** A value of its own beats both stereotypes, and two equal ones do not differ. */
    @One
    @OneAgain
    @ApplicationScoped
    static class TwoStereotypes {
        void letter() {}
    }

    @ApplicationScoped
    static class OtherPriorityElsewhere {
        @jakarta.annotation.Priority(1)
        void noMailHere() {}
    }

    static class Hidden {
        @Signed
        Set<MailMessage> letters() {
            return Set.of();
        }
    }

    /** What it overrides is not in force any more. */
    @ApplicationScoped
    static class Overriding extends Hidden {
        @Override
        Set<MailMessage> letters() {
            return Set.of();
        }
    }

    @ApplicationScoped
    static class PrivateMethod {
        @Signed
        private void letter() {}

        void calls() {
            letter();
        }
    }

    @ApplicationScoped
    static class BelowPrivate extends PrivateMethod {}

    @ApplicationScoped
    static class StaticMethod {
        @Priority(HIGH)
        static void letter(String to) {}
    }

    @ApplicationScoped
    static class FinalMethod {
        @Signed
        @Priority(HIGH)
        final void letter() {}
    }

    @ApplicationScoped
    static class Callback {
        @PostConstruct
        @Receipt
        void ready() {}
    }

    @ApplicationScoped
    static class PrivateComposed {
        @Official
        private void letter() {}

        void calls() {
            letter();
        }
    }

    @ApplicationScoped
    static class OtherPriorityBesideOurs {
        @jakarta.annotation.Priority(1)
        void wrong() {}

        @Signed
        void letter() {}
    }

    @ApplicationScoped
    static class OtherPriorityWithService {
        @Inject
        MailService mail;

        @jakarta.annotation.Priority(1)
        void wrong() {}
    }

    @ApplicationScoped
    static class OtherPriorityWithMessage {
        @jakarta.annotation.Priority(1)
        MailMessage wrong() {
            throw new UnsupportedOperationException();
        }

        @Produces
        @jakarta.annotation.Priority(1)
        String producersMayCarryIt() {
            return "";
        }
    }

    @ApplicationScoped
    static class SignedByInterface implements SignedLetters {}

    @ApplicationScoped
    static class HighByInterface implements HighLetters {
        @Override
        public void letter(String to) {}
    }

    @ApplicationScoped
    static class InheritsDefault implements DefaultLetters {}

    @ApplicationScoped
    static class SetOfMessages {
        @Signed
        Set<MailMessage> letters() {
            return Set.of();
        }
    }

    @ApplicationScoped
    @Signed
    static class ArrayUnderClass {
        MailMessage[] letters() {
            return new MailMessage[0];
        }
    }

    @ApplicationScoped
    static class WrittenAndComposed {
        @Official
        @Signed(identity = "other")
        void letter() {}
    }

    @ApplicationScoped
    @Official
    @Commercial
    static class TwoComposed {
        void letter() {}
    }

    @ApplicationScoped
    @One
    @Two
    static class TwoDifferentStereotypes {
        void letter() {}
    }

    @ApplicationScoped
    static class Unsatisfied {
        @Inject
        Runnable nobodyHasIt;
    }
}

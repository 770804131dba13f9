package org.qdmail.cdi;

import static java.lang.annotation.ElementType.METHOD;
import static java.lang.annotation.ElementType.TYPE;
import static java.lang.annotation.RetentionPolicy.RUNTIME;
import static org.assertj.core.api.Assertions.assertThat;
import static org.qdmail.message.Level.HIGH;
import static org.qdmail.message.Level.LOW;

import jakarta.enterprise.inject.Stereotype;
import jakarta.interceptor.InterceptorBinding;
import java.lang.annotation.Inherited;
import java.lang.annotation.Retention;
import java.lang.annotation.Target;
import java.lang.reflect.Method;
import java.util.Arrays;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.qdmail.Priority;
import org.qdmail.Signed;
import org.qdmail.message.Level;

class AnnotationSearchTest {

    @Test
    void methodBeatsItsClass() {
        assertThat(priority(Plain.class, "low")).contains(LOW);
    }

    @Test
    void classCoversAMethodWithoutItsOwn() {
        assertThat(priority(Plain.class, "other")).contains(HIGH);
    }

    @Test
    void aspectOfAnotherAnnotationStaysEmpty() {
        assertThat(identity(Plain.class, "low")).isEmpty();
    }

    @Test
    void composedAnnotationOnAMethodCounts() {
        assertThat(identity(Plain.class, "official")).contains("legal");
    }

    @Test
    void composedAnnotationIsFollowedOverSeveralSteps() {
        assertThat(identity(Plain.class, "veryOfficial")).contains("legal");
    }

    @Test
    void composedAnnotationOnAClassBeatsItsStereotype() {
        assertThat(identity(OfficialLetter.class, "any")).contains("legal");
    }

    @Test
    void stereotypeCountsWhenTheClassHasNoneOfItsOwn() {
        assertThat(identity(Letter.class, "any")).contains("stereotype");
    }

    @Test
    void stereotypeInsideAStereotypeCounts() {
        assertThat(identity(NestedLetter.class, "any")).contains("stereotype");
    }

    @Test
    void annotationInsideAnAnnotationThatIsNoBindingDoesNotCount() {
        assertThat(identity(Undecorated.class, "any")).isEmpty();
    }

    @Test
    void d06InheritedClassAnnotationCountsForAMethodOverriddenWithout() {
        assertThat(identity(Sub.class, "overriddenWithout")).contains("a");
    }

    @Test
    void d06OverridingMethodsOwnAnnotationCounts() {
        assertThat(identity(Sub.class, "overriddenWith")).contains("b");
    }

    @Test
    void d06InheritedClassAnnotationCountsForAnInheritedMethod() {
        assertThat(identity(Sub.class, "inherited")).contains("a");
    }

    @Test
    void annotationOfAnOverriddenMethodIsLost() {
        assertThat(priority(Sub.class, "overriddenWithout")).isEmpty();
    }

    @Test
    void ownClassAnnotationHidesTheInheritedOne() {
        assertThat(identity(OwnSub.class, "inherited")).contains("own");
    }

    @Test
    void placeIsTheClassOnWhichAnInheritedAnnotationIsWritten() {
        assertThat(find(Sub.class, "inherited", Aspect.SIGNATURE).map(Written::place))
                .contains("org.qdmail.cdi.AnnotationSearchTest$Super");
    }

    @Test
    void placeIsTheClassThatDeclaresAnInheritedMethod() {
        assertThat(find(Sub.class, "annotatedAbove", Aspect.PRIORITY).map(Written::place))
                .contains("org.qdmail.cdi.AnnotationSearchTest$Super/annotatedAbove");
    }

    private static Optional<Level> priority(Class<?> bean, String method) {
        return find(bean, method, Aspect.PRIORITY).map(found -> ((Priority) found.annotation()).value());
    }

    private static Optional<String> identity(Class<?> bean, String method) {
        return find(bean, method, Aspect.SIGNATURE).map(found -> ((Signed) found.annotation()).identity());
    }

    private static Optional<Written> find(Class<?> bean, String name, Aspect aspect) {
        Method method = Arrays.stream(bean.getMethods())
                .filter(one -> one.getName().equals(name))
                .findFirst()
                .orElseThrow();
        return AnnotationSearch.inForce(bean, method, aspect);
    }

    @Signed(identity = "legal")
    @InterceptorBinding
    @Inherited
    @Retention(RUNTIME)
    @Target({TYPE, METHOD})
    @interface Official {}

    @Official
    @InterceptorBinding
    @Retention(RUNTIME)
    @Target({TYPE, METHOD})
    @interface VeryOfficial {}

    @Signed(identity = "nobody")
    @Retention(RUNTIME)
    @Target(TYPE)
    @interface NoBinding {}

    @Signed(identity = "stereotype")
    @Stereotype
    @Retention(RUNTIME)
    @Target(TYPE)
    @interface LetterStereotype {}

    @LetterStereotype
    @Stereotype
    @Retention(RUNTIME)
    @Target(TYPE)
    @interface Nesting {}

    @Priority(HIGH)
    public static class Plain {
        @Priority(LOW)
        public void low() {}

        public void other() {}

        @Official
        public void official() {}

        @VeryOfficial
        public void veryOfficial() {}
    }

    @LetterStereotype
    @Official
    public static class OfficialLetter {
        public void any() {}
    }

    @LetterStereotype
    public static class Letter {
        public void any() {}
    }

    @Nesting
    public static class NestedLetter {
        public void any() {}
    }

    @NoBinding
    public static class Undecorated {
        public void any() {}
    }

    @Signed(identity = "a")
    public static class Super {
        @Priority(HIGH)
        public void overriddenWithout() {}

        public void overriddenWith() {}

        public void inherited() {}

        @Priority(HIGH)
        public void annotatedAbove() {}
    }

    public static class Sub extends Super {
        @Override
        public void overriddenWithout() {}

        @Override
        @Signed(identity = "b")
        public void overriddenWith() {}
    }

    @Signed(identity = "own")
    public static class OwnSub extends Super {}
}

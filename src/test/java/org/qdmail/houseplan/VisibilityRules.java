package org.qdmail.houseplan;

import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.classes;

import com.tngtech.archunit.core.domain.JavaAnnotation;
import com.tngtech.archunit.core.domain.JavaClass;
import com.tngtech.archunit.core.domain.JavaCodeUnit;
import com.tngtech.archunit.core.domain.JavaModifier;
import com.tngtech.archunit.lang.ArchCondition;
import com.tngtech.archunit.lang.ConditionEvents;
import com.tngtech.archunit.lang.SimpleConditionEvent;
import java.util.List;
import java.util.Set;
import java.util.function.Predicate;
import java.util.stream.Stream;

/** A class is final, and seen by its own room alone unless somebody else needs it. */
final class VisibilityRules {

    /** The rooms whose public types applications use. */
    private static final Set<String> API =
            Set.of(Rooms.DOOR, "message", "address", "envelope", "failure", "receipt", "mailbox");

    /** Beans that a producer makes: the container has to make proxies of them, too. */
    private static final Set<String> PRODUCED = Set.of("EmbeddedMailbox");

    private final Rooms rooms;

    private VisibilityRules(Rooms rooms) {
        this.rooms = rooms;
    }

    static List<HouseRule> under(String root) {
        VisibilityRules rules = new VisibilityRules(Rooms.under(root));
        return List.of(
                HouseRule.of("a class is final", "OpenToAll", classes().should(never("be open", rules::isOpen))),
                HouseRule.of(
                        "a public type is used by another room or by applications",
                        "SeenByAll",
                        classes().should(never("be public for nobody", rules::isPublicForNobody))));
    }

    private boolean isOpen(JavaClass type) {
        Set<JavaModifier> modifiers = type.getModifiers();
        return !modifiers.contains(JavaModifier.FINAL)
                && !modifiers.contains(JavaModifier.ABSTRACT)
                && !type.isInterface()
                && !type.isEnum()
                && !type.isAnonymousClass()
                && !type.getSimpleName().equals("package-info")
                && !isMadeByTheContainer(type)
                && !PRODUCED.contains(type.getSimpleName());
    }

    private boolean isPublicForNobody(JavaClass type) {
        String room = rooms.of(type).orElse("outside");
        return isPublic(type.getModifiers())
                && type.isTopLevelClass()
                && !API.contains(room)
                && !isMadeByTheContainer(type)
                && !isFoundAsAService(type)
                && !isInASignatureOfItsRoom(type)
                && type.getDirectDependenciesToSelf().stream()
                        .allMatch(use -> use.getOriginClass().getPackage().equals(type.getPackage()));
    }

    /** Callers of such a method name the type, or make a lambda of it, which leaves no trace in their class file. */
    private static boolean isInASignatureOfItsRoom(JavaClass type) {
        Stream<JavaCodeUnit> naming = Stream.of(
                        type.getMethodsWithParameterTypeOfSelf(),
                        type.getMethodsWithReturnTypeOfSelf(),
                        type.getConstructorsWithParameterTypeOfSelf())
                .flatMap(Set::stream);
        return naming.anyMatch(unit -> isPublic(unit.getModifiers())
                && isPublic(unit.getOwner().getModifiers())
                && !unit.getOwner().equals(type));
    }

    private static boolean isPublic(Set<JavaModifier> modifiers) {
        return modifiers.contains(JavaModifier.PUBLIC);
    }

    /** A bean, an interceptor or a resource: the container makes proxies of it. */
    private static boolean isMadeByTheContainer(JavaClass type) {
        return type.getAnnotations().stream()
                .map(JavaAnnotation::getRawType)
                .anyMatch(annotation -> annotation.getPackageName().startsWith("jakarta."));
    }

    /** Implements an interface of which somebody else makes the object: found by ServiceLoader, or named in the extension. */
    private static boolean isFoundAsAService(JavaClass type) {
        return type.getAllRawInterfaces().stream()
                .map(JavaClass::getSimpleName)
                .anyMatch(
                        Set.of(
                                "MailServiceProvider",
                                "CaptureMailbox",
                                "BuildCompatibleExtension",
                                "SyntheticBeanCreator")::contains);
    }

    private static ArchCondition<JavaClass> never(String description, Predicate<JavaClass> violated) {
        return new ArchCondition<>("never " + description) {
            @Override
            public void check(JavaClass type, ConditionEvents events) {
                if (violated.test(type)) {
                    events.add(SimpleConditionEvent.violated(type, type.getName() + " should not " + description));
                }
            }
        };
    }
}

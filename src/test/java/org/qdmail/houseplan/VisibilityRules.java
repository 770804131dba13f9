package org.qdmail.houseplan;

import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.classes;

import com.tngtech.archunit.core.domain.JavaAnnotation;
import com.tngtech.archunit.core.domain.JavaClass;
import com.tngtech.archunit.core.domain.JavaModifier;
import com.tngtech.archunit.lang.ArchCondition;
import com.tngtech.archunit.lang.ConditionEvents;
import com.tngtech.archunit.lang.SimpleConditionEvent;
import java.util.List;
import java.util.Set;
import java.util.function.Predicate;

/** A class is final, and seen by its own room alone unless somebody else needs it. */
final class VisibilityRules {

    /** The rooms whose public types applications use. */
    private static final Set<String> API =
            Set.of(Rooms.DOOR, "message", "address", "envelope", "failure", "receipt", "mailbox");

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
                && !isMadeByTheContainer(type);
    }

    private boolean isPublicForNobody(JavaClass type) {
        String room = rooms.of(type).orElse("outside");
        return type.getModifiers().contains(JavaModifier.PUBLIC)
                && type.isTopLevelClass()
                && !API.contains(room)
                && !isMadeByTheContainer(type)
                && !isFoundAsAService(type)
                && type.getDirectDependenciesToSelf().stream()
                        .allMatch(use -> use.getOriginClass().getPackage().equals(type.getPackage()));
    }

    /** A bean, an interceptor or a resource: the container makes proxies of it. */
    private static boolean isMadeByTheContainer(JavaClass type) {
        return type.getAnnotations().stream()
                .map(JavaAnnotation::getRawType)
                .anyMatch(annotation -> annotation.getPackageName().startsWith("jakarta."));
    }

    /** Implements an interface that is looked up by ServiceLoader: one of ours, of CDI or of MicroProfile. */
    private static boolean isFoundAsAService(JavaClass type) {
        return type.getAllRawInterfaces().stream()
                .map(JavaClass::getSimpleName)
                .anyMatch(
                        Set.of("MailServiceProvider", "CaptureMailbox", "BuildCompatibleExtension", "ConfigSource")
                                ::contains);
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

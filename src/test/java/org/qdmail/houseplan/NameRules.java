package org.qdmail.houseplan;

import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.classes;

import com.tngtech.archunit.core.domain.JavaClass;
import com.tngtech.archunit.lang.ArchCondition;
import com.tngtech.archunit.lang.ConditionEvents;
import com.tngtech.archunit.lang.SimpleConditionEvent;
import java.util.List;
import java.util.Set;
import java.util.regex.Pattern;
import org.jspecify.annotations.NullMarked;

/** Names say a duty, and each package says which null it means. */
final class NameRules {

    private static final Set<String> SAYS_NOTHING =
            Set.of("util", "utils", "common", "helper", "manager", "impl", "internal");
    private static final Pattern WORD = Pattern.compile("[A-Z]+(?![a-z])|[A-Z][a-z0-9]*|[a-z0-9]+");

    private NameRules() {}

    static List<HouseRule> under(String root) {
        return List.of(
                HouseRule.of(
                        "a name says what its owner does",
                        "ReplyHelper",
                        classes().should(violating("have a name that says a duty", NameRules::saysNothing))),
                HouseRule.of(
                        "each package is @NullMarked",
                        "UnmarkedPackage",
                        classes().should(violating("stand in a @NullMarked package", NameRules::isUnmarked))));
    }

    private static boolean saysNothing(JavaClass type) {
        List<String> words = WORD.matcher(type.getSimpleName())
                .results()
                .map(word -> word.group().toLowerCase(java.util.Locale.ROOT))
                .toList();
        boolean inPackage =
                Pattern.compile("\\.").splitAsStream(type.getPackageName()).anyMatch(SAYS_NOTHING::contains);
        return inPackage
                || words.stream().anyMatch(SAYS_NOTHING::contains)
                || (!words.isEmpty() && words.get(0).equals("abstract"));
    }

    private static boolean isUnmarked(JavaClass type) {
        return !type.getPackage().isAnnotatedWith(NullMarked.class);
    }

    private static ArchCondition<JavaClass> violating(
            String description, java.util.function.Predicate<JavaClass> violated) {
        return new ArchCondition<>(description) {
            @Override
            public void check(JavaClass type, ConditionEvents events) {
                if (violated.test(type)) {
                    events.add(SimpleConditionEvent.violated(type, type.getName() + " does not " + description));
                }
            }
        };
    }
}

package org.qdmail.houseplan;

import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.classes;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.noClasses;
import static com.tngtech.archunit.library.dependencies.SlicesRuleDefinition.slices;

import com.tngtech.archunit.core.domain.Dependency;
import com.tngtech.archunit.core.domain.JavaClass;
import com.tngtech.archunit.lang.ArchCondition;
import com.tngtech.archunit.lang.ConditionEvents;
import com.tngtech.archunit.lang.SimpleConditionEvent;
import java.util.List;

/** Who stands where and who may know whom. */
final class RoomRules {

    private RoomRules() {}

    static List<HouseRule> under(String root) {
        Rooms rooms = Rooms.under(root);
        return List.of(
                HouseRule.of(
                        "every package is a room of the table",
                        "InNoRoom",
                        classes().should(standInARoom(rooms))),
                HouseRule.of(
                        "a room knows only the rooms that the table gives it",
                        "KnowsASideRoom",
                        classes().should(knowOnlyGivenRooms(rooms))),
                HouseRule.of(
                        "the way to the wire never reaches the message",
                        "SeesTheMessage",
                        noClasses()
                                .that()
                                .resideInAnyPackage(
                                        rooms.packageOf("smtp"),
                                        rooms.packageOf("pop"),
                                        rooms.packageOf("route"),
                                        rooms.packageOf("dns"),
                                        rooms.packageOf("mtasts"))
                                .should()
                                .dependOnClassesThat()
                                .resideInAPackage(rooms.packageOf("message"))),
                HouseRule.of(
                        "rooms form no cycle",
                        "RoundAndRound",
                        slices().matching(root + ".(*)..").should().beFreeOfCycles()));
    }

    private static ArchCondition<JavaClass> standInARoom(Rooms rooms) {
        return new ArchCondition<>("stand in a room of the table") {
            @Override
            public void check(JavaClass type, ConditionEvents events) {
                String room = rooms.of(type).orElse("outside");
                if (!rooms.isRoom(room)) {
                    events.add(SimpleConditionEvent.violated(type, type.getName() + " stands in " + room));
                }
            }
        };
    }

    private static ArchCondition<JavaClass> knowOnlyGivenRooms(Rooms rooms) {
        return new ArchCondition<>("know only the rooms that the table gives") {
            @Override
            public void check(JavaClass type, ConditionEvents events) {
                String room = rooms.of(type).orElse("outside");
                for (Dependency dependency : type.getDirectDependenciesFromSelf()) {
                    rooms.of(dependency.getTargetClass().getBaseComponentType())
                            .filter(other -> !rooms.mayKnow(room, other))
                            .ifPresent(other -> events.add(SimpleConditionEvent.violated(
                                    type, room + " may not know " + other + ": " + dependency.getDescription())));
                }
            }
        };
    }
}

package org.qdmail.houseplan;

import com.tngtech.archunit.lang.ArchRule;

/** One rule of the house, and the simple name of the fixture below {@code bad} that breaks it. */
record HouseRule(String name, String brokenBy, ArchRule rule) {

    static HouseRule of(String name, String brokenBy, ArchRule rule) {
        return new HouseRule(name, brokenBy, rule.allowEmptyShould(true));
    }

    @Override
    public String toString() {
        return name;
    }
}

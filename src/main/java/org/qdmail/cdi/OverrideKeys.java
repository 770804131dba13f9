package org.qdmail.cdi;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collection;
import java.util.Comparator;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import org.qdmail.failure.Fault;
import org.qdmail.failure.MethodFaults;

/** Finds override keys that reach no annotation: a typing error in a key must not leave mail unsigned. */
final class OverrideKeys {
    private static final int TYPING_ERROR = 2;

    private final Set<String> reaching = new LinkedHashSet<>();
    private final Set<String> beanNames = new LinkedHashSet<>();

    OverrideKeys(Collection<Written> inUse) {
        for (Written written : inUse) {
            beanNames.add(written.place().split("/", 2)[0]);
            for (String member : membersOf(written.aspect())) reaching.add(written.key(member));
        }
        for (Aspect aspect : Aspect.values())
            for (String member : membersOf(aspect)) reaching.add(global(aspect) + '/' + member);
    }

    List<Fault> faults(Iterable<String> configured) {
        List<Fault> faults = new ArrayList<>();
        for (String key : configured)
            if (isMeantForUs(key) && !reaching.contains(key))
                faults.add(MethodFaults.nothingToOverride(key, nearest(key)));
        return faults;
    }

    /** Other libraries have keys of this shape, too: Fault Tolerance took the same. */
    private boolean isMeantForUs(String key) {
        List<String> parts = Arrays.asList(key.split("/", -1));
        if (parts.size() < 2) return false;
        if (parts.size() == 2)
            return Arrays.stream(Aspect.values())
                    .anyMatch(aspect -> parts.get(0).equals(global(aspect)));
        String annotation = parts.get(parts.size() - 2);
        int allowed = beanNames.contains(parts.get(0)) ? TYPING_ERROR : 0;
        return Arrays.stream(Aspect.values())
                .anyMatch(aspect -> distance(aspect.annotationName(), annotation) <= allowed);
    }

    private Optional<String> nearest(String key) {
        return reaching.stream().min(Comparator.comparingInt(one -> distance(one, key)));
    }

    private static List<String> membersOf(Aspect aspect) {
        List<String> members = new ArrayList<>(aspect.members());
        members.add(Aspect.ENABLED);
        return members;
    }

    private static String global(Aspect aspect) {
        return Overrides.GLOBAL + aspect.annotationName();
    }

    /** The number of characters to insert, remove or replace (Levenshtein). */
    static int distance(String from, String to) {
        int[] row = new int[to.length() + 1];
        for (int column = 0; column < row.length; column++) row[column] = column;
        for (int line = 1; line <= from.length(); line++) {
            int diagonal = row[0];
            row[0] = line;
            for (int column = 1; column < row.length; column++) {
                int replaced = diagonal + (from.charAt(line - 1) == to.charAt(column - 1) ? 0 : 1);
                diagonal = row[column];
                row[column] = Math.min(replaced, 1 + Math.min(row[column], row[column - 1]));
            }
        }
        return row[to.length()];
    }
}

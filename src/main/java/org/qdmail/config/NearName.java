package org.qdmail.config;

import java.util.Collection;
import java.util.Locale;
import java.util.Optional;

/** Finds the name that a misspelt one was probably meant to be: fewest letters missing, added, changed or swapped. */
final class NearName {
    private static final int ALWAYS_NEAR = 2;
    private static final int LETTERS_FOR_ONE_MISTAKE = 3;

    private NearName() {}

    /** The nearest candidate, if it is near; case does not count, nor the first {@code skipped} letters, all alike. */
    static Optional<String> of(String name, Collection<String> candidates, int skipped) {
        String wanted = name.substring(skipped).toLowerCase(Locale.ROOT);
        int limit = Math.max(ALWAYS_NEAR, wanted.length() / LETTERS_FOR_ONE_MISTAKE);
        Optional<String> nearest = Optional.empty();
        for (String candidate : candidates) {
            int distance = distance(wanted, candidate.substring(skipped).toLowerCase(Locale.ROOT), limit);
            if (distance > limit) continue;
            nearest = Optional.of(candidate);
            limit = distance - 1; // only a nearer one is wanted from here on
        }
        return nearest;
    }

    /** Optimal string alignment; more than {@code limit} when it is larger than that. */
    private static int distance(String one, String other, int limit) {
        if (Math.abs(one.length() - other.length()) > limit) return limit + 1;
        int[][] cost = new int[one.length() + 1][other.length() + 1];
        for (int row = 0; row <= one.length(); row++) cost[row][0] = row;
        for (int column = 0; column <= other.length(); column++) cost[0][column] = column;
        for (int row = 1; row <= one.length(); row++) {
            for (int column = 1; column <= other.length(); column++) {
                cost[row][column] = step(cost, row, column, one, other);
            }
        }
        return cost[one.length()][other.length()];
    }

    private static int step(int[][] cost, int row, int column, String one, String other) {
        int change = one.charAt(row - 1) == other.charAt(column - 1) ? 0 : 1;
        int best = Math.min(cost[row - 1][column], cost[row][column - 1]) + 1;
        best = Math.min(best, cost[row - 1][column - 1] + change);
        boolean isSwapped = row > 1
                && column > 1
                && one.charAt(row - 1) == other.charAt(column - 2)
                && one.charAt(row - 2) == other.charAt(column - 1);
        return isSwapped ? Math.min(best, cost[row - 2][column - 2] + 1) : best;
    }
}

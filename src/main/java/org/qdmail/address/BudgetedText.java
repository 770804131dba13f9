package org.qdmail.address;

import org.qdmail.failure.AddressFaults;
import org.qdmail.failure.InvalidMessage;

/** A text that may be looked at a bounded number of times: a regular expression that goes back and forth is stopped. */
final class BudgetedText implements CharSequence {
    /** An address has at most 320 characters; a sound expression looks at each a few dozen times. */
    private static final int STEPS = 100_000;

    private final String text;
    private int steps;

    BudgetedText(String text) {
        this.text = text;
    }

    @Override
    public int length() {
        return text.length();
    }

    @Override
    public char charAt(int index) {
        steps++;
        if (steps > STEPS) throw InvalidMessage.of(AddressFaults.patternTooCostly());
        return text.charAt(index);
    }

    @Override
    public CharSequence subSequence(int start, int end) {
        return text.subSequence(start, end);
    }

    @Override
    public String toString() {
        return text;
    }
}

package org.qdmail.address;

import com.ibm.icu.lang.UCharacter;
import com.ibm.icu.lang.UProperty;
import org.jspecify.annotations.Nullable;
import org.qdmail.failure.AddressFaults;
import org.qdmail.failure.Fault;

/** Finds characters that an address could hide: controls, bidi controls, zero width, halves of pairs. */
final class Hidden {
    private static final int ZERO_WIDTH_NON_JOINER = 0x200c;
    private static final int ZERO_WIDTH_JOINER = 0x200d;

    private Hidden() {}

    /** The first finding, if any. A TAB is left to the grammar, which knows no place for it. */
    static @Nullable Fault firstIn(String text, int start, int end) {
        boolean inDomain = false;
        int at = start;
        while (at < end) {
            int character = text.codePointAt(at);
            inDomain |= character == '@';
            Fault fault = judged(character, at, inDomain);
            if (fault != null) return fault;
            at += Character.charCount(character);
        }
        return null;
    }

    private static @Nullable Fault judged(int character, int at, boolean inDomain) {
        if (character >= ' ' && character < 0x7f || character == '\t') return null;
        if (character <= 0x9f || character == 0x2028 || character == 0x2029) return AddressFaults.control(at);
        if (Character.getType(character) == Character.SURROGATE) return AddressFaults.loneSurrogate(at);
        boolean joins = character == ZERO_WIDTH_NON_JOINER || character == ZERO_WIDTH_JOINER;
        if (joins && inDomain) return null; // the context rules of UTS 46 decide
        return isInvisible(character) ? AddressFaults.invisible(at) : null;
    }

    private static boolean isInvisible(int character) {
        return Character.getType(character) == Character.FORMAT
                || UCharacter.hasBinaryProperty(character, UProperty.DEFAULT_IGNORABLE_CODE_POINT);
    }
}

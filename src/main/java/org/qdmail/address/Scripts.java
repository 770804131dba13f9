package org.qdmail.address;

import com.ibm.icu.lang.UScript;
import java.util.BitSet;
import java.util.List;

/** Tells labels that mix scripts which no language writes together (UTS 39, "highly restrictive"). */
final class Scripts {
    private static final List<BitSet> WRITTEN_TOGETHER = List.of(
            of(UScript.LATIN, UScript.HAN, UScript.HIRAGANA, UScript.KATAKANA),
            of(UScript.LATIN, UScript.HAN, UScript.BOPOMOFO),
            of(UScript.LATIN, UScript.HAN, UScript.HANGUL));

    private Scripts() {}

    /** Whether one of the labels, parted by dots, is mixed. */
    static boolean mixedIn(String domain) {
        BitSet label = new BitSet();
        for (int at = 0; at < domain.length(); ) {
            int character = domain.codePointAt(at);
            at += Character.charCount(character);
            if (character == '.') label.clear();
            else add(character, label);
            if (isMixed(label)) return true;
        }
        return false;
    }

    private static void add(int character, BitSet label) {
        int script = UScript.getScript(character);
        if (script != UScript.COMMON && script != UScript.INHERITED) label.set(script);
    }

    private static boolean isMixed(BitSet scripts) {
        return scripts.cardinality() > 1 && WRITTEN_TOGETHER.stream().noneMatch(family -> contains(family, scripts));
    }

    private static boolean contains(BitSet family, BitSet scripts) {
        BitSet others = (BitSet) scripts.clone();
        others.andNot(family);
        return others.isEmpty();
    }

    private static BitSet of(int... scripts) {
        BitSet set = new BitSet();
        for (int script : scripts) set.set(script);
        return set;
    }
}

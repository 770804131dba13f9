package org.qdmail.reading;

import java.nio.ByteBuffer;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.Charset;
import java.nio.charset.CodingErrorAction;
import java.nio.charset.IllegalCharsetNameException;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** Turns octets of a received mail into text: by the label, or by a guess where the label is missing or wrong. */
final class CharsetReading {
    /** What programs mean by a label is often the larger set of a vendor: ①, ㈱ and 髙 are in no ISO-2022-JP. */
    private static final Map<String, List<String>> MEANT = Map.of(
            "iso-2022-jp", List.of("x-windows-iso2022jp", "ISO-2022-JP"),
            "shift_jis", List.of("windows-31j", "Shift_JIS"),
            "x-sjis", List.of("windows-31j", "Shift_JIS"),
            "gb2312", List.of("GB18030", "GB2312"),
            "ks_c_5601-1987", List.of("x-windows-949", "EUC-KR"),
            "iso-8859-1", List.of("windows-1252"));

    private static final List<String> GUESSES = List.of("windows-31j", "EUC-JP");
    private static final int ESCAPE = 0x1b;

    private CharsetReading() {}

    /** The text of octets under a label; empty label for none. */
    static DecodedText read(byte[] octets, String label) {
        Optional<Charset> labelled = named(label);
        boolean saysNothing = label.isEmpty() || label.equalsIgnoreCase("us-ascii");
        if (labelled.isEmpty() || saysNothing && !isAscii(octets)) return guess(octets);
        Charset charset = labelled.get();
        return new DecodedText(new String(octets, charset), label, false);
    }

    private static Optional<Charset> named(String label) {
        if (label.isEmpty()) return Optional.of(StandardCharsets.US_ASCII);
        List<String> names = MEANT.getOrDefault(label.toLowerCase(Locale.ROOT), List.of(label));
        return names.stream().filter(CharsetReading::isSupported).findFirst().map(Charset::forName);
    }

    private static boolean isSupported(String name) {
        try {
            return Charset.isSupported(name) && Charset.forName(name).newDecoder() != null;
        } catch (IllegalCharsetNameException | UnsupportedOperationException broken) {
            return false;
        }
    }

    private static boolean isAscii(byte[] octets) {
        for (byte octet : octets) {
            if (octet < 0 || octet == ESCAPE) return false;
        }
        return true;
    }

    private static DecodedText guess(byte[] octets) {
        String utf8 = strictly(octets, StandardCharsets.UTF_8);
        if (utf8 != null && !hasEscape(octets)) return new DecodedText(utf8, "UTF-8", !isAscii(octets));
        if (hasEscape(octets) && isSupported("ISO-2022-JP")) {
            String japanese = strictly(octets, Charset.forName("ISO-2022-JP"));
            if (japanese != null) return new DecodedText(japanese, "ISO-2022-JP", true);
        }
        for (String name : GUESSES) {
            String text = isSupported(name) ? strictly(octets, Charset.forName(name)) : null;
            if (text != null && looksJapanese(text)) return new DecodedText(text, name, true);
        }
        return new DecodedText(new String(octets, Charset.forName("windows-1252")), "windows-1252", true);
    }

    private static boolean hasEscape(byte[] octets) {
        for (byte octet : octets) {
            if (octet == ESCAPE) return true;
        }
        return false;
    }

    private static @Nullable String strictly(byte[] octets, Charset charset) {
        try {
            return charset.newDecoder()
                    .onMalformedInput(CodingErrorAction.REPORT)
                    .onUnmappableCharacter(CodingErrorAction.REPORT)
                    .decode(ByteBuffer.wrap(octets))
                    .toString();
        } catch (CharacterCodingException malformed) {
            return null;
        }
    }

    /** Accented letters read as Shift_JIS give single rare kanji; Japanese has kana, or kanji side by side. */
    private static boolean looksJapanese(String text) {
        boolean afterKanji = false;
        for (int at = 0; at < text.length(); at++) {
            char character = text.charAt(at);
            if (character >= '\u3041' && character <= '\u30fe') return true;
            boolean isKanji = character >= '\u4e00' && character <= '\u9fff';
            if (isKanji && afterKanji) return true;
            afterKanji = isKanji;
        }
        return false;
    }
}

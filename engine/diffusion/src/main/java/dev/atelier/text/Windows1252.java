package dev.atelier.text;

import java.util.Map;
import java.util.stream.Collectors;
import java.util.stream.IntStream;

/// The code page that mislabelled text is most often read with. Bytes it leaves undefined are the
/// control characters of the same number, as in browsers.
///
/// Source: https://encoding.spec.whatwg.org/#windows-1252
final class Windows1252 {
    /// The characters of the bytes 0x80 to 0x9F, where the page differs from Latin-1.
    static final String HIGH_CONTROLS =
            "\u20ac\u0081\u201a\u0192\u201e\u2026\u2020\u2021\u02c6\u2030\u0160\u2039\u0152\u008d\u017d\u008f"
                    + "\u0090\u2018\u2019\u201c\u201d\u2022\u2013\u2014\u02dc\u2122\u0161\u203a\u0153\u009d\u017e\u0178";

    private static final int FIRST = 0x80;

    private static final Map<Character, Integer> BYTES =
            IntStream.range(0, HIGH_CONTROLS.length())
                    .boxed()
                    .collect(Collectors.toMap(HIGH_CONTROLS::charAt, i -> FIRST + i));

    private Windows1252() {}

    /// The character of a byte, given as 0 to 255.
    static char character(int value) {
        int place = value - FIRST;
        return place >= 0 && place < HIGH_CONTROLS.length()
                ? HIGH_CONTROLS.charAt(place)
                : (char) value;
    }

    /// The bytes of a text whose characters are all of the page or below U+0100.
    static byte[] bytes(String text) {
        var bytes = new byte[text.length()];
        for (int i = 0; i < bytes.length; i++) {
            bytes[i] = (byte) (int) BYTES.getOrDefault(text.charAt(i), (int) text.charAt(i));
        }
        return bytes;
    }
}

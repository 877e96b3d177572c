package dev.atelier.app.shell;

import java.awt.event.KeyEvent;
import java.util.ArrayList;
import java.util.List;

/// Where the keys of an American keyboard are: commands name their keys by code, which other
/// keyboards print otherwise. The width of a letter's key is one, and so is the height of a row.
final class KeyboardLayout {
    /// A key.
    ///
    /// @param code 0 for one that no command has
    /// @param x of its left side
    /// @param row 0 for the digits' row, growing downwards
    record Key(int code, String text, double x, int row, double width) {}

    static final double WIDTH = 15;
    static final int ROWS = 5;

    /// Digits, letters and signs, row by row.
    static final List<Key> TYPED = typed();

    /// The keys around them. The space bar has no text.
    static final List<Key> OTHERS =
            List.of(
                    new Key(KeyEvent.VK_BACK_QUOTE, "`", 0, 0, 1),
                    new Key(KeyEvent.VK_BACK_SPACE, "⌫", 13, 0, 2),
                    new Key(KeyEvent.VK_TAB, "⇥", 0, 1, 1.5),
                    new Key(KeyEvent.VK_BACK_SLASH, "\\", 13.5, 1, 1.5),
                    new Key(0, "⇪", 0, 2, 1.75),
                    new Key(KeyEvent.VK_ENTER, "⏎", 12.75, 2, 2.25),
                    new Key(0, "⇧", 0, 3, 2.25),
                    new Key(0, "⇧", 12.25, 3, 2.75),
                    new Key(0, "Ctrl", 0, 4, 2),
                    new Key(0, "Alt", 2, 4, 2),
                    new Key(KeyEvent.VK_SPACE, "", 4, 4, 7),
                    new Key(KeyEvent.VK_UP, "↑", 11, 4, 1),
                    new Key(KeyEvent.VK_DOWN, "↓", 12, 4, 1),
                    new Key(KeyEvent.VK_LEFT, "←", 13, 4, 1),
                    new Key(KeyEvent.VK_RIGHT, "→", 14, 4, 1));

    private KeyboardLayout() {}

    private static List<Key> typed() {
        var keys = new ArrayList<Key>();
        row(keys, 0, 1, "1234567890-=");
        row(keys, 1, 1.5, "QWERTYUIOP[]");
        row(keys, 2, 1.75, "ASDFGHJKL;'");
        row(keys, 3, 2.25, "ZXCVBNM,./");
        return List.copyOf(keys);
    }

    private static void row(List<Key> keys, int row, double from, String letters) {
        for (int i = 0; i < letters.length(); i++) {
            char letter = letters.charAt(i);
            int code =
                    letter == '\'' ? KeyEvent.VK_QUOTE : KeyEvent.getExtendedKeyCodeForChar(letter);
            keys.add(new Key(code, String.valueOf(letter), from + i, row, 1));
        }
    }
}

package dev.atelier.app.shell;

import dev.atelier.app.ui.Keys;
import java.awt.event.InputEvent;
import java.awt.event.KeyEvent;
import java.util.Comparator;
import java.util.List;
import java.util.Set;
import java.util.function.Predicate;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import javax.swing.KeyStroke;

/// Free keys near one that is taken: its neighbours on the board with the same modifiers, then the
/// key itself with others.
final class NearKeys {
    private static final int NEIGHBOURS = 2;
    private static final int OTHERS = 2;

    /// In widths of a key.
    private static final double NEAR = 2.1;

    private static final List<Integer> MODIFIERS =
            List.of(
                    InputEvent.CTRL_DOWN_MASK,
                    InputEvent.ALT_DOWN_MASK,
                    InputEvent.CTRL_DOWN_MASK | InputEvent.SHIFT_DOWN_MASK,
                    InputEvent.CTRL_DOWN_MASK | InputEvent.ALT_DOWN_MASK);

    /// What parts of the window and the desktop do with keys of their own.
    private static final Set<KeyStroke> RESERVED =
            Stream.of(
                            "ctrl Y",
                            "ctrl F",
                            "ctrl SPACE",
                            "ctrl MINUS",
                            "ctrl EQUALS",
                            "ctrl PLUS",
                            "F1",
                            "F2",
                            "F10",
                            "alt F4",
                            "alt SPACE")
                    .map(KeyStroke::getKeyStroke)
                    .collect(Collectors.toUnmodifiableSet());

    private NearKeys() {}

    /// The keys that are typed, and above them the function keys in groups of four.
    private static final List<KeyboardLayout.Key> BOARD =
            Stream.concat(
                            KeyboardLayout.TYPED.stream(),
                            IntStream.rangeClosed(0, 11)
                                    .mapToObj(i ->
                                            new KeyboardLayout.Key(
                                                    KeyEvent.VK_F1 + i,
                                                    "F" + (i + 1),
                                                    1 + i + Math.floorDiv(i, 4) * 0.5,
                                                    -2,
                                                    1)))
                    .toList();

    private static double distance(KeyboardLayout.Key one, KeyboardLayout.Key other) {
        return Math.hypot(one.x() - other.x(), one.row() - other.row());
    }

    /// @param taken whether a command or a menu has a key
    /// @return at most four, the nearest first
    static List<KeyStroke> of(KeyStroke wanted, Predicate<KeyStroke> taken) {
        int held = KeyboardMap.modifiers(wanted);
        Predicate<KeyStroke> free =
                it ->
                        !it.equals(wanted)
                                && !RESERVED.contains(it)
                                && !Keys.isNeededForText(it)
                                && !taken.test(it);
        var neighbours = neighbours(wanted.getKeyCode()).map(it -> stroke(it, held));
        var others = MODIFIERS.stream().map(it -> stroke(wanted.getKeyCode(), it));
        return Stream.concat(
                        neighbours.filter(free).limit(NEIGHBOURS),
                        others.filter(free).limit(OTHERS))
                .distinct()
                .toList();
    }

    private static Stream<Integer> neighbours(int code) {
        var at = BOARD.stream().filter(it -> it.code() == code).findFirst();
        return at.stream()
                .flatMap(key ->
                        BOARD.stream()
                                .filter(it -> it.code() != code && distance(key, it) <= NEAR)
                                .sorted(Comparator.comparingDouble(it -> distance(key, it))))
                .map(KeyboardLayout.Key::code);
    }

    private static KeyStroke stroke(int code, int modifiers) {
        return KeyStroke.getKeyStroke(code, modifiers);
    }
}

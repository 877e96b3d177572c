package dev.atelier.app.ui;

import java.util.List;
import javax.swing.UIManager;

/// Whether anything on the screen may move by itself.
public final class Motion {
    private static final String REDUCED = "Atelier.motion.reduced";
    private static final List<String> TEXTS =
            List.of("TextField", "FormattedTextField", "PasswordField", "TextArea", "EditorPane");

    /// Half of a blink, as Swing has it.
    private static final int BLINK_MILLIS = 500;

    private Motion() {}

    /// Carets stand still, bars jump and FlatLaf's own animations are off; to be followed by
    /// applying the theme.
    public static void reduce(boolean yes) {
        UIManager.put(REDUCED, yes);
        System.setProperty("flatlaf.animation", String.valueOf(!yes));
        TEXTS.forEach(text -> UIManager.put(text + ".caretBlinkRate", yes ? 0 : null));
    }

    public static boolean reduced() {
        return UIManager.getBoolean(REDUCED);
    }

    /// For a caret that does not ask the theme.
    public static int caretMillis() {
        return reduced() ? 0 : BLINK_MILLIS;
    }
}

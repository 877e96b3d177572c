package dev.atelier.app.styles.editor;

import dev.atelier.app.ui.Buttons;
import dev.atelier.app.ui.Icons;
import dev.atelier.app.ui.ThemedPanel;
import dev.atelier.app.ui.popover.Sentence;
import java.util.List;
import javax.swing.JComponent;
import javax.swing.JLabel;

/// One line at the foot of an editor: what has happened, and what can be done about it.
final class Notice {
    private static final int WIDTH = 380;

    private final ThemedPanel line =
            ThemedPanel.block("bg.overlay", 8, "insets 4 12 4 4,gap 8", "[18!][grow,fill][][]");

    /// What can be done.
    record Verb(String name, Runnable action) {}

    Notice() {
        hide();
    }

    JComponent component() {
        return line;
    }

    void hide() {
        line.setVisible(false);
    }

    /// @param icon of the icon family
    /// @param token its colour
    void say(String icon, String token, String words, List<Verb> verbs) {
        line.removeAll();
        line.add(new JLabel(Icons.of(icon, 18, token)), "h 32!");
        line.add(new Sentence(words, WIDTH), "gaptop 6,gapbottom 6");
        for (var verb : verbs) {
            var button = Buttons.quiet(verb.name(), verb.action());
            button.setName("notice-verb");
            line.add(button, "h 28!");
        }
        line.setVisible(true);
        line.revalidate();
        line.repaint();
    }
}

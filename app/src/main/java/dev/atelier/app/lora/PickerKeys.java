package dev.atelier.app.lora;

import dev.atelier.app.models.cover.CoverGrid;
import dev.atelier.app.ui.Keys;
import java.awt.event.KeyAdapter;
import java.awt.event.KeyEvent;
import java.util.function.BooleanSupplier;
import java.util.function.Consumer;
import javax.swing.JComponent;
import javax.swing.JTextField;
import javax.swing.KeyStroke;

/// The keys of the list of LoRAs: they work from the search as from the covers.
final class PickerKeys {
    private PickerKeys() {}

    /// @param add puts the chosen one into the prompt; receives whether to stay open
    static void install(
            JComponent all,
            JTextField search,
            CoverGrid grid,
            PickerModel model,
            Consumer<Boolean> add) {
        on(search, JComponent.WHEN_FOCUSED, "DOWN", () -> true, () -> grid.step(0, 1));
        on(search, JComponent.WHEN_FOCUSED, "UP", () -> true, () -> grid.step(0, -1));
        // With words in it the arrows move between its letters.
        BooleanSupplier empty = () -> search.getText().isEmpty();
        on(search, JComponent.WHEN_FOCUSED, "RIGHT", empty, () -> grid.step(1, 0));
        on(search, JComponent.WHEN_FOCUSED, "LEFT", empty, () -> grid.step(-1, 0));
        int inside = JComponent.WHEN_ANCESTOR_OF_FOCUSED_COMPONENT;
        on(search, JComponent.WHEN_FOCUSED, "ENTER", () -> true, () -> add.accept(false));
        on(all, inside, "ENTER", () -> true, () -> add.accept(false));
        on(all, inside, "shift ENTER", () -> true, () -> add.accept(true));
        on(all, inside, "ctrl UP", () -> true, () -> model.weigh(1));
        on(all, inside, "ctrl DOWN", () -> true, () -> model.weigh(-1));
        on(all, inside, "meta UP", () -> true, () -> model.weigh(1));
        on(all, inside, "meta DOWN", () -> true, () -> model.weigh(-1));
        grid.addKeyListener(new Typing(search));
    }

    /// Letters that are typed on the covers go on in the search; space belongs to the covers.
    private static final class Typing extends KeyAdapter {
        private final JTextField search;

        Typing(JTextField search) {
            this.search = search;
        }

        @Override
        public void keyTyped(KeyEvent event) {
            char typed = event.getKeyChar();
            boolean shortcut = event.isControlDown() || event.isAltDown() || event.isMetaDown();
            if (!shortcut && Character.isLetterOrDigit(typed)) {
                event.consume();
                search.requestFocusInWindow();
                search.setCaretPosition(search.getText().length());
                search.replaceSelection(String.valueOf(typed));
            }
        }
    }

    private static void on(
            JComponent part, int where, String stroke, BooleanSupplier when, Runnable action) {
        Keys.on(part, where, KeyStroke.getKeyStroke(stroke), when, action);
    }
}

package dev.atelier.app.ui;

import java.awt.Component;
import java.awt.Container;
import java.awt.EventQueue;
import java.awt.KeyboardFocusManager;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Supplier;
import java.util.stream.IntStream;
import javax.swing.AbstractButton;
import javax.swing.JComponent;
import javax.swing.SwingUtilities;

/// The rows of a panel that are listed anew whenever something changes, also many times a second. A
/// row of the same key stays the same component: what is pressed or has the keyboard keeps it.
/// While a button is held nothing moves. Where the row with the keyboard goes, a neighbour gets it.
/// Event thread.
public final class KeptRows {
    private final JComponent panel;
    private final Runnable lister;
    private final Map<String, JComponent> kept = new HashMap<>();
    private int count;
    private boolean late;
    private String heir = "";

    /// @param panel has a MigLayout, and nothing else in it
    /// @param lister calls [#row] for each row, from above
    public KeptRows(JComponent panel, Runnable lister) {
        this.panel = panel;
        this.lister = lister;
    }

    /// Lists all rows anew; later where a button is held.
    public void list() {
        late = isHeld(panel);
        if (late) {
            return;
        }
        var before = List.of(panel.getComponents());
        int at = rowWithKeyboard();
        count = 0;
        lister.run();
        while (panel.getComponentCount() > count) {
            panel.remove(count);
        }
        kept.values().removeIf(it -> !panel.isAncestorOf(it));
        if (at >= 0 && !panel.isAncestorOf(before.get(at))) {
            pass(before.subList(0, at));
        }
        panel.revalidate();
        panel.repaint();
    }

    /// The next row: the component of the key, which is made where it was not listed before.
    ///
    /// @param key unique among the rows
    /// @param layout MigLayout constraints
    public <C extends JComponent> C row(
            String key, String layout, Class<C> type, Supplier<C> make) {
        var row = type.cast(kept.get(key));
        if (row == null) {
            row = make.get();
            kept.put(key, row);
            panel.add(row, layout, count);
            listen(row);
        } else if (!panel.getComponent(count).equals(row)) {
            panel.setComponentZOrder(row, count);
        }
        count++;
        return row;
    }

    /// Where the keyboard goes when the row that has it goes.
    ///
    /// @param key of a row; where that is not there then, a neighbour
    public void heir(String key) {
        heir = key;
    }

    /// -1 for none.
    private int rowWithKeyboard() {
        var owner = KeyboardFocusManager.getCurrentKeyboardFocusManager().getFocusOwner();
        return owner == null
                ? -1
                : IntStream.range(0, panel.getComponentCount())
                        .filter(it ->
                                SwingUtilities.isDescendingFrom(owner, panel.getComponent(it)))
                        .findFirst()
                        .orElse(-1);
    }

    private void pass(List<Component> above) {
        var next = kept.get(heir);
        heir = "";
        if (next != null) {
            focus(next);
            return;
        }
        int place =
                above.reversed().stream()
                        .filter(panel::isAncestorOf)
                        .mapToInt(it -> panel.getComponentZOrder(it) + 1)
                        .findFirst()
                        .orElse(0);
        boolean done = false;
        for (int far = 0; far <= count && !done; far++) {
            done = focus(place + far) || focus(place - 1 - far);
        }
    }

    private boolean focus(int row) {
        return row >= 0 && row < count && focus(panel.getComponent(row));
    }

    /// Whether there is something that can have it.
    private static boolean focus(Component row) {
        if (row instanceof AbstractButton) {
            row.requestFocusInWindow();
            return true;
        }
        return row instanceof Container all
                && Arrays.stream(all.getComponents()).anyMatch(KeptRows::focus);
    }

    private void listen(Component part) {
        if (part instanceof AbstractButton button) {
            button.getModel()
                    .addChangeListener(event -> {
                        if (late && !button.getModel().isPressed()) {
                            // After the action of the button.
                            EventQueue.invokeLater(this::list);
                        }
                    });
        } else if (part instanceof Container all) {
            Arrays.stream(all.getComponents()).forEach(this::listen);
        }
    }

    private static boolean isHeld(Component part) {
        return part instanceof AbstractButton button
                ? button.getModel().isPressed()
                : part instanceof Container all
                        && Arrays.stream(all.getComponents()).anyMatch(KeptRows::isHeld);
    }
}

package dev.atelier.app.shell;

import dev.atelier.app.observe.Observed;
import dev.atelier.app.ui.Icons;
import dev.atelier.app.ui.Label;
import dev.atelier.app.ui.TextStyle;
import dev.atelier.app.ui.ThemedPanel;
import java.util.ArrayList;
import java.util.List;
import javax.swing.JComponent;
import javax.swing.JLabel;

/// One line of facts at the foot of the window.
public final class StatusBar {
    private final ThemedPanel panel =
            ThemedPanel.ground("bg.window", "insets 0 16 0 16,gap 6,hidemode 3", "", "[28!]");
    private final List<Item> items;

    /// @param icon of the icon family
    /// @param words hidden while empty
    public record Item(String icon, Observed<String> words) {}

    /// @param tasks what runs in the background, at the end of the line
    StatusBar(List<Item> items, TaskLine tasks) {
        this.items = new ArrayList<>(items);
        for (var item : this.items) {
            var icon = new JLabel(Icons.of(item.icon(), 16, "text.tertiary"));
            var label = new Label("", TextStyle.SMALL, "text.secondary");
            label.setName("status-" + item.icon());
            panel.add(icon);
            panel.add(label, "gapright 12,wmin 0");
            item.words()
                    .bind(words -> {
                        label.setText(words);
                        label.setVisible(!words.isEmpty());
                        icon.setVisible(!words.isEmpty());
                    });
        }
        panel.add(tasks.component(), "pushx,alignx right,wmin 0");
    }

    JComponent component() {
        return panel;
    }
}

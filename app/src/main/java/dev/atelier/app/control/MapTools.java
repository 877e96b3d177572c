package dev.atelier.app.control;

import dev.atelier.app.ui.Buttons;
import dev.atelier.app.ui.Messages;
import dev.atelier.app.ui.ThemedPanel;
import dev.atelier.app.viewer.BrushSlider;
import java.awt.Color;
import java.awt.Component;
import java.awt.Graphics;
import java.util.Locale;
import javax.swing.ButtonGroup;
import javax.swing.Icon;
import javax.swing.JComponent;
import javax.swing.JLabel;

/// The tools of the bar below the canvas while a map is drawn on.
final class MapTools {
    private static final int LARGEST = 100;

    private final Messages messages = Messages.of(MapTools.class);
    private final ThemedPanel row = ThemedPanel.clear("gap 2", "", "[28!,center]");

    MapTools(MapEditor editor) {
        var group = new ButtonGroup(); // a click on the chosen one keeps it chosen
        for (var tool : MapTool.values()) {
            var name = tool.name().toLowerCase(Locale.ROOT);
            var toggle = Buttons.toggle(tool.icon(), messages.text("tool." + name));
            toggle.setName("map-tool-" + name);
            toggle.addActionListener(event -> editor.tool().set(tool));
            group.add(toggle);
            editor.tool()
                    .bind(chosen -> {
                        if (chosen == tool) {
                            toggle.setSelected(true);
                        }
                    });
            row.add(toggle, "h 28!");
        }
        var swatch = new JLabel();
        swatch.setName("map-colour");
        swatch.setToolTipText(messages.text("map.colour"));
        editor.colour().bind(colour -> swatch.setIcon(new Swatch(colour)));
        row.add(swatch, "gap 6 6");
        row.add(size(editor), "w 110!,h 28!");
        var done = Buttons.quiet(messages.text("map.done"), () -> editor.open().set(false));
        done.setName("map-done");
        row.add(done, "h 28!,gapleft 6");
    }

    JComponent component() {
        return row;
    }

    private JComponent size(MapEditor editor) {
        var slider = new BrushSlider(editor.brush(), 1, LARGEST, messages.text("map.size"));
        slider.setName("map-size");
        return slider;
    }

    /// The colour of the pen.
    private record Swatch(Color colour) implements Icon {
        private static final int SIDE = 14;

        @Override
        public void paintIcon(Component on, Graphics g, int x, int y) {
            g.setColor(colour);
            g.fillRect(x, y, SIDE, SIDE);
            g.setColor(Color.GRAY);
            g.drawRect(x, y, SIDE - 1, SIDE - 1);
        }

        @Override
        public int getIconWidth() {
            return SIDE;
        }

        @Override
        public int getIconHeight() {
            return SIDE;
        }
    }
}

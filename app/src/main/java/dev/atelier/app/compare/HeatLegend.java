package dev.atelier.app.compare;

import dev.atelier.app.ui.Label;
import dev.atelier.app.ui.Messages;
import dev.atelier.app.ui.Painted;
import dev.atelier.app.ui.ThemeColors;
import dev.atelier.app.ui.ThemedPanel;
import java.awt.Color;
import java.awt.Graphics;
import javax.accessibility.AccessibleRole;
import javax.swing.JComponent;

/// The colours of a difference map, from 0 to the difference that is palest and beyond.
final class HeatLegend {
    /// Of a channel.
    private static final int PEAK = 255;

    private final Messages messages;
    private final Label most = Label.small("");
    private final JComponent row = ThemedPanel.clear("gap 8", "[][40::,grow,fill][]", "[18!]");

    HeatLegend(Messages messages) {
        this.messages = messages;
        row.setName("compare-legend");
        row.setToolTipText(messages.text("compare.legend.help"));
        row.add(Label.small("0"));
        row.add(new Colors(), "h 4!,wmin 0");
        row.add(most);
    }

    /// @param gain of the map, 1 to 255
    void show(double gain) {
        most.setText(messages.text("compare.legend", Math.round(PEAK / gain)));
    }

    JComponent component() {
        return row;
    }

    private static final class Colors extends Painted {
        Colors() {
            super(AccessibleRole.ICON);
            setFocusable(false);
        }

        @Override
        protected void paintComponent(Graphics graphics) {
            var g = ThemeColors.smooth(graphics);
            for (int x = 0; x < getWidth(); x++) {
                g.setColor(new Color(HeatColors.of((double) x / Math.max(1, getWidth() - 1))));
                g.fillRect(x, 0, 1, getHeight());
            }
            g.dispose();
        }
    }
}

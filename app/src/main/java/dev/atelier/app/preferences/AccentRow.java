package dev.atelier.app.preferences;

import com.formdev.flatlaf.FlatLaf;
import dev.atelier.app.ui.Accent;
import dev.atelier.app.ui.Messages;
import dev.atelier.app.ui.ThemeColors;
import dev.atelier.app.ui.ThemedPanel;
import java.awt.BasicStroke;
import java.awt.Color;
import java.awt.Graphics;
import java.awt.event.KeyEvent;
import java.awt.geom.Ellipse2D;
import java.util.function.Consumer;
import javax.swing.BorderFactory;
import javax.swing.ButtonGroup;
import javax.swing.JComponent;
import javax.swing.JToggleButton;
import javax.swing.KeyStroke;

/// The accent colours in a row, the chosen one in a ring.
final class AccentRow {
    private static final int SIZE = 28;
    private static final int DOT = 16;

    private final ThemedPanel row = ThemedPanel.clear("gap 4", "", "[32!]");

    AccentRow(Accent chosen, Messages messages, Consumer<Accent> change) {
        var group = new ButtonGroup();
        for (var accent : Accent.values()) {
            var swatch = new Swatch(accent);
            var name = messages.text("accent." + accent.name());
            swatch.setName("accent " + accent.name());
            swatch.setToolTipText(name);
            swatch.getAccessibleContext().setAccessibleName(name);
            swatch.setSelected(accent == chosen);
            swatch.addActionListener(event -> change.accept(accent));
            group.add(swatch);
            row.add(swatch, "w " + SIZE + "!,h " + SIZE + "!");
        }
    }

    JComponent component() {
        return row;
    }

    private static final class Swatch extends JToggleButton {
        private final Accent accent;

        Swatch(Accent accent) {
            this.accent = accent;
            setContentAreaFilled(false);
            setBorder(BorderFactory.createEmptyBorder());
            getInputMap().put(KeyStroke.getKeyStroke(KeyEvent.VK_ENTER, 0), "pressed");
        }

        @Override
        protected void paintComponent(Graphics graphics) {
            var g = ThemeColors.smooth(graphics);
            double x = (getWidth() - DOT) / 2.0;
            double y = (getHeight() - DOT) / 2.0;
            g.setColor(accent.swatch(FlatLaf.isLafDark()));
            g.fill(new Ellipse2D.Double(x, y, DOT, DOT));
            if (isSelected() || isFocusOwner()) {
                g.setColor(isSelected() ? getForeground() : ThemeColors.color("line.strong"));
                g.setStroke(new BasicStroke(isFocusOwner() ? 2 : 1.5f));
                g.draw(new Ellipse2D.Double(x - 4, y - 4, DOT + 8.0, DOT + 8.0));
            }
            g.dispose();
        }

        @Override
        public Color getForeground() {
            return accent == null ? super.getForeground() : accent.swatch(FlatLaf.isLafDark());
        }
    }
}

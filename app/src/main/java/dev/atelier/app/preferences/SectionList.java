package dev.atelier.app.preferences;

import dev.atelier.app.ui.Icons;
import dev.atelier.app.ui.TextStyle;
import dev.atelier.app.ui.ThemeColors;
import dev.atelier.app.ui.ThemedPanel;
import java.awt.Color;
import java.awt.Font;
import java.awt.Graphics;
import java.awt.Rectangle;
import java.awt.geom.RoundRectangle2D;
import java.util.LinkedHashMap;
import java.util.Map;
import javax.swing.BorderFactory;
import javax.swing.ButtonGroup;
import javax.swing.JComponent;
import javax.swing.JScrollPane;
import javax.swing.JToggleButton;
import javax.swing.SwingConstants;
import javax.swing.SwingUtilities;

/// The sections of a long page in a column beside it: each leads to its heading, and the one that
/// is read is marked.
final class SectionList {
    /// How far below the upper edge a section begins to be the one that is read.
    private static final int READ_FROM = 96;

    private final JScrollPane scroll;
    private final ThemedPanel column =
            ThemedPanel.ground("bg.panel", "insets 16 8 16 8,wrap 1", "[grow,fill]", "");
    private final Map<JToggleButton, JComponent> sections = new LinkedHashMap<>();
    private final ButtonGroup group = new ButtonGroup();

    /// @param scroll holds the page with the headings
    SectionList(JScrollPane scroll) {
        this.scroll = scroll;
        scroll.getVerticalScrollBar().addAdjustmentListener(event -> mark());
    }

    void add(String key, String icon, String title, JComponent heading) {
        var item = new Item(icon, title);
        item.setName("section-" + key);
        item.addActionListener(event -> go(item, heading));
        group.add(item);
        sections.put(item, heading);
        column.add(item, "h 32!,wmin 0,gapbottom 2");
        mark();
    }

    JComponent component() {
        return column;
    }

    private void go(JToggleButton item, JComponent heading) {
        var view = (JComponent) scroll.getViewport().getView();
        int top = SwingUtilities.convertPoint(heading, 0, 0, view).y;
        view.scrollRectToVisible(
                new Rectangle(0, Math.max(0, top - 16), 1, scroll.getViewport().getHeight()));
        item.setSelected(true); // the last ones cannot reach the upper edge
    }

    private void mark() {
        int from = scroll.getViewport().getViewPosition().y + READ_FROM;
        var view = scroll.getViewport().getView();
        sections.forEach((item, heading) -> {
            if (SwingUtilities.convertPoint(heading, 0, 0, view).y <= from) {
                item.setSelected(true);
            }
        });
    }

    private static final class Item extends JToggleButton {
        Item(String icon, String title) {
            super(title);
            setIcon(Icons.of(icon, 18, "text.secondary"));
            setSelectedIcon(Icons.of(icon, 18, "accent.text"));
            setHorizontalAlignment(SwingConstants.LEADING);
            setIconTextGap(10);
            setContentAreaFilled(false);
            setBorder(BorderFactory.createEmptyBorder(0, 8, 0, 8));
            setRolloverEnabled(true);
        }

        @Override
        public Font getFont() {
            var words = getText();
            return words == null ? TextStyle.BODY.font() : TextStyle.BODY.font(words);
        }

        @Override
        public Color getForeground() {
            return ThemeColors.color(isSelected() ? "accent.text" : "text");
        }

        @Override
        protected void paintComponent(Graphics graphics) {
            var g = ThemeColors.smooth(graphics);
            if (isSelected() || getModel().isRollover()) {
                g.setColor(ThemeColors.color(isSelected() ? "bg.selected" : "bg.hover"));
                g.fill(new RoundRectangle2D.Double(0, 0, getWidth(), getHeight(), 12, 12));
            }
            if (isFocusOwner()) {
                g.setColor(ThemeColors.color("focus"));
                g.draw(new RoundRectangle2D.Double(1, 1, getWidth() - 2, getHeight() - 2, 10, 10));
            }
            g.dispose();
            super.paintComponent(graphics);
        }
    }
}

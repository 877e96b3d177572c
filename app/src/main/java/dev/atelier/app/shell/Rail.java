package dev.atelier.app.shell;

import dev.atelier.app.ui.Icons;
import dev.atelier.app.ui.TextStyle;
import dev.atelier.app.ui.ThemeColors;
import dev.atelier.app.ui.ThemedPanel;
import java.awt.Color;
import java.awt.Font;
import java.awt.Graphics;
import java.awt.event.ComponentAdapter;
import java.awt.event.ComponentEvent;
import java.awt.geom.RoundRectangle2D;
import java.util.Collections;
import java.util.List;
import java.util.function.Consumer;
import javax.swing.BorderFactory;
import javax.swing.Box;
import javax.swing.ButtonGroup;
import javax.swing.JComponent;
import javax.swing.JToggleButton;
import javax.swing.SwingConstants;
import net.miginfocom.swing.MigLayout;
import org.jspecify.annotations.Nullable;

/// The column of views at the left edge. In a window that is too low for the words, it shows its
/// icons alone, closer together.
final class Rail {
    private static final int EDGE = 8;
    private static final int GAP = 4;
    private static final int SIDE = 56;

    /// An icon without its word.
    private static final int ICON = 40;

    /// The least height for icon and word.
    private static final int WORDS_FROM = 48;

    private static final int LEAST = 24;

    private final ThemedPanel panel =
            ThemedPanel.ground("bg.window", "insets 8,gap 4,wrap 1", "[]", "");
    private final ButtonGroup group = new ButtonGroup();

    Rail(List<View> views, String selected, Consumer<View> show) {
        boolean pushed = false;
        for (var view : views) {
            if (view.atEnd() && !pushed) {
                panel.add(Box.createVerticalGlue(), "pushy");
                pushed = true;
            }
            var button = new Item(view);
            button.setSelected(view.id().equals(selected));
            button.addActionListener(event -> show.accept(view));
            DragOpens.on(button, () -> show.accept(view));
            group.add(button);
            panel.add(button, "w %1$d!,h %1$d!".formatted(SIDE));
        }
        panel.addComponentListener(
                new ComponentAdapter() {
                    @Override
                    public void componentResized(ComponentEvent event) {
                        fit();
                    }
                });
    }

    /// All views stay in reach, however low the window is.
    private void fit() {
        var items = Collections.list(group.getElements());
        int each = (panel.getHeight() - 2 * EDGE + GAP) / Math.max(1, items.size()) - GAP;
        boolean words = each >= WORDS_FROM;
        int width = words ? SIDE : ICON;
        int height = Math.clamp(each, LEAST, width);
        var layout = (MigLayout) panel.getLayout();
        for (var item : items) {
            layout.setComponentConstraints(item, "w %d!,h %d!".formatted(width, height));
            item.setText(words ? item.getToolTipText() : "");
        }
        panel.revalidate();
    }

    JComponent component() {
        return panel;
    }

    /// Marks a place; none where there is none of that id.
    void select(String id) {
        group.clearSelection();
        for (var buttons = group.getElements(); buttons.hasMoreElements(); ) {
            var button = buttons.nextElement();
            if (id.equals(button.getName())) {
                button.setSelected(true);
            }
        }
    }

    private static final class Item extends JToggleButton {
        Item(View view) {
            super(view.title(), Icons.of(view.icon(), 20, "text.secondary"));
            setName(view.id());
            setSelectedIcon(Icons.of(view.icon(), 20, "accent.text"));
            setVerticalTextPosition(SwingConstants.BOTTOM);
            setHorizontalTextPosition(SwingConstants.CENTER);
            setIconTextGap(4);
            setContentAreaFilled(false);
            setBorder(BorderFactory.createEmptyBorder());
            setToolTipText(view.title());
            setRolloverEnabled(true);
            getAccessibleContext().setAccessibleName(view.title());
        }

        @Override
        public Font getFont() {
            return TextStyle.RAIL.font(String.valueOf(getText()));
        }

        @Override
        public Color getForeground() {
            return ThemeColors.color(isSelected() ? "accent.text" : "text.secondary");
        }

        @Override
        protected void paintComponent(Graphics graphics) {
            var ground = ground();
            var g = ThemeColors.smooth(graphics);
            if (ground != null) {
                g.setColor(ThemeColors.color(ground));
                g.fill(new RoundRectangle2D.Double(0, 0, getWidth(), getHeight(), 16, 16));
            }
            if (isFocusOwner()) {
                g.setColor(ThemeColors.color("focus"));
                g.draw(new RoundRectangle2D.Double(1, 1, getWidth() - 2, getHeight() - 2, 14, 14));
            }
            g.dispose();
            super.paintComponent(graphics);
        }

        private @Nullable String ground() {
            if (isSelected()) {
                return "bg.selected";
            }
            return getModel().isRollover() ? "bg.hover" : null;
        }
    }
}

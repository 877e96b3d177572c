package dev.atelier.app.ui;

import dev.atelier.app.observe.Value;
import java.awt.Color;
import java.awt.Font;
import java.awt.Graphics;
import java.awt.geom.RoundRectangle2D;
import java.util.List;
import java.util.function.Consumer;
import java.util.function.Function;
import javax.swing.BorderFactory;
import javax.swing.ButtonGroup;
import javax.swing.JComponent;
import javax.swing.JToggleButton;

/// A few choices side by side, one of them chosen.
public final class Segment {
    private Segment() {}

    /// On a column or a page.
    public static <T> JComponent of(
            List<T> choices, T chosen, Function<T, String> words, Consumer<T> choose) {
        return on("bg.well", choices, chosen, words, choose);
    }

    /// On another ground.
    ///
    /// @param track the colour around the choices: `bg.track` on an overlay, where a well would
    ///   vanish in the dark theme
    public static <T> JComponent on(
            String track,
            List<T> choices,
            T chosen,
            Function<T, String> words,
            Consumer<T> choose) {
        var panel = ThemedPanel.block(track, 6, "insets 2", "");
        var group = new ButtonGroup();
        for (var choice : choices) {
            var cell = new Cell(words.apply(choice));
            cell.setSelected(choice.equals(chosen));
            cell.addActionListener(event -> choose.accept(choice));
            group.add(cell);
            cell.setName("choice-" + choice);
            panel.add(cell, "h 24!,wmin 0");
        }
        return panel;
    }

    /// Writes other words into the cells of a segment of these choices.
    public static <T> void words(JComponent segment, List<T> choices, Function<T, String> words) {
        for (int i = 0; i < choices.size(); i++) {
            if (segment.getComponent(i) instanceof JToggleButton cell) {
                cell.setText(words.apply(choices.get(i)));
            }
        }
    }

    /// Cells of one width that follow a value.
    ///
    /// @param name of the cells, followed by `-` and their choice
    public static <T> JComponent following(
            String name, List<T> choices, Function<T, String> words, Value<T> value) {
        return following("bg.well", name, choices, words, value);
    }

    /// The same on another ground.
    ///
    /// @param track the colour around the choices
    public static <T> JComponent following(
            String track, String name, List<T> choices, Function<T, String> words, Value<T> value) {
        var panel = ThemedPanel.block(track, 6, "insets 2", "");
        var group = new ButtonGroup();
        for (var choice : choices) {
            var cell = new Cell(words.apply(choice));
            cell.addActionListener(event -> value.set(choice));
            group.add(cell);
            cell.setName(name + "-" + choice);
            panel.add(cell, "h 24!,grow,push,sg cells,wmin 0");
            value.bind(now -> {
                if (now.equals(choice)) {
                    cell.setSelected(true);
                }
            });
        }
        return panel;
    }

    private static final class Cell extends JToggleButton {
        Cell(String text) {
            super(text);
            setContentAreaFilled(false);
            setBorder(BorderFactory.createEmptyBorder(0, 12, 0, 12));
        }

        @Override
        public Font getFont() {
            var words = getText();
            return words == null ? TextStyle.PILL.font() : TextStyle.PILL.font(words);
        }

        @Override
        public Color getForeground() {
            return ThemeColors.color(isSelected() ? "text" : "text.secondary");
        }

        @Override
        protected void paintComponent(Graphics graphics) {
            var g = ThemeColors.smooth(graphics);
            if (isSelected()) {
                g.setColor(ThemeColors.color("bg.segment"));
                g.fill(new RoundRectangle2D.Double(0, 0, getWidth(), getHeight(), 10, 10));
            }
            if (isFocusOwner()) {
                g.setColor(ThemeColors.color("focus"));
                g.draw(new RoundRectangle2D.Double(0, 0, getWidth() - 1, getHeight() - 1, 10, 10));
            }
            g.dispose();
            super.paintComponent(graphics);
        }
    }
}

package dev.atelier.app.ui.popover;

import dev.atelier.app.ui.TextStyle;
import dev.atelier.app.ui.ThemeColors;
import java.awt.Color;
import java.awt.Dimension;
import java.awt.EventQueue;
import java.awt.Font;
import java.awt.Insets;
import java.awt.Rectangle;
import javax.swing.BorderFactory;
import javax.swing.JTextArea;
import javax.swing.UIManager;

/// Words that wrap, as tall as they need at a given width.
public final class Sentence extends JTextArea {
    private static final int LEAST = 200;
    private static final int GUTTER = 16;

    private final int width;
    private String token = "text.secondary";
    private boolean settling;

    /// @param width in pixels at 100 %; 0 for as wide as the place it is in
    public Sentence(String words, int width) {
        super(words);
        this.width = width;
        setLineWrap(true);
        setWrapStyleWord(true);
        setEditable(false);
        setFocusable(false);
        setOpaque(false);
        // The look would put its own back in place of none.
        setBorder(BorderFactory.createEmptyBorder());
    }

    /// A new theme brings its own edge along.
    @Override
    public void updateUI() {
        super.updateUI();
        setBorder(BorderFactory.createEmptyBorder());
        setMargin(new Insets(0, 0, 0, 0));
    }

    /// Words that change do not scroll to themselves, as a text with a caret does.
    @Override
    public void scrollRectToVisible(Rectangle part) {
        // Stays where the reader is.
    }

    /// Says it in another colour from now on.
    public void color(String name) {
        token = name;
        repaint();
    }

    /// The height is that of the width it has. To measure another width would resize it, the layout
    /// would resize it back, and the two would never rest.
    @Override
    public Dimension getPreferredSize() {
        if (getWidth() <= 0) { // below 0 in a place smaller than its borders
            setSize(width > 0 ? width : room(), 1); // the lines break at the width it has
            super.getPreferredSize(); // and not before it was asked once
        }
        return new Dimension(getWidth(), super.getPreferredSize().height);
    }

    /// Another width breaks the lines elsewhere. The layout that gave it asked for the height at
    /// the width before, so it asks once more; not again for a width that comes of that, which
    /// would never rest where the width follows from the height.
    @Override
    public void setBounds(int x, int y, int width, int height) {
        boolean other = width != getWidth() && getParent() != null;
        super.setBounds(x, y, width, height);
        if (other && !settling && height > 1 && super.getPreferredSize().height != height) {
            settling = true;
            EventQueue.invokeLater(() -> {
                revalidate();
                EventQueue.invokeLater(() -> EventQueue.invokeLater(() -> settling = false));
            });
        }
    }

    private int room() {
        var place = getParent();
        if (place == null) {
            return LEAST;
        }
        var around = place.getInsets();
        return Math.max(LEAST, place.getWidth() - around.left - around.right - 2 * GUTTER);
    }

    @Override
    public Color getForeground() {
        // Swing asks before the constructor has run.
        boolean early = token == null || UIManager.getColor("Atelier.text.secondary") == null;
        return early ? super.getForeground() : ThemeColors.color(token);
    }

    @Override
    public Font getFont() {
        return TextStyle.BODY.font();
    }
}

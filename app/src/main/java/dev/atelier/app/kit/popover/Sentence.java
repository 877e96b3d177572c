package dev.atelier.app.kit.popover;

import dev.atelier.app.kit.Tokens;
import dev.atelier.app.kit.Type;
import java.awt.Color;
import java.awt.Dimension;
import java.awt.Font;
import javax.swing.JTextArea;
import javax.swing.UIManager;

/// Words that wrap, as tall as they need at a given width.
public final class Sentence extends JTextArea {
    private final int width;

    /// @param width in pixels at 100 %
    public Sentence(String words, int width) {
        super(words);
        this.width = width;
        setLineWrap(true);
        setWrapStyleWord(true);
        setEditable(false);
        setFocusable(false);
        setOpaque(false);
        setBorder(null);
    }

    @Override
    public Dimension getPreferredSize() {
        if (getWidth() != width) {
            setSize(width, 1); // the lines break at the width it has
            super.getPreferredSize(); // and not before it was asked once
        }
        return new Dimension(width, super.getPreferredSize().height);
    }

    @Override
    public Color getForeground() {
        var colour = UIManager.getColor("Atelier.text.secondary");
        return colour == null ? super.getForeground() : Tokens.color("text.secondary");
    }

    @Override
    public Font getFont() {
        return Type.BODY.font();
    }
}

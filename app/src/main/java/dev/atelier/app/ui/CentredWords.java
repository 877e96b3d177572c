package dev.atelier.app.ui;

import java.awt.Dimension;
import java.awt.Graphics;
import java.util.List;
import javax.accessibility.AccessibleRole;

/// A sentence or two in the middle of their place, in as many lines as they need: what an empty
/// view says below its title.
public final class CentredWords extends Painted {
    private static final TextStyle TYPE = TextStyle.BODY;
    private static final int MOST = 8;

    private final int width;
    private String words = "";

    /// @param width of the longest line, in pixels at 100 %
    public CentredWords(String words, int width) {
        super(AccessibleRole.LABEL);
        this.width = width;
        say(words);
    }

    /// Says something else from now on.
    public void say(String now) {
        words = now;
        getAccessibleContext().setAccessibleName(now);
        revalidate();
        repaint();
    }

    private List<String> lines(int wide) {
        return WrappedWords.of(words, getFontMetrics(TYPE.font(words)), wide, MOST);
    }

    @Override
    public Dimension getPreferredSize() {
        int wide = getWidth() > 0 ? Math.min(getWidth(), width) : width;
        int line = getFontMetrics(TYPE.font(words)).getHeight();
        return new Dimension(width, lines(wide).size() * line);
    }

    @Override
    protected void paintComponent(Graphics graphics) {
        var g = ThemeColors.smooth(graphics);
        g.setFont(TYPE.font(words));
        g.setColor(ThemeColors.color("text.secondary"));
        var metrics = g.getFontMetrics();
        int baseline = metrics.getAscent();
        for (var line : lines(Math.min(getWidth(), width))) {
            g.drawString(line, (getWidth() - metrics.stringWidth(line)) / 2, baseline);
            baseline += metrics.getHeight();
        }
        g.dispose();
    }
}

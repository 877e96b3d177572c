package dev.atelier.app.control;

import dev.atelier.app.ui.Icons;
import dev.atelier.app.ui.Painted;
import dev.atelier.app.ui.TextStyle;
import dev.atelier.app.ui.ThemeColors;
import dev.atelier.app.ui.WrappedWords;
import java.awt.BasicStroke;
import java.awt.Color;
import java.awt.Graphics;
import java.awt.Graphics2D;
import java.awt.RenderingHints;
import java.awt.geom.RoundRectangle2D;
import java.awt.image.BufferedImage;
import java.util.Optional;
import javax.accessibility.AccessibleRole;
import javax.swing.Timer;

/// The source or the map of a unit made small: a click looks at it on the canvas. Without a picture
/// a dashed place says what can be done.
final class ControlThumb extends Painted {
    private static final float[] DASHES = {6, 5};
    private static final int ROUND = 12;
    private static final int BAR = 3;
    private static final int BAR_MILLIS = 40;
    private static final Color PLATE = new Color(14, 14, 14, 200);

    /// So much taller or wider than the place a picture may be to fill it, cut at its edges.
    private static final double NEARLY = 1.4;

    private final String title;
    private final Timer beat;
    private transient Optional<BufferedImage> picture = Optional.empty();
    private String hint = "";
    private String problem = "";
    private boolean looked;
    private boolean glows;
    private int phase;

    /// @param title on the picture, such as "Source"
    ControlThumb(String title, Runnable click) {
        super(AccessibleRole.PUSH_BUTTON);
        this.title = title;
        beat =
                new Timer(
                        BAR_MILLIS,
                        event -> {
                            phase++;
                            repaint(0, getHeight() - BAR, getWidth(), BAR);
                        });
        pressed(click);
    }

    /// @param words where there is no picture
    void show(Optional<BufferedImage> next, String words) {
        picture = next;
        hint = words;
        problem = "";
        getAccessibleContext().setAccessibleName(next.isPresent() ? title : words);
        setToolTipText(next.isPresent() ? title : words);
        repaint();
    }

    /// What is wrong, in place of a picture.
    void fail(String words) {
        picture = Optional.empty();
        problem = words;
        getAccessibleContext().setAccessibleName(words);
        setToolTipText(words);
        repaint();
    }

    /// Whether it is what the canvas shows.
    void looked(boolean now) {
        looked = now;
        repaint();
    }

    /// Whether it is being drawn.
    void busy(boolean now) {
        if (now && isShowing()) {
            beat.start();
        } else {
            beat.stop();
        }
        repaint();
    }

    /// Shows that what is dragged can be dropped here.
    void glow(boolean on) {
        glows = on;
        repaint();
    }

    @Override
    public void removeNotify() {
        beat.stop();
        super.removeNotify();
    }

    @Override
    protected void paintComponent(Graphics graphics) {
        var g = ThemeColors.smooth(graphics);
        var shape = new RoundRectangle2D.Double(0, 0, getWidth(), getHeight(), ROUND, ROUND);
        if (picture.isPresent()) {
            paintPicture((Graphics2D) g.create(), shape, picture.get());
            plate(g);
        } else if (problem.isEmpty()) {
            paintHint(g);
        } else {
            paintProblem(g, shape);
        }
        if (beat.isRunning()) {
            paintBar((Graphics2D) g.create(), shape);
        }
        if (looked || glows || isFocusOwner()) {
            g.setColor(ThemeColors.color(glows ? "accent" : "focus"));
            g.setStroke(new BasicStroke(looked || glows ? 2f : 1.5f));
            g.draw(
                    new RoundRectangle2D.Double(
                            1, 1, getWidth() - 2, getHeight() - 2, ROUND - 1, ROUND - 1));
        }
        g.dispose();
    }

    private void paintPicture(Graphics2D g, RoundRectangle2D shape, BufferedImage image) {
        g.setColor(ThemeColors.color("bg.well"));
        g.fill(shape);
        g.clip(shape);
        double across = getWidth() / (double) image.getWidth();
        double down = getHeight() / (double) image.getHeight();
        double most = Math.max(across, down);
        double least = Math.min(across, down);
        double scale = most / least < NEARLY ? most : least;
        int width = (int) Math.ceil(image.getWidth() * scale);
        int height = (int) Math.ceil(image.getHeight() * scale);
        g.setRenderingHint(
                RenderingHints.KEY_INTERPOLATION, RenderingHints.VALUE_INTERPOLATION_BILINEAR);
        g.drawImage(
                image, (getWidth() - width) / 2, (getHeight() - height) / 2, width, height, null);
        g.dispose();
    }

    /// The title at the lower left, and an eye where the canvas shows it.
    private void plate(Graphics2D g) {
        g.setFont(TextStyle.RAIL.font(title));
        int width = g.getFontMetrics().stringWidth(title) + 12 + (looked ? 18 : 0);
        int y = getHeight() - 24;
        g.setColor(PLATE);
        g.fill(new RoundRectangle2D.Double(6, y, width, 18, 9, 9));
        g.setColor(Color.WHITE);
        g.drawString(title, 12, y + 13);
        if (looked) {
            Icons.onPicture("blink", 14).paintIcon(this, g, width - 11, y + 2);
        }
    }

    private void paintHint(Graphics2D g) {
        g.setColor(ThemeColors.color("line.field"));
        g.setStroke(
                new BasicStroke(1.5f, BasicStroke.CAP_ROUND, BasicStroke.JOIN_ROUND, 1, DASHES, 0));
        g.draw(new RoundRectangle2D.Double(1, 1, getWidth() - 2, getHeight() - 2, ROUND, ROUND));
        words(g, "image", hint, "text.secondary");
    }

    private void paintProblem(Graphics2D g, RoundRectangle2D shape) {
        g.setColor(ThemeColors.color("bg.well"));
        g.fill(shape);
        words(g, "warning", problem, "text.secondary");
    }

    /// An icon over at most three lines.
    private void words(Graphics2D g, String icon, String text, String token) {
        g.setFont(TextStyle.SMALL.font(text));
        var lines = WrappedWords.of(text, g.getFontMetrics(), getWidth() - 16, 3);
        int height = 22 + 15 * lines.size();
        int y = (getHeight() - height) / 2;
        Icons.of(icon, 18, token).paintIcon(this, g, getWidth() / 2 - 9, y);
        g.setColor(ThemeColors.color(token));
        y += 22 + 11;
        for (var line : lines) {
            g.drawString(line, (getWidth() - g.getFontMetrics().stringWidth(line)) / 2, y);
            y += 15;
        }
    }

    private void paintBar(Graphics2D g, RoundRectangle2D shape) {
        g.clip(shape);
        int width = getWidth() / 3;
        int way = getWidth() + width;
        int x = phase * 6 % way - width;
        g.setColor(ThemeColors.color("line.field"));
        g.fillRect(0, getHeight() - BAR, getWidth(), BAR);
        g.setColor(ThemeColors.color("accent.graphic"));
        g.fillRect(x, getHeight() - BAR, width, BAR);
        g.dispose();
    }
}

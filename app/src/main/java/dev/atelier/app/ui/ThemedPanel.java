package dev.atelier.app.ui;

import java.awt.EventQueue;
import java.awt.Graphics;
import java.awt.geom.RoundRectangle2D;
import java.util.Optional;
import javax.swing.JPanel;
import net.miginfocom.swing.MigLayout;

/// A panel with a layout and, if wanted, a ground of the theme, rounded or not.
public class ThemedPanel extends JPanel {
    private String token;
    private final int radius;
    private Optional<Runnable> afterPaint = Optional.empty();

    private ThemedPanel(String token, int radius, MigLayout layout) {
        super(layout);
        this.token = token;
        this.radius = radius;
        setOpaque(!token.isEmpty() && radius == 0);
    }

    /// Without a ground.
    ///
    /// @param layout MigLayout constraints of the panel; insets are 0 unless given
    public static ThemedPanel clear(String layout, String columns, String rows) {
        return new ThemedPanel("", 0, mig(layout, columns, rows));
    }

    /// A whole area in one colour.
    public static ThemedPanel ground(String token, String layout, String columns, String rows) {
        return new ThemedPanel(token, 0, mig(layout, columns, rows));
    }

    /// A rounded block.
    public static ThemedPanel block(String token, int radius, String layout, String columns) {
        return new ThemedPanel(token, radius, mig(layout, columns, ""));
    }

    /// Paints another ground from now on; an empty one is none.
    public void ground(String now) {
        token = now;
        setOpaque(!token.isEmpty() && radius == 0);
        repaint();
    }

    /// Runs `action` on the event thread, once this was painted for the first time. Event thread.
    public void afterFirstPaint(Runnable action) {
        afterPaint = Optional.of(action);
    }

    private static MigLayout mig(String layout, String columns, String rows) {
        return new MigLayout("insets 0,gap 0,novisualpadding,hidemode 3," + layout, columns, rows);
    }

    @Override
    protected void paintComponent(Graphics graphics) {
        afterPaint.ifPresent(EventQueue::invokeLater);
        afterPaint = Optional.empty();
        if (token.isEmpty()) {
            return;
        }
        var g = ThemeColors.smooth(graphics);
        g.setColor(ThemeColors.color(token));
        if (radius == 0) {
            g.fillRect(0, 0, getWidth(), getHeight());
        } else {
            g.fill(
                    new RoundRectangle2D.Double(
                            0, 0, getWidth(), getHeight(), 2.0 * radius, 2.0 * radius));
        }
        g.dispose();
    }
}

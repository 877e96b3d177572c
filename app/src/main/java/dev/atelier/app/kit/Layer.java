package dev.atelier.app.kit;

import java.awt.Graphics;
import java.awt.geom.RoundRectangle2D;
import javax.swing.JPanel;
import net.miginfocom.swing.MigLayout;

/// A panel with a layout and, if wanted, a ground of the theme, rounded or not.
public class Layer extends JPanel {
    private final String token;
    private final int radius;

    private Layer(String token, int radius, MigLayout layout) {
        super(layout);
        this.token = token;
        this.radius = radius;
        setOpaque(!token.isEmpty() && radius == 0);
    }

    /// Without a ground.
    ///
    /// @param layout MigLayout constraints of the panel; insets are 0 unless given
    public static Layer clear(String layout, String columns, String rows) {
        return new Layer("", 0, mig(layout, columns, rows));
    }

    /// A whole area in one colour.
    public static Layer ground(String token, String layout, String columns, String rows) {
        return new Layer(token, 0, mig(layout, columns, rows));
    }

    /// A rounded block.
    public static Layer block(String token, int radius, String layout, String columns) {
        return new Layer(token, radius, mig(layout, columns, ""));
    }

    private static MigLayout mig(String layout, String columns, String rows) {
        return new MigLayout("insets 0,gap 0,novisualpadding,hidemode 3," + layout, columns, rows);
    }

    @Override
    protected void paintComponent(Graphics graphics) {
        if (token.isEmpty()) {
            return;
        }
        var g = Tokens.smooth(graphics);
        g.setColor(Tokens.color(token));
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

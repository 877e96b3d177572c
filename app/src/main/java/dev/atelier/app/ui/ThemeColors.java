package dev.atelier.app.ui;

import java.awt.Color;
import java.awt.Graphics;
import java.awt.Graphics2D;
import java.awt.RenderingHints;
import javax.swing.UIManager;

/// The colours of the present theme by their use.
public final class ThemeColors {
    private ThemeColors() {}

    /// The colour named `Atelier.<name>` in the theme, such as `bg.panel`. Not to be kept.
    public static Color color(String name) {
        var color = UIManager.getColor("Atelier." + name);
        if (color == null) {
            throw new IllegalArgumentException("no colour named " + name);
        }
        // UIManager returns a UIResource, which updateUI replaces in a component that was given it;
        // a plain colour stays.
        return new Color(color.getRGB(), true);
    }

    /// The same, see-through.
    ///
    /// @param share 0 (invisible) to 1
    public static Color color(String name, double share) {
        var color = color(name);
        return new Color(
                color.getRed(), color.getGreen(), color.getBlue(), (int) Math.round(255 * share));
    }

    /// A copy to paint on with smooth edges; the caller disposes it.
    public static Graphics2D smooth(Graphics graphics) {
        var copy = (Graphics2D) graphics.create();
        copy.setRenderingHint(RenderingHints.KEY_ANTIALIASING, RenderingHints.VALUE_ANTIALIAS_ON);
        copy.setRenderingHint(RenderingHints.KEY_STROKE_CONTROL, RenderingHints.VALUE_STROKE_PURE);
        copy.setRenderingHint(
                RenderingHints.KEY_TEXT_ANTIALIASING, RenderingHints.VALUE_TEXT_ANTIALIAS_ON);
        return copy;
    }
}

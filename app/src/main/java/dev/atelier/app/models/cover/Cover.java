package dev.atelier.app.models.cover;

import dev.atelier.app.observe.Tasks;
import dev.atelier.app.picture.Thumbs;
import dev.atelier.app.ui.Icons;
import dev.atelier.app.ui.Painted;
import dev.atelier.app.ui.ThemeColors;
import java.awt.Color;
import java.awt.Component;
import java.awt.Graphics;
import java.awt.Graphics2D;
import java.awt.RenderingHints;
import java.awt.TexturePaint;
import java.awt.geom.Rectangle2D;
import java.awt.geom.RoundRectangle2D;
import java.awt.image.BufferedImage;
import java.nio.file.Path;
import java.util.Objects;
import java.util.Optional;
import javax.accessibility.AccessibleRole;
import javax.swing.Icon;
import org.jspecify.annotations.Nullable;

/// A picture file, cut to fill its place and rounded; a well with an icon where there is none.
public final class Cover extends Painted {
    private static final double ROUND = 12;
    private static final int ICON = 24;

    /// Of red, green and blue together, by which two backgrounds are distinguished.
    private static final double LEAST = 24;

    private final transient Tasks tasks;
    private final int longest;
    private final String icon;
    private transient @Nullable Thumbs thumbs;
    private transient @Nullable Path picture;

    /// @param longest edge it is ever painted at, in pixels at 100 %
    /// @param icon in the well
    public Cover(Tasks tasks, int longest, String icon) {
        super(AccessibleRole.ICON);
        this.tasks = tasks;
        this.longest = longest;
        this.icon = icon;
        setFocusable(false);
    }

    /// Shows a file from now on, or the well.
    public void show(Optional<Path> file) {
        if (!Objects.equals(picture, file.orElse(null))) {
            picture = file.orElse(null);
            repaint();
        }
    }

    @Override
    protected void paintComponent(Graphics graphics) {
        var g = ThemeColors.smooth(graphics);
        var place = new Rectangle2D.Double(0, 0, getWidth(), getHeight());
        var image = loaded(g.getTransform().getScaleX());
        if (image.isPresent()) {
            fill(g, image.get(), place, ROUND);
        } else {
            well(g, place, icon, this, "bg.well");
        }
        g.dispose();
    }

    private Optional<BufferedImage> loaded(double scale) {
        if (picture == null) {
            return Optional.empty();
        }
        if (thumbs == null) {
            int edge = (int) Math.ceil(2 * longest * scale); // the shorter side fills its place
            thumbs = new Thumbs(tasks, image -> Thumbs.within(image, edge), this::repaint);
        }
        return thumbs.of(picture);
    }

    /// Paints a picture cut to fill a place.
    static void fill(Graphics2D g, BufferedImage image, Rectangle2D place, double round) {
        double scale =
                Math.max(
                        place.getWidth() / image.getWidth(), place.getHeight() / image.getHeight());
        double width = image.getWidth() * scale;
        double height = image.getHeight() * scale;
        var anchor =
                new Rectangle2D.Double(
                        place.getCenterX() - width / 2,
                        place.getCenterY() - height / 2,
                        width,
                        height);
        g.setRenderingHint(
                RenderingHints.KEY_INTERPOLATION, RenderingHints.VALUE_INTERPOLATION_BILINEAR);
        g.setPaint(new TexturePaint(image, anchor));
        g.fill(rounded(place, round));
    }

    /// @param token the colour of the well
    static void well(Graphics2D g, Rectangle2D place, String icon, Component on, String token) {
        well(g, place, Icons.of(icon, size(place), "text.tertiary"), on, token);
    }

    /// How large an icon in it is.
    static int size(Rectangle2D place) {
        return (int) Math.min(ICON, place.getHeight() / 2);
    }

    static void well(Graphics2D g, Rectangle2D place, Icon icon, Component on, String token) {
        int size = size(place);
        g.setColor(ThemeColors.color(token));
        g.fill(rounded(place, ROUND));
        icon.paintIcon(
                on,
                g,
                (int) Math.round(place.getCenterX() - size / 2.0),
                (int) Math.round(place.getCenterY() - size / 2.0));
    }

    /// The colour of wells on a ground: in the dark a well has the colour of overlays, where it
    /// would vanish.
    static String wellOn(String ground) {
        double light =
                lightness(ThemeColors.color("bg.well")) - lightness(ThemeColors.color(ground));
        return Math.abs(light) < LEAST ? "bg.panel" : "bg.well";
    }

    private static double lightness(Color color) {
        return color.getRed() + color.getGreen() + color.getBlue();
    }

    static RoundRectangle2D rounded(Rectangle2D place, double round) {
        return new RoundRectangle2D.Double(
                place.getX(), place.getY(), place.getWidth(), place.getHeight(), round, round);
    }
}

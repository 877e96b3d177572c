package dev.atelier.app.library.view;

import dev.atelier.app.ui.ThemeColors;
import java.awt.Graphics2D;
import java.awt.Rectangle;
import java.awt.Transparency;
import java.awt.geom.AffineTransform;
import java.awt.image.BufferedImage;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.function.Consumer;

/// Small things that are painted often and cost much to draw, such as icons: each is drawn once at
/// the scale of the screen and copied from then on, pixel by pixel. Event thread.
final class IconCache {
    private static final int MOST = 64;

    private final Map<Key, BufferedImage> drawn =
            new LinkedHashMap<>(16, 0.75f, true) {
                @Override
                protected boolean removeEldestEntry(Map.Entry<Key, BufferedImage> eldest) {
                    return size() > MOST;
                }
            };

    private record Key(Object what, int width, int height, double scale) {}

    /// @param what distinguishes one thing from another, with all that it looks like
    /// @param place where it goes, as large as it is
    /// @param draw draws it with its upper left corner at 0, 0
    void paint(Graphics2D g, Object what, Rectangle place, Consumer<Graphics2D> draw) {
        double scale = g.getTransform().getScaleX();
        var key = new Key(what, place.width, place.height, scale);
        var sprite = drawn.get(key);
        if (sprite == null) {
            sprite = draw(g, place, scale, draw);
            drawn.put(key, sprite);
        }
        copy(g, sprite, place.x, place.y);
    }

    private static BufferedImage draw(
            Graphics2D on, Rectangle place, double scale, Consumer<Graphics2D> draw) {
        var sprite =
                on.getDeviceConfiguration()
                        .createCompatibleImage(
                                (int) Math.ceil(place.width * scale),
                                (int) Math.ceil(place.height * scale),
                                Transparency.TRANSLUCENT);
        var plain = sprite.createGraphics();
        plain.scale(scale, scale);
        var g = ThemeColors.smooth(plain);
        draw.accept(g);
        g.dispose();
        plain.dispose();
        return sprite;
    }

    /// Puts an image that was made for this screen at a spot without scaling it.
    static void copy(Graphics2D g, BufferedImage image, int x, int y) {
        var before = g.getTransform();
        double left = before.getTranslateX() + x * before.getScaleX();
        double top = before.getTranslateY() + y * before.getScaleY();
        g.setTransform(AffineTransform.getTranslateInstance(Math.rint(left), Math.rint(top)));
        g.drawImage(image, 0, 0, null);
        g.setTransform(before);
    }
}

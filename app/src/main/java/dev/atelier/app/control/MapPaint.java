package dev.atelier.app.control;

import dev.atelier.app.control.ControlMapsModel.What;
import dev.atelier.app.ui.Icons;
import dev.atelier.app.ui.TextStyle;
import dev.atelier.app.viewer.CanvasOverlay;
import dev.atelier.image.Bitmap;
import java.awt.AlphaComposite;
import java.awt.Color;
import java.awt.Graphics2D;
import java.awt.RenderingHints;
import java.awt.geom.Rectangle2D;
import java.awt.geom.RoundRectangle2D;
import java.awt.image.BufferedImage;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/// Paints the map that is looked at over the picture on the canvas. Lines are white, as strong as
/// the map is light and never thinner than they can be seen, over a darkened picture; depths and
/// colours cover it evenly.
public final class MapPaint implements CanvasOverlay {
    private static final Color NIGHT = new Color(8, 8, 8, 110);
    private static final Color PLATE = new Color(14, 14, 14, 200);

    private final ControlMapsModel maps;
    private final Supplier<String> words;
    private @Nullable DrawnMap painted;
    private int wide;
    private @Nullable BufferedImage overlay;

    /// @param words the name of the unit, for the plate in the corner
    public MapPaint(ControlMapsModel maps, Supplier<String> words) {
        this.maps = maps;
        this.words = words;
    }

    @Override
    public void paint(Graphics2D g, Rectangle2D box) {
        var look = maps.look().get();
        if (look.isEmpty()) {
            return;
        }
        if (look.get().what() == What.OVERLAY) {
            maps.shown().ifPresent(map -> paintOver((Graphics2D) g.create(), box, map));
        }
        plate((Graphics2D) g.create(), box, look.get());
    }

    private void paintOver(Graphics2D g, Rectangle2D box, DrawnMap map) {
        if (map.lines()) {
            g.setColor(NIGHT);
            g.fill(box);
        }
        int width = (int) Math.ceil(box.getWidth() * g.getTransform().getScaleX());
        if (overlay == null || !map.equals(painted) || (map.lines() && width != wide)) {
            painted = map;
            wide = width;
            overlay = map.lines() ? light(map.map(), width) : map.map().image();
        }
        g.setComposite(
                AlphaComposite.getInstance(AlphaComposite.SRC_OVER, maps.opacity().get() / 100f));
        g.setRenderingHint(
                RenderingHints.KEY_INTERPOLATION, RenderingHints.VALUE_INTERPOLATION_BILINEAR);
        g.drawImage(
                overlay,
                (int) Math.round(box.getX()),
                (int) Math.round(box.getY()),
                (int) Math.round(box.getWidth()),
                (int) Math.round(box.getHeight()),
                null);
        g.dispose();
    }

    /// The map as light, not larger than it is seen. Where it is made smaller, a pixel is as light
    /// as the lightest under it and beside that: mixed with the black around them, thin lines would
    /// fade away.
    ///
    /// @param shown how wide it is seen, in pixels of the screen
    static BufferedImage light(Bitmap map, int shown) {
        int width = Math.clamp(shown, 1, map.width());
        double scale = (double) map.width() / width;
        int height = Math.max(1, (int) Math.round(map.height() / scale));
        int reach = scale > 1 ? (int) Math.ceil(scale) : 0;
        var pixels = new int[width * height];
        for (int y = 0; y < height; y++) {
            for (int x = 0; x < width; x++) {
                pixels[y * width + x] =
                        (lightest(map, (int) (x * scale), (int) (y * scale), reach) << 24)
                                | 0xFFFFFF;
            }
        }
        var overlay = new BufferedImage(width, height, BufferedImage.TYPE_INT_ARGB);
        overlay.setRGB(0, 0, width, height, pixels, 0, width);
        return overlay;
    }

    private static int lightest(Bitmap map, int left, int top, int reach) {
        int most = 0;
        for (int y = top; y <= Math.min(map.height() - 1, top + reach); y++) {
            for (int x = left; x <= Math.min(map.width() - 1, left + reach); x++) {
                most = Math.max(most, map.bytes()[(y * map.width() + x) * map.channels()] & 0xFF);
            }
        }
        return most;
    }

    private void plate(Graphics2D g, Rectangle2D box, ControlMapsModel.View look) {
        var text = (look.unit() + 1) + "   " + words.get();
        g.setFont(TextStyle.SMALL.font(text));
        double width = g.getFontMetrics().stringWidth(text) + 38.0;
        double x = Math.max(0, box.getX()) + 12;
        double y = Math.max(0, box.getY()) + 12;
        if (box.getWidth() > width + 24) {
            g.setColor(PLATE);
            g.fill(new RoundRectangle2D.Double(x, y, width, 24, 12, 12));
            Icons.onPicture("control", 16).paintIcon(null, g, (int) x + 6, (int) y + 4);
            g.setColor(Color.WHITE);
            g.drawString(text, (float) x + 28, (float) y + 16);
        }
        g.dispose();
    }
}

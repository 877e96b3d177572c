package dev.atelier.app.mask;

import dev.atelier.app.ui.ThemeColors;
import dev.atelier.app.viewer.Brush;
import dev.atelier.app.viewer.Brush.Piece;
import dev.atelier.app.viewer.CanvasTool.Point;
import dev.atelier.app.viewer.ToolOutline;
import dev.atelier.image.Region;
import java.awt.Graphics2D;
import java.awt.RenderingHints;
import java.awt.Shape;
import java.awt.geom.Path2D;
import java.awt.geom.Rectangle2D;
import java.awt.image.BufferedImage;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/// How a mask and its tools look: what is repainted under a veil, the computed part in dashes, the
/// brush as a ring.
final class MaskPaint {
    private static final double VEIL = 0.5;

    private @Nullable Mask mask;
    private @Nullable BufferedImage veil;
    private int colour;

    /// What is to be painted besides the mask.
    ///
    /// @param scale pixels of the screen for one of the picture
    /// @param region what is computed
    /// @param way where the pointer was since it was pressed
    record Scene(
            double scale, Optional<Region> region, MaskTool tool, List<Point> way, Brush brush) {}

    /// Takes over a whole mask.
    void cover(@Nullable Mask whole) {
        mask = whole;
        veil = null;
    }

    /// Takes over what a stroke has changed.
    void refresh(Piece piece, double radius) {
        var covered = mask;
        var present = veil;
        var from = piece.from();
        var to = piece.to();
        if (present == null || covered == null) {
            return; // painted whole when it is next seen
        }
        int left = (int) Math.clamp(Math.min(from.x(), to.x()) - radius - 1, 0, covered.width());
        int right = (int) Math.clamp(Math.max(from.x(), to.x()) + radius + 2, 0, covered.width());
        int top = (int) Math.clamp(Math.min(from.y(), to.y()) - radius - 1, 0, covered.height());
        int bottom = (int) Math.clamp(Math.max(from.y(), to.y()) + radius + 2, 0, covered.height());
        fill(present, covered, new Mask.Box(left, top, right - left, bottom - top));
    }

    /// The mask as it is painted, in the theme's present colour.
    private @Nullable BufferedImage veil() {
        var covered = mask;
        int wanted = ThemeColors.color("accent.graphic").getRGB() & 0xFFFFFF;
        if (covered != null && (veil == null || wanted != colour)) {
            colour = wanted;
            var fresh =
                    new BufferedImage(
                            covered.width(), covered.height(), BufferedImage.TYPE_INT_ARGB);
            fill(fresh, covered, new Mask.Box(0, 0, covered.width(), covered.height()));
            veil = fresh;
        }
        return veil;
    }

    private void fill(BufferedImage image, Mask from, Mask.Box box) {
        for (int y = box.y(); y < box.y() + box.height(); y++) {
            for (int x = box.x(); x < box.x() + box.width(); x++) {
                int alpha = (int) (VEIL * from.at(x, y));
                image.setRGB(x, y, alpha << 24 | colour);
            }
        }
    }

    void paint(Graphics2D graphics, Rectangle2D box, Scene scene) {
        var g = (Graphics2D) graphics.create();
        g.translate(box.getX(), box.getY());
        var cover = veil();
        if (cover != null) {
            g.setRenderingHint(
                    RenderingHints.KEY_INTERPOLATION, RenderingHints.VALUE_INTERPOLATION_BILINEAR);
            g.drawImage(cover, 0, 0, (int) box.getWidth(), (int) box.getHeight(), null);
        }
        double scale = scene.scale;
        scene.region.ifPresent(region -> ToolOutline.dashed(g, scaled(region, scale)));
        switch (scene.tool) {
            case BRUSH, ERASER -> scene.brush.paint(g, scale);
            case RECTANGLE, CROP -> {
                if (scene.way.size() > 1) {
                    ToolOutline.draw(g, between(scene.way.getFirst(), scene.way.getLast(), scale));
                }
            }
            case LASSO -> {
                if (scene.way.size() > 1) {
                    ToolOutline.draw(g, line(scene.way, scale));
                }
            }
        }
        g.dispose();
    }

    private static Shape scaled(Region region, double scale) {
        return new Rectangle2D.Double(
                region.x() * scale,
                region.y() * scale,
                region.width() * scale,
                region.height() * scale);
    }

    private static Shape between(Point one, Point other, double scale) {
        var shape = new Rectangle2D.Double();
        shape.setFrameFromDiagonal(
                one.x() * scale, one.y() * scale, other.x() * scale, other.y() * scale);
        return shape;
    }

    private static Shape line(List<Point> way, double scale) {
        var path = new Path2D.Double();
        path.moveTo(way.getFirst().x() * scale, way.getFirst().y() * scale);
        way.forEach(spot -> path.lineTo(spot.x() * scale, spot.y() * scale));
        path.closePath();
        return path;
    }
}

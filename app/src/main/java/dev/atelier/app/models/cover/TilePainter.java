package dev.atelier.app.models.cover;

import dev.atelier.app.observe.Tasks;
import dev.atelier.app.picture.Thumbs;
import dev.atelier.app.ui.Icons;
import dev.atelier.app.ui.TextStyle;
import dev.atelier.app.ui.ThemeColors;
import java.awt.AlphaComposite;
import java.awt.BasicStroke;
import java.awt.Color;
import java.awt.FontMetrics;
import java.awt.Graphics;
import java.awt.Graphics2D;
import java.awt.Rectangle;
import java.awt.geom.Rectangle2D;
import java.awt.geom.RoundRectangle2D;
import java.awt.image.BufferedImage;
import java.util.function.UnaryOperator;
import javax.swing.JComponent;
import org.jspecify.annotations.Nullable;

/// Paints the tiles of a [CoverGrid] and the titles of its groups.
final class TilePainter {
    private static final double ROUND = 12;
    private static final int EDGE = 360;
    private static final float GREY = 0.4f;

    /// Labels on pictures, whatever the theme: the picture is under them.
    private static final Color LABEL = new Color(14, 14, 14, 200);

    private final Tasks tasks;
    private final JComponent on;
    private final String ground;
    private @Nullable Thumbs coloured;
    private @Nullable Thumbs grey;

    /// @param ground what the grid lies on
    TilePainter(Tasks tasks, JComponent on, String ground) {
        this.tasks = tasks;
        this.on = on;
        this.ground = ground;
    }

    void head(Graphics graphics, TileLayout.Head head, int width) {
        var g = ThemeColors.smooth(graphics);
        g.setFont(TextStyle.STRONG.font(head.group().title()));
        g.setColor(ThemeColors.color("text"));
        int base = base(g.getFontMetrics(), head.y(), TileLayout.HEAD);
        g.drawString(head.group().title(), 0, base);
        int end = g.getFontMetrics().stringWidth(head.group().title());
        g.setFont(TextStyle.SMALL.font(head.group().note()));
        g.setColor(ThemeColors.color("text.tertiary"));
        g.drawString(cut(g.getFontMetrics(), head.group().note(), width - end - 8), end + 8, base);
        g.dispose();
    }

    void tile(Graphics graphics, Tile tile, Rectangle place, boolean chosen, boolean focused) {
        var g = ThemeColors.smooth(graphics);
        int high = place.height - TileLayout.WORDS;
        var cover = new Rectangle2D.Double(place.x, place.y, place.width, high);
        if (chosen) {
            g.setColor(ThemeColors.color(focused ? "focus" : "accent.graphic"));
            g.setStroke(new BasicStroke(2));
            g.draw(
                    new RoundRectangle2D.Double(
                            cover.x + 1, cover.y + 1, cover.width - 2, cover.height - 2, 14, 14));
            cover = new Rectangle2D.Double(cover.x + 4, cover.y + 4, cover.width - 8, high - 8.0);
        }
        cover(g, tile, cover);
        labels(g, tile, cover);
        words(g, tile, place, chosen);
        g.dispose();
    }

    private void cover(Graphics2D g, Tile tile, Rectangle2D.Double place) {
        boolean dull = tile.look().state() == Tile.State.UNSUITABLE;
        var image = tile.picture().flatMap(file -> thumbs(dull, g).of(file));
        boolean broken = tile.look().state() == Tile.State.BROKEN;
        if (image.isEmpty() || broken) {
            var icon =
                    Icons.of(
                            broken ? "warning" : tile.look().icon(),
                            Cover.size(place),
                            broken ? "error" : "text.tertiary");
            Cover.well(g, place, icon, on, Cover.wellOn(ground));
            return;
        }
        var paint = (Graphics2D) g.create();
        if (dull) {
            paint.setComposite(AlphaComposite.getInstance(AlphaComposite.SRC_OVER, GREY));
        }
        Cover.fill(paint, image.get(), place, ROUND);
        paint.dispose();
    }

    private Thumbs thumbs(boolean dull, Graphics2D g) {
        int edge = (int) Math.ceil(EDGE * g.getTransform().getScaleX());
        if (coloured == null || grey == null) {
            coloured = thumbs(image -> Thumbs.within(image, edge));
            grey = thumbs(image -> grey(Thumbs.within(image, edge)));
        }
        return dull ? grey : coloured;
    }

    private Thumbs thumbs(UnaryOperator<BufferedImage> shrink) {
        return new Thumbs(tasks, shrink, on::repaint);
    }

    private static BufferedImage grey(BufferedImage image) {
        var result =
                new BufferedImage(
                        image.getWidth(), image.getHeight(), BufferedImage.TYPE_BYTE_GRAY);
        var g = result.createGraphics();
        g.drawImage(image, 0, 0, null);
        g.dispose();
        return result;
    }

    private static void labels(Graphics2D g, Tile tile, Rectangle2D.Double place) {
        var look = tile.look();
        if (!look.badge().isEmpty()) {
            g.setFont(TextStyle.RAIL.font(look.badge()));
            var metrics = g.getFontMetrics();
            label(g, place.x + 6, place.y + 6, 20, metrics.stringWidth(look.badge()) + 14.0);
            g.drawString(look.badge(), (float) place.x + 13, base(metrics, (int) place.y + 6, 20));
        }
        if (!look.mark().isEmpty()) {
            g.setFont(TextStyle.PILL.font(look.mark()));
            var metrics = g.getFontMetrics();
            double y = place.getMaxY() - 28;
            label(g, place.x + 6, y, 22, metrics.stringWidth(look.mark()) + 32.0);
            Icons.onPicture("check", 14)
                    .paintIcon(null, g, (int) place.x + 12, (int) Math.round(y) + 4);
            g.drawString(look.mark(), (float) place.x + 30, base(metrics, (int) Math.round(y), 22));
        }
    }

    private static void label(Graphics2D g, double x, double y, int height, double width) {
        g.setColor(LABEL);
        g.fill(new RoundRectangle2D.Double(x, y, width, height, 10, 10));
        g.setColor(Color.WHITE);
    }

    private void words(Graphics2D g, Tile tile, Rectangle place, boolean chosen) {
        var look = tile.look();
        int y = place.y + place.height - TileLayout.WORDS + 4;
        boolean dull = look.state() == Tile.State.UNSUITABLE;
        g.setFont((chosen ? TextStyle.STRONG : TextStyle.LABEL).font(tile.title()));
        g.setColor(ThemeColors.color(dull ? "text.tertiary" : "text"));
        var metrics = g.getFontMetrics();
        g.drawString(cut(metrics, tile.title(), place.width), place.x, base(metrics, y, 20));
        int left = place.x;
        int code = code(g, look.code(), place, y + 20);
        g.setFont(TextStyle.SMALL.font(tile.second()));
        g.setColor(ThemeColors.color(token(look.state())));
        if (dull) {
            Icons.of("warning", 14, "warn").paintIcon(on, g, left, y + 22);
            left += 18;
        }
        metrics = g.getFontMetrics();
        int room = place.x + place.width - left - code;
        g.drawString(cut(metrics, tile.second(), room), left, base(metrics, y + 20, 18));
    }

    /// @return how much room it takes
    private static int code(Graphics2D g, String code, Rectangle place, int y) {
        if (code.isEmpty()) {
            return 0;
        }
        g.setFont(TextStyle.CODE.font());
        g.setColor(ThemeColors.color("text.tertiary"));
        int wide = g.getFontMetrics().stringWidth(code);
        g.drawString(code, place.x + place.width - wide, base(g.getFontMetrics(), y, 18));
        return wide + 8;
    }

    private static String token(Tile.State state) {
        return switch (state) {
            case USUAL -> "text.tertiary";
            case UNSUITABLE -> "warn";
            case BROKEN -> "error";
        };
    }

    private static int base(FontMetrics metrics, int y, int height) {
        return y + (height - metrics.getHeight()) / 2 + metrics.getAscent();
    }

    /// As much of it as there is room for.
    private static String cut(FontMetrics metrics, String words, int room) {
        if (metrics.stringWidth(words) <= room) {
            return words;
        }
        int length = words.length();
        while (length > 0 && metrics.stringWidth(words.substring(0, length) + "…") > room) {
            length--;
        }
        return length == 0 ? "" : words.substring(0, length) + "…";
    }
}

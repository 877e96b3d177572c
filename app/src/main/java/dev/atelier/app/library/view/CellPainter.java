package dev.atelier.app.library.view;

import dev.atelier.app.ui.Icons;
import dev.atelier.app.ui.TextStyle;
import dev.atelier.app.ui.ThemeColors;
import java.awt.AlphaComposite;
import java.awt.BasicStroke;
import java.awt.Color;
import java.awt.Component;
import java.awt.FontMetrics;
import java.awt.Graphics;
import java.awt.Graphics2D;
import java.awt.Rectangle;
import java.awt.RenderingHints;
import java.awt.geom.RoundRectangle2D;
import java.awt.image.BufferedImage;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import javax.swing.Icon;

/// Paints the cells of a [PictureGrid] and the titles of its groups.
final class CellPainter {
    /// On a picture, whatever the theme: the picture is under it.
    private static final Color PLATE = new Color(14, 14, 14, 200);

    private static final Color SHADE = new Color(0, 0, 0, 90);
    private static final int INSET = 6;
    private static final int PLATE_WIDE = 24;
    private static final int PLATE_HIGH = 22;
    private static final int WHITE_ICON = 14;

    /// Of a picture whose source cannot be reached.
    private static final float FAINT = 0.4f;

    private final Component on;
    private final IconCache sprites = new IconCache();

    /// How a cell is seen.
    ///
    /// @param focused whether the grid has the keyboard
    /// @param lead whether the keyboard is at this cell
    /// @param hovered whether the pointer is over it
    record CellState(boolean chosen, boolean focused, boolean lead, boolean hovered) {}

    /// What a click at the upper right of a cell does while the pointer is over it.
    enum Verb {
        COMPARE("compare", 3),
        STAR("star", 2),
        MORE("more", 1);

        private final String icon;
        private final int fromRight;

        Verb(String icon, int fromRight) {
            this.icon = icon;
            this.fromRight = fromRight;
        }
    }

    CellPainter(Component on) {
        this.on = on;
    }

    /// Where a verb is in a cell.
    static Rectangle verb(Rectangle cell, Verb verb) {
        int fromRight = verb.fromRight;
        return new Rectangle(
                cell.x + cell.width - INSET - fromRight * (PLATE_WIDE + 2) + 2,
                cell.y + INSET,
                PLATE_WIDE,
                PLATE_HIGH);
    }

    void head(Graphics graphics, GridGroup group, int y, int width) {
        var g = ThemeColors.smooth(graphics);
        g.setFont(TextStyle.STRONG.font(group.title()));
        g.setColor(ThemeColors.color("text"));
        int base = base(g.getFontMetrics(), y, CellLayout.HEAD);
        var note = TextStyle.SMALL.font(group.note());
        int noted = g.getFontMetrics(note).stringWidth(group.note()) + 8;
        var title = cut(g.getFontMetrics(), group.title(), width - noted);
        g.drawString(title, 0, base);
        int end = g.getFontMetrics().stringWidth(title);
        g.setFont(note);
        g.setColor(ThemeColors.color("text.secondary"));
        g.drawString(group.note(), end + 8, base);
        g.dispose();
    }

    /// What is painted of one picture.
    ///
    /// @param words empty while it is read
    /// @param kept its pixels, as far as they are known
    record Cell(Optional<GridCell> words, Optional<CellImages.Kept> kept, CellState look) {
        boolean isAway() {
            return words.filter(it -> !it.away().isEmpty()).isPresent();
        }

        /// Why there are no pixels.
        String problem() {
            return kept.map(CellImages.Kept::problem)
                    .filter(it -> !it.isEmpty())
                    .map(it -> isAway() ? words.orElseThrow().away() : it)
                    .orElse("");
        }
    }

    void cell(Graphics graphics, Rectangle place, Cell cell) {
        var g = ThemeColors.smooth(graphics);
        var box = place;
        var look = cell.look;
        if (look.chosen) {
            ring(g, place, look.focused ? "focus" : "line.strong");
            box = new Rectangle(place.x + 4, place.y + 4, place.width - 8, place.height - 8);
        } else if (look.lead && look.focused) {
            ring(g, place, "line.strong");
        }
        var problem = cell.problem();
        if (picture(g, box, cell) && !problem.isEmpty()) {
            quiet(g, problem, box);
        }
        var at = box;
        cell.words.ifPresent(it -> labels(g, it, at, look, problem.isEmpty()));
        g.dispose();
    }

    /// The pixels, grey where their source cannot be reached.
    ///
    /// @return whether there are none
    boolean picture(Graphics2D g, Rectangle box, Cell cell) {
        var image = cell.kept.flatMap(CellImages.Kept::image);
        if (image.isEmpty()) {
            ground(g, box, ThemeColors.color(cell.problem().isEmpty() ? "bg.well" : "bg.panel"));
            return true;
        }
        if (cell.isAway()) {
            ground(g, box, ThemeColors.color("bg.panel"));
            var faint = (Graphics2D) g.create();
            faint.setComposite(AlphaComposite.SrcOver.derive(FAINT));
            picture(faint, image.get(), box);
            faint.dispose();
        } else {
            picture(g, image.get(), box);
        }
        return false;
    }

    private static void ring(Graphics2D g, Rectangle place, String token) {
        g.setColor(ThemeColors.color(token));
        g.setStroke(new BasicStroke(2));
        g.draw(
                new RoundRectangle2D.Double(
                        place.x + 1, place.y + 1, place.width - 2, place.height - 2, 14, 14));
    }

    private void ground(Graphics2D g, Rectangle box, Color color) {
        sprites.paint(
                g,
                color,
                box,
                on -> {
                    on.setColor(color);
                    on.fill(new RoundRectangle2D.Double(0, 0, box.width, box.height, 12, 12));
                });
    }

    /// Pixel by pixel where it was cut for this place.
    private static void picture(Graphics2D g, BufferedImage image, Rectangle box) {
        double scale = g.getTransform().getScaleX();
        if (Math.round(box.width * scale) == image.getWidth()
                && Math.round(box.height * scale) == image.getHeight()) {
            IconCache.copy(g, image, box.x, box.y);
            return;
        }
        g.setRenderingHint(
                RenderingHints.KEY_INTERPOLATION, RenderingHints.VALUE_INTERPOLATION_BILINEAR);
        g.drawImage(image, box.x, box.y, box.width, box.height, null);
    }

    /// A picture that cannot be shown: an icon and the reason.
    private void quiet(Graphics2D g, String problem, Rectangle box) {
        g.setFont(TextStyle.SMALL.font(problem));
        var metrics = g.getFontMetrics();
        int line = metrics.getHeight();
        int most = Math.clamp((box.height - 36) / line, 1, 4);
        var lines = wrapped(metrics, problem, box.width - 24, most);
        int y = box.y + Math.max(4, (box.height - 22 - lines.size() * line) / 2);
        Icons.of("warning", 16, "warn").paintIcon(on, g, box.x + box.width / 2 - 8, y);
        y += 22;
        g.setColor(ThemeColors.color("text.secondary"));
        for (var words : lines) {
            y = centred(g, words, box, y);
        }
    }

    private static int centred(Graphics2D g, String words, Rectangle box, int y) {
        var metrics = g.getFontMetrics();
        int x = box.x + (box.width - metrics.stringWidth(words)) / 2;
        g.drawString(words, x, y + metrics.getAscent());
        return y + metrics.getHeight();
    }

    private void labels(Graphics2D g, GridCell cell, Rectangle box, CellState look, boolean sound) {
        if (look.hovered && sound) {
            ground(g, box, SHADE);
        }
        if (cell.starred()) {
            plate(g, box.x + INSET, box.y + INSET, "starfill");
        }
        int badge = box.x + box.width - INSET - PLATE_WIDE;
        if (sound) {
            var icon = cell.away().isEmpty() ? cell.where().icon() : "warning";
            plate(g, badge, box.y + box.height - INSET - PLATE_HIGH, icon);
            if (!cell.pair().isEmpty()) {
                badge -= PLATE_WIDE + 2;
                plate(g, badge, box.y + box.height - INSET - PLATE_HIGH, "pair");
            }
        }
        if (!look.hovered) {
            return;
        }
        for (var verb : Verb.values()) {
            var at = verb(box, verb);
            boolean filled = verb == Verb.STAR && cell.starred();
            plate(g, at.x, at.y, filled ? "starfill" : verb.icon);
        }
        if (sound && !cell.caption().isEmpty()) {
            g.setFont(TextStyle.PILL.font(cell.caption()));
            g.setColor(Color.WHITE);
            var metrics = g.getFontMetrics();
            var words = cut(metrics, cell.caption(), badge - box.x - 2 * INSET - 4);
            g.drawString(words, box.x + 10, box.y + box.height - 12);
        }
    }

    private void plate(Graphics2D g, int x, int y, String icon) {
        sprites.paint(
                g,
                icon,
                new Rectangle(x, y, PLATE_WIDE, PLATE_HIGH),
                plate -> {
                    plate.setColor(PLATE);
                    plate.fill(new RoundRectangle2D.Double(0, 0, PLATE_WIDE, PLATE_HIGH, 10, 10));
                    white(icon)
                            .paintIcon(
                                    on,
                                    plate,
                                    (PLATE_WIDE - WHITE_ICON) / 2,
                                    (PLATE_HIGH - WHITE_ICON) / 2);
                });
    }

    private static Icon white(String icon) {
        return icon.equals("starfill")
                ? Icons.of(icon, WHITE_ICON, "star")
                : Icons.onPicture(icon, WHITE_ICON);
    }

    /// In lines as wide as there is room for; the last one ends in dots where there is more.
    static List<String> wrapped(FontMetrics metrics, String words, int room, int most) {
        var lines = new ArrayList<String>();
        var left = words.strip();
        while (!left.isEmpty() && lines.size() < most) {
            int fits = left.length();
            while (fits > 1 && metrics.stringWidth(left.substring(0, fits)) > room) {
                fits--;
            }
            if (lines.size() == most - 1 || fits == left.length()) {
                lines.add(cut(metrics, left, room));
                break;
            }
            int space = left.lastIndexOf(' ', fits);
            int end = space > 0 ? space : fits;
            lines.add(left.substring(0, end));
            left = left.substring(end).strip();
        }
        return lines;
    }

    private static int base(FontMetrics metrics, int y, int height) {
        return y + (height - metrics.getHeight()) / 2 + metrics.getAscent();
    }

    /// As much of it as there is room for.
    static String cut(FontMetrics metrics, String words, int room) {
        if (words.length() < 400 && metrics.stringWidth(words) <= room) {
            return words;
        }
        int least = 0;
        int most = Math.min(words.length(), 400);
        while (least < most) {
            int middle = (least + most + 1) / 2;
            if (metrics.stringWidth(words.substring(0, middle) + "…") > room) {
                most = middle - 1;
            } else {
                least = middle;
            }
        }
        return least == 0 ? "" : words.substring(0, least) + "…";
    }
}

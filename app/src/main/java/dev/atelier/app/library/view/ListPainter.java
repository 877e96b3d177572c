package dev.atelier.app.library.view;

import dev.atelier.app.ui.Icons;
import dev.atelier.app.ui.TextStyle;
import dev.atelier.app.ui.ThemeColors;
import java.awt.Component;
import java.awt.Graphics;
import java.awt.Graphics2D;
import java.awt.Rectangle;
import java.awt.geom.RoundRectangle2D;
import java.util.List;

/// Paints the rows of a [PictureGrid] that is a list: a small picture, and what is known of it in
/// columns.
final class ListPainter {
    private static final int INSET = 4;
    private static final int WIDE = 60;
    private static final int ICON = 16;

    /// The column that says why a picture cannot be shown.
    private static final int WHY = 1;

    private final Component on;
    private final CellPainter cells;

    ListPainter(Component on, CellPainter cells) {
        this.on = on;
        this.cells = cells;
    }

    /// Where the picture of a row is.
    static Rectangle picture(Rectangle row) {
        return new Rectangle(row.x + 8, row.y + INSET, WIDE, row.height - 2 * INSET);
    }

    /// @param fields a text for each column; none while the row is read
    void row(
            Graphics graphics,
            Rectangle place,
            CellPainter.Cell cell,
            ListColumns columns,
            List<String> fields) {
        var g = ThemeColors.smooth(graphics);
        var look = cell.look();
        if (look.chosen() || look.hovered()) {
            g.setColor(ThemeColors.color(look.chosen() ? "bg.selected" : "bg.hover"));
            g.fill(round(place, 0));
        }
        if (look.lead() && look.focused()) {
            g.setColor(ThemeColors.color("focus"));
            g.draw(round(place, 1));
        }
        cells.picture(g, picture(place), cell);
        var problem = cell.problem();
        cell.words().ifPresent(it -> icons(g, it, place, problem));
        boolean away = cell.isAway();
        for (var span : columns.spans(place.width)) {
            if (span.at() < fields.size()) {
                boolean why = span.at() == WHY && !problem.isEmpty();
                var strong = span.at() == 0 && !away;
                g.setColor(ThemeColors.color(why ? "warn" : strong ? "text" : "text.secondary"));
                text(g, why ? problem : fields.get(span.at()), place, span);
            }
        }
        g.dispose();
    }

    private static RoundRectangle2D round(Rectangle place, int inset) {
        return new RoundRectangle2D.Double(
                place.x + inset,
                place.y + inset,
                place.width - 2.0 * inset,
                place.height - 2.0 * inset,
                12,
                12);
    }

    private void icons(Graphics2D g, GridCell cell, Rectangle place, String problem) {
        int y = place.y + (place.height - ICON) / 2;
        if (cell.starred()) {
            Icons.of("starfill", ICON, "text.secondary").paintIcon(on, g, place.x + 78, y);
        }
        boolean bad = !cell.away().isEmpty() || !problem.isEmpty();
        Icons.of(bad ? "warning" : cell.where().icon(), ICON, bad ? "warn" : "text.secondary")
                .paintIcon(on, g, place.x + place.width - ICON - 12, y);
        if (!cell.pair().isEmpty()) {
            Icons.of("pair", ICON, "text.secondary")
                    .paintIcon(on, g, place.x + place.width - 2 * ICON - 18, y);
        }
    }

    private static void text(Graphics2D g, String words, Rectangle place, ListColumns.Span span) {
        g.setFont(TextStyle.BODY.font(words));
        var metrics = g.getFontMetrics();
        g.drawString(
                CellPainter.cut(metrics, words, span.width()),
                place.x + span.left(),
                place.y + (place.height - metrics.getHeight()) / 2 + metrics.getAscent());
    }
}

package dev.atelier.app.library.view;

import dev.atelier.app.library.Entry;
import dev.atelier.app.ui.Messages;
import dev.atelier.app.ui.TextStyle;
import java.awt.Color;
import java.awt.Dimension;
import java.awt.Graphics2D;
import java.awt.geom.RoundRectangle2D;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;

/// What made a picture, in a few lines over it.
final class InfoOverlay {
    private static final Color PLATE = new Color(14, 14, 14, 200);
    private static final int WIDTH = 420;
    private static final int LINES = 4;
    private static final int EDGE = 12;

    private final Messages messages = Messages.of(InfoOverlay.class);
    private Optional<Entry> entry = Optional.empty();

    /// @param now empty to show nothing
    void show(Optional<Entry> now) {
        entry = now;
    }

    /// @param g smooth; not changed
    /// @param size of the place that the picture is shown in
    void paint(Graphics2D g, Dimension size) {
        if (entry.isEmpty()) {
            return;
        }
        var copy = (Graphics2D) g.create();
        var it = entry.get();
        copy.setFont(TextStyle.SMALL.font(it.prompt() + it.model()));
        var metrics = copy.getFontMetrics();
        int room = Math.min(WIDTH, size.width - 4 * EDGE);
        var lines = new ArrayList<String>();
        lines.addAll(CellPainter.wrapped(metrics, it.prompt(), room, LINES));
        facts(it).forEach(words -> lines.add(CellPainter.cut(metrics, words, room)));
        int wide = lines.stream().mapToInt(metrics::stringWidth).max().orElse(0);
        int high = lines.size() * metrics.getHeight() + 2 * EDGE;
        int y = size.height - high - EDGE;
        copy.setColor(PLATE);
        copy.fill(new RoundRectangle2D.Double(EDGE, y, wide + 2.0 * EDGE, high, 16, 16));
        copy.setColor(Color.WHITE);
        y += EDGE + metrics.getAscent();
        for (var line : lines) {
            copy.drawString(line, 2 * EDGE, y);
            y += metrics.getHeight();
        }
        copy.dispose();
    }

    private List<String> facts(Entry it) {
        var all = new ArrayList<String>();
        var seed = it.seed().map(Object::toString).orElse("");
        all.add(joined(it.model(), seed, it.width() + " × " + it.height()));
        if (it.hasRecipe()) {
            all.add(DetailsPane.sampling(messages, it));
        }
        return all;
    }

    private static String joined(String... parts) {
        return String.join(" · ", Arrays.stream(parts).filter(part -> !part.isBlank()).toList());
    }
}

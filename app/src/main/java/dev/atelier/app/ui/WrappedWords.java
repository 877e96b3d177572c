package dev.atelier.app.ui;

import java.awt.FontMetrics;
import java.text.BreakIterator;
import java.util.ArrayList;
import java.util.List;

/// Text in lines that fit a width.
public final class WrappedWords {
    private WrappedWords() {}

    /// @param most lines; what does not fit ends in an ellipsis
    public static List<String> of(String text, FontMetrics metrics, int width, int most) {
        var breaks = BreakIterator.getLineInstance();
        breaks.setText(text);
        var lines = new ArrayList<String>();
        var line = new StringBuilder();
        int from = breaks.first();
        for (int to = breaks.next(); to != BreakIterator.DONE; from = to, to = breaks.next()) {
            var word = text.substring(from, to);
            boolean fits = metrics.stringWidth((line + word).stripTrailing()) <= width;
            if (!fits && !line.isEmpty()) {
                lines.add(line.toString().stripTrailing());
                line.setLength(0);
            }
            line.append(word);
        }
        lines.add(line.toString().stripTrailing());
        if (lines.size() <= most) {
            return lines;
        }
        var shown = new ArrayList<>(lines.subList(0, most));
        shown.set(most - 1, shown.get(most - 1) + "…");
        return shown;
    }
}

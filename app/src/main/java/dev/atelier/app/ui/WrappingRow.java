package dev.atelier.app.ui;

import java.awt.Component;
import java.awt.event.ComponentAdapter;
import java.awt.event.ComponentEvent;
import java.util.ArrayList;
import java.util.IdentityHashMap;
import java.util.List;
import javax.swing.JComponent;
import net.miginfocom.swing.MigLayout;

/// A row whose parts go on in a second line where there is no room for them side by side. Buttons
/// give up their words for their icons where that saves a line. Its layout has no grid. Event
/// thread.
public final class WrappingRow {
    private final JComponent row;
    private final JComponent around;
    private final MigLayout layout;
    private final WordsOrIcons words;
    private final IdentityHashMap<Component, String> usual = new IdentityHashMap<>();

    private WrappingRow(JComponent row, JComponent around) {
        this.row = row;
        this.around = around;
        layout = (MigLayout) row.getLayout();
        words = WordsOrIcons.in(row);
        for (var part : row.getComponents()) {
            usual.put(part, (String) layout.getComponentConstraints(part));
        }
    }

    /// @param row has all its parts, each with its constraints as a string
    /// @param around whose width is what the row may take
    public static void of(JComponent row, JComponent around) {
        var it = new WrappingRow(row, around);
        var fit =
                new ComponentAdapter() {
                    @Override
                    public void componentResized(ComponentEvent event) {
                        it.fit();
                    }

                    @Override
                    public void componentShown(ComponentEvent event) {
                        it.fit();
                    }

                    @Override
                    public void componentHidden(ComponentEvent event) {
                        it.fit();
                    }
                };
        around.addComponentListener(fit);
        for (var part : row.getComponents()) {
            part.addComponentListener(fit);
        }
        it.fit();
    }

    private void fit() {
        if (around.getWidth() == 0) {
            return;
        }
        usual.forEach(layout::setComponentConstraints);
        words.shorten(false);
        var breaks = breaks();
        if (!breaks.isEmpty()) {
            words.shorten(true);
            var fewer = breaks();
            words.shorten(fewer.size() < breaks.size());
            breaks = fewer.size() < breaks.size() ? fewer : breaks;
        }
        for (var part : breaks) {
            layout.setComponentConstraints(part, usual.get(part) + ",newline");
        }
        row.revalidate();
    }

    /// The parts that begin a line, without the first line's.
    private List<Component> breaks() {
        var breaks = new ArrayList<Component>();
        int most = around.getWidth();
        int one = row.getPreferredSize().width;
        if (one <= most) {
            return breaks;
        }
        int edges = row.getInsets().left + row.getInsets().right;
        int line = one - parts(); // insets and gaps of the layout
        int taken = line + edges;
        for (var part : row.getComponents()) {
            if (!part.isVisible()) {
                continue;
            }
            int wide = part.getPreferredSize().width;
            if (taken + wide > most && taken > line + edges) {
                breaks.add(part);
                taken = line + edges;
            }
            taken += wide;
        }
        return breaks;
    }

    private int parts() {
        int all = 0;
        for (var part : row.getComponents()) {
            all += part.isVisible() ? part.getPreferredSize().width : 0;
        }
        return all;
    }
}

package dev.atelier.app.preferences;

import dev.atelier.app.ui.ColumnItem;
import dev.atelier.app.ui.ThemedPanel;
import java.awt.Rectangle;
import java.awt.event.ComponentAdapter;
import java.awt.event.ComponentEvent;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.OptionalInt;
import javax.swing.ButtonGroup;
import javax.swing.JComponent;
import javax.swing.JScrollPane;
import javax.swing.JToggleButton;
import javax.swing.SwingUtilities;

/// The sections of a long page in a column beside it: each leads to its heading, and the one that
/// is read is marked.
final class SectionList {
    /// How far below the upper edge a section begins to be the one that is read.
    private static final int READ_FROM = 96;

    private final JScrollPane scroll;
    private final ThemedPanel column =
            ThemedPanel.ground("bg.panel", "insets 16 8 16 8,wrap 1", "[grow,fill]", "");
    private final Map<ColumnItem, JComponent> sections = new LinkedHashMap<>();
    private final ButtonGroup group = new ButtonGroup();

    /// @param scroll holds the page with the headings
    SectionList(JScrollPane scroll) {
        this.scroll = scroll;
        scroll.getVerticalScrollBar().addAdjustmentListener(event -> mark());
        // Headings have places only once the page is laid out.
        scroll.getViewport()
                .getView()
                .addComponentListener(
                        new ComponentAdapter() {
                            @Override
                            public void componentResized(ComponentEvent event) {
                                mark();
                            }
                        });
    }

    void add(String key, String icon, String title, JComponent heading) {
        var item = new ColumnItem(icon, "section-" + key, title);
        item.addActionListener(event -> go(item, heading));
        group.add(item);
        sections.put(item, heading);
        column.add(item, "h 32!,wmin 0,gapbottom 2");
    }

    /// Says how much of a search is found in a section.
    ///
    /// @param hits empty where nothing is searched for
    void count(JComponent heading, OptionalInt hits) {
        sections.forEach((item, its) -> {
            if (its.equals(heading)) {
                item.count(hits);
            }
        });
    }

    JComponent component() {
        return column;
    }

    private void go(JToggleButton item, JComponent heading) {
        var view = (JComponent) scroll.getViewport().getView();
        int top = SwingUtilities.convertPoint(heading, 0, 0, view).y;
        view.scrollRectToVisible(
                new Rectangle(0, Math.max(0, top - 16), 1, scroll.getViewport().getHeight()));
        item.setSelected(true); // the last ones cannot reach the upper edge
    }

    private void mark() {
        int from = scroll.getViewport().getViewPosition().y + READ_FROM;
        var view = scroll.getViewport().getView();
        var shown = sections.entrySet().stream().filter(it -> it.getValue().isVisible()).toList();
        shown.stream()
                .filter(it -> SwingUtilities.convertPoint(it.getValue(), 0, 0, view).y <= from)
                .reduce((before, next) -> next)
                .or(() -> shown.stream().findFirst())
                .ifPresent(it -> it.getKey().setSelected(true));
    }
}

package dev.atelier.app.library.view;

import dev.atelier.app.library.Grouping;
import dev.atelier.app.library.LibraryModel;
import dev.atelier.app.library.Sort;
import dev.atelier.app.observe.Value;
import dev.atelier.app.ui.Buttons;
import dev.atelier.app.ui.Icons;
import dev.atelier.app.ui.ItemRenderer;
import dev.atelier.app.ui.Messages;
import dev.atelier.app.ui.ThemedPanel;
import dev.atelier.app.ui.popover.Sentence;
import java.awt.event.ComponentAdapter;
import java.awt.event.ComponentEvent;
import java.util.Locale;
import java.util.stream.Collectors;
import javax.swing.JComboBox;
import javax.swing.JComponent;
import javax.swing.JLabel;
import javax.swing.JSlider;
import javax.swing.JToggleButton;

/// The search with its order, its groups and the size of its pictures; below it what was not
/// understood. Event thread.
final class SearchBar {
    /// Below this width of the row the search has the place of the slider; Ctrl with the wheel
    /// works anywhere.
    private static final int ZOOM_FROM = 700;

    /// Below this width it has it as soon as something is typed.
    private static final int BOTH_FROM = 900;

    private final Messages messages = Messages.of(SearchBar.class);
    private final LibraryModel model;
    private final Value<Integer> size;
    private final QueryField query;
    private final ThemedPanel bar = ThemedPanel.clear("wrap 1", "[grow,fill]", "[32!]0[]");
    private final ThemedPanel issue = ThemedPanel.clear("gap 6", "[16!][grow,fill]", "[24::]");
    private final Sentence why = new Sentence("", 0);
    private final JToggleButton filters;
    private final Value<Boolean> list;

    /// @param list whether the pictures are shown as a list
    SearchBar(LibraryModel model, Value<Integer> size, Value<Boolean> list) {
        this.model = model;
        this.size = size;
        this.list = list;
        query = new QueryField(model.text(), model::complete);
        filters = Buttons.toggle("filter", messages.text("search.filters"));
    }

    JComponent build() {
        var row = ThemedPanel.clear("gap 8,hidemode 3", "[28!][grow,fill][][][][]", "[32!]");
        filters.setName("library-filters-shown");
        row.add(filters, "h 28!,w 28!");
        row.add(
                query.build(messages.text("search.name"), messages.text("search.hint")),
                "h 32!,wmin 0");
        query.field().setToolTipText(messages.text("search.tip"));
        row.add(choice("library-sort", "sort.", Sort.values(), model.sort()), "h 32!,w 136!");
        row.add(
                choice("library-group", "group.", Grouping.values(), model.grouping()),
                "h 32!,w 128!");
        row.add(shapes());
        var zoom = zoom();
        Runnable fit =
                () -> {
                    int from = model.text().get().isEmpty() ? ZOOM_FROM : BOTH_FROM;
                    zoom.setVisible(!list.get() && row.getWidth() >= from);
                };
        list.bind(it -> fit.run());
        model.text().onChange(it -> fit.run());
        row.addComponentListener(
                new ComponentAdapter() {
                    @Override
                    public void componentResized(ComponentEvent event) {
                        fit.run();
                    }
                });
        row.add(zoom, "h 28!,w 96!");
        bar.add(row, "wmin 0");
        why.setName("library-issue");
        why.color("warn");
        issue.add(new JLabel(Icons.of("warning", 16, "warn")), "aligny top,gaptop 2");
        issue.add(why, "wmin 0");
        issue.setVisible(false);
        bar.add(issue, "wmin 0,gaptop 4");
        model.result().bind(now -> found());
        model.searching().onChange(now -> found());
        model.issues().bind(now -> showIssues());
        query.offering().onChange(now -> showIssues());
        return bar;
    }

    /// Whether the column of filters is wanted.
    JToggleButton filters() {
        return filters;
    }

    void focus() {
        query.field().requestFocusInWindow();
        query.field().selectAll();
    }

    private void found() {
        int count = model.result().get().count();
        query.found(messages.text("search.found", String.format(Locale.ROOT, "%,d", count)));
    }

    private void showIssues() {
        var language = Locale.getDefault(Locale.Category.DISPLAY);
        var all = model.issues().get();
        var words =
                all.stream().map(it -> it.message().in(language)).collect(Collectors.joining(" "));
        why.setText(words);
        boolean wrong = !all.isEmpty() && !query.offering().get();
        issue.setVisible(wrong);
        query.wrong(wrong);
        bar.revalidate();
    }

    private <E extends Enum<E>> JComponent choice(
            String name, String key, E[] all, Value<E> value) {
        var box = new JComboBox<>(all);
        box.setName(name);
        box.getAccessibleContext().setAccessibleName(messages.text(key + "title"));
        box.setToolTipText(messages.text(key + "title"));
        box.setRenderer(new ItemRenderer<E>(it -> messages.text(key + it)));
        value.bind(box::setSelectedItem);
        box.addActionListener(event -> value.set(box.getItemAt(box.getSelectedIndex())));
        return box;
    }

    /// Cells or a list.
    private JComponent shapes() {
        var both = ThemedPanel.clear("gap 2", "[28!][28!]", "[28!]");
        var cells = Buttons.toggle("library", messages.text("search.cells"));
        var lines = Buttons.toggle("list", messages.text("search.list"));
        cells.setName("library-cells");
        lines.setName("library-list");
        list.bind(it -> {
            cells.setSelected(!it);
            lines.setSelected(it);
        });
        cells.addActionListener(event -> shape(cells, lines, false));
        lines.addActionListener(event -> shape(cells, lines, true));
        both.add(cells, "h 28!,w 28!");
        both.add(lines, "h 28!,w 28!");
        return both;
    }

    /// One of the two stays pressed.
    private void shape(JToggleButton cells, JToggleButton lines, boolean asList) {
        list.set(asList);
        cells.setSelected(!asList);
        lines.setSelected(asList);
    }

    private JComponent zoom() {
        var slider = new JSlider(PictureGrid.LEAST, PictureGrid.MOST, size.get());
        slider.setName("library-zoom");
        slider.setOpaque(false);
        slider.setToolTipText(messages.text("search.zoom"));
        slider.getAccessibleContext().setAccessibleName(messages.text("search.zoom"));
        size.onChange(slider::setValue);
        slider.addChangeListener(event -> size.set(slider.getValue()));
        return slider;
    }
}

package dev.atelier.app.compare;

import dev.atelier.app.observe.Tasks;
import dev.atelier.app.observe.Value;
import dev.atelier.app.ui.Buttons;
import dev.atelier.app.ui.Label;
import dev.atelier.app.ui.Messages;
import dev.atelier.app.ui.TextStyle;
import dev.atelier.app.ui.ThemedPanel;
import java.nio.file.Path;
import java.util.function.BiConsumer;
import javax.swing.JButton;
import javax.swing.JComponent;

/// Below the canvas where two sets are compared: how many of each grade, what can be done, and the
/// pairs in a row. Event thread.
final class SetStrip {
    private final Messages messages = Messages.of(SetStrip.class);
    private final PairWords words = new PairWords(messages);
    private final SetModel model;
    private final Tasks tasks;
    private final Verbs verbs;
    private final Value<Boolean> tabled = Value.of(false);
    private final PairTable numbers;

    /// What leads elsewhere.
    ///
    /// @param compare two sets
    /// @param report asks for a folder and writes the report into it
    record Verbs(BiConsumer<SetSource, SetSource> compare, Runnable report) {}

    SetStrip(SetModel model, Tasks tasks, Verbs verbs) {
        this.model = model;
        this.tasks = tasks;
        this.verbs = verbs;
        this.numbers = new PairTable(model, words);
    }

    SetModel model() {
        return model;
    }

    /// Whether the table is seen in place of the pictures.
    Value<Boolean> tabled() {
        return tabled;
    }

    void compare(Path a, Path b) {
        verbs.compare.accept(SetSource.parse(a.toString()), SetSource.parse(b.toString()));
    }

    /// The button that asks for two sets.
    JButton ask() {
        var button = Buttons.icon("folder", messages.text("sets.open"), () -> {});
        button.setName("compare-sets");
        button.addActionListener(event -> new SetChooser(verbs.compare).show(button));
        return button;
    }

    JComponent table() {
        return numbers.build(() -> tabled.set(false));
    }

    /// What of the table takes the keyboard.
    JComponent rows() {
        return numbers.rows();
    }

    JComponent build() {
        var part = ThemedPanel.clear("wrap 1,gapy 8", "[grow,fill]", "[28!][84!]");
        part.setName("compare-set-strip");
        part.add(line(), "wmin 0");
        part.add(new PairStrip(model, words, tasks).start(), "wmin 0");
        model.sets()
                .bind(now -> {
                    part.setVisible(now.isPresent());
                    if (now.isEmpty()) {
                        tabled.set(false);
                    }
                });
        return part;
    }

    private JComponent line() {
        var line = ThemedPanel.clear("gap 8", "[grow,fill][][][]", "[28!]");
        var counts = new Label("", TextStyle.BODY, "text.secondary");
        counts.setName("compare-counts");
        model.sets().bind(now -> now.ifPresent(it -> counts.setText(sentence(it))));
        line.add(counts, "wmin 0");
        var table = Buttons.toggle("list", messages.text("sets.table"));
        table.setName("compare-tabled");
        table.addActionListener(event -> tabled.set(table.isSelected()));
        tabled.onChange(table::setSelected);
        line.add(table);
        var report = Buttons.icon("download", messages.text("sets.report"), verbs.report);
        report.setName("compare-report");
        line.add(report);
        var close = Buttons.icon("close", messages.text("sets.close"), model::close);
        close.setName("compare-sets-close");
        line.add(close);
        return line;
    }

    private String sentence(MeasuredSets sets) {
        var parts = new StringBuilder();
        int all = sets.pairs().size();
        boolean whole = sets.done() == all;
        parts.append(
                whole
                        ? messages.text("sets.pairs", all)
                        : messages.text("sets.progress", sets.done(), all));
        var counts = words.counts(sets);
        parts.append(counts.isEmpty() ? "" : "  ·  " + counts);
        words.alone(sets).ifPresent(it -> parts.append("  ·  ").append(it));
        return parts.toString();
    }
}

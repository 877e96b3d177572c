package dev.atelier.app.compare;

import dev.atelier.app.compare.CompareModel.Mode;
import dev.atelier.app.compare.CompareModel.Side;
import dev.atelier.app.ui.Buttons;
import dev.atelier.app.ui.Icons;
import dev.atelier.app.ui.Label;
import dev.atelier.app.ui.Messages;
import dev.atelier.app.ui.ScrollColumn;
import dev.atelier.app.ui.TextStyle;
import dev.atelier.app.ui.ThemedPanel;
import dev.atelier.app.ui.popover.Sentence;
import java.awt.Toolkit;
import java.awt.datatransfer.StringSelection;
import java.awt.event.ComponentAdapter;
import java.awt.event.ComponentEvent;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.function.Consumer;
import java.util.stream.Stream;
import javax.swing.JComponent;
import javax.swing.JLabel;
import javax.swing.JSlider;
import net.miginfocom.swing.MigLayout;

/// What sets two pictures apart: a grade, numbers, and the settings that differ. Event thread.
final class ComparePanel {
    private static final int MOST_CAUSES = 24;
    private static final int GAIN_NAME_FROM = 300;

    /// Half of the column in the smallest window.
    private static final int MOST_BESIDE = 108;

    /// Letters of a value that takes as many lines as it needs; a longer one is cut.
    private static final int MOST_WRAPPED = 32;

    private static final String WHOLE_LINE = "span 2,wmin 0,gaptop 6";

    private final Messages messages = Messages.of(ComparePanel.class);
    private final PairWords words = new PairWords(messages);
    private final CompareModel model;
    private final ThemedPanel column =
            ThemedPanel.ground("bg.panel", "insets 16,wrap 1,hidemode 3,gapy 8", "[grow,fill]", "");
    private final ThemedPanel above = part();

    private final Label gainName = Label.small(messages.text("compare.gain.short"));

    /// Stays in its place from pair to pair, and with it the keyboard.
    private final ThemedPanel differences = part();

    private final ThemedPanel below = part();
    private final JComponent component;
    private final Consumer<SuggestedChange.Step> again;

    /// @param again makes one of the pictures again
    ComparePanel(CompareModel model, Consumer<SuggestedChange.Step> again) {
        this.model = model;
        this.again = again;
        component = ThemedPanel.ground("bg.panel", "", "[grow,fill]", "[grow,fill]");
        component.add(ScrollColumn.of(column), "wmin 0,hmin 0");
        column.add(above, "wmin 0");
        column.add(differences, "wmin 0,gaptop 12");
        column.add(below, "wmin 0");
        differences();
        model.comparison().bind(now -> fill());
        for (var side : Side.values()) {
            model.picture(side).onChange(now -> fill());
        }
        model.problem().onChange(now -> fill());
    }

    JComponent component() {
        return component;
    }

    private static ThemedPanel part() {
        return ThemedPanel.clear("wrap 1,hidemode 3,gapy 8", "[grow,fill]", "");
    }

    private void differences() {
        var legend = new HeatLegend(messages);
        model.gain().bind(legend::show);
        var map =
                new SmallMap(messages.text("compare.map"), () -> model.mode().set(Mode.DIFFERENCE));
        model.map().bind(map::show);
        column.addComponentListener(
                new ComponentAdapter() {
                    @Override
                    public void componentResized(ComponentEvent event) {
                        map.revalidate();
                        // In a small window the slider needs its room.
                        gainName.setVisible(column.getWidth() >= GAIN_NAME_FROM);
                    }
                });
        differences.add(gain(), "wmin 0");
        differences.add(map, "wmin 0");
        differences.add(legend.component(), "wmin 0");
    }

    private void fill() {
        above.removeAll();
        below.removeAll();
        if (!model.problem().get().isEmpty()) {
            var warning =
                    ThemedPanel.block("warn.soft", 8, "insets 8 10 8 10,gap 8", "[18!][grow,fill]");
            warning.add(new JLabel(Icons.of("warning", 18, "warn")), "top");
            warning.add(sentence(model.problem().get(), "text"), "wmin 0");
            warning.setName("compare-problem");
            above.add(warning, "wmin 0");
        }
        var comparison = model.comparison().get();
        boolean measuring =
                Stream.of(Side.values()).allMatch(it -> model.picture(it).get().isPresent());
        if (comparison.isPresent()) {
            differences.setVisible(comparison.get().difference().isPresent());
            fill(comparison.get());
        } else {
            differences.setVisible(measuring && differences.isVisible());
            var words = messages.text(measuring ? "compare.busy" : "compare.none");
            above.add(sentence(words, "text.secondary"), "wmin 0");
        }
        column.revalidate();
        column.repaint();
    }

    private void fill(Comparison it) {
        var head = ThemedPanel.clear("gap 8", "[grow,fill][28!]", "[28!]");
        var grade = new Label(messages.text("grade." + it.grade().name()), TextStyle.TITLE, "text");
        grade.setName("compare-grade");
        head.add(grade, "wmin 0");
        var copy = Buttons.icon("copy", messages.text("compare.copy"), () -> copy(it));
        copy.setName("compare-copy");
        head.add(copy);
        above.add(head, "wmin 0");
        var sentence =
                it.difference().isEmpty()
                        ? messages.text("grade.sizes", it.a().size(), it.b().size())
                        : messages.text("grade." + it.grade().name() + ".words");
        above.add(sentence(sentence, "text.secondary"), "wmin 0");
        numbers(it);
        causes(it);
        SuggestedChange.of(it).ifPresent(closer -> below.add(closer(closer), "wmin 0,gaptop 12"));
    }

    /// What would make them more alike, and buttons that prepare it.
    private JComponent closer(SuggestedChange closer) {
        var card =
                ThemedPanel.block(
                        "accent.soft", 8, "insets 12 14 12 14,wrap 1,gapy 6", "[grow,fill]");
        card.setName("compare-closer");
        card.add(Label.strong(messages.text("closer.title")), "wmin 0");
        boolean exact = closer.steps().stream().anyMatch(SuggestedChange.Step::exact);
        var key = exact ? "closer.longer" : "closer." + closer.kind().name();
        card.add(sentence(messages.text(key, names(closer)), "text.secondary"), "wmin 0");
        for (var step : closer.steps()) {
            var button = Buttons.secondary(verb(closer.kind(), step), () -> again.accept(step));
            button.setName("compare-closer-" + step.again());
            card.add(button, "growx 0,wmin 0,h 28!");
        }
        return card;
    }

    private String names(SuggestedChange closer) {
        return words.fields(closer.names());
    }

    private String verb(SuggestedChange.Kind kind, SuggestedChange.Step step) {
        if (step.exact()) {
            return messages.text("closer.exact", step.again());
        }
        var other = step.again() == Side.A ? Side.B : Side.A;
        if (kind == SuggestedChange.Kind.SETTINGS) {
            return messages.text("closer.recipe", step.again(), other);
        }
        var place = step.place().orElse("");
        return place.isEmpty()
                ? messages.text("closer.here", step.again())
                : messages.text("closer.place", step.again(), place);
    }

    private void numbers(Comparison it) {
        var grid = ThemedPanel.clear("wrap 2,gapy 2", "[grow,fill,sg][grow,fill,sg]", "");
        it.difference()
                .ifPresent(difference -> {
                    number(grid, "identical", words.identical(difference));
                    number(grid, "largest", messages.text("compare.of", difference.largest()));
                    number(grid, "psnr", words.psnr(difference));
                    number(grid, "ssim", words.ssim(difference));
                });
        var a = it.a().made();
        var b = it.b().made();
        if (!a.isEmpty() || !b.isEmpty()) {
            var time = number(grid, "time", PairWords.time(a) + " / " + PairWords.time(b));
            var price = number(grid, "price", words.price(a) + " / " + words.price(b));
            sideBySide(grid, time, price);
        }
        if (grid.getComponentCount() > 0) {
            above.add(grid, "wmin 0,gaptop 8");
        }
    }

    /// Two numbers stand beside each other only where both have room.
    private static void sideBySide(ThemedPanel grid, JComponent one, JComponent other) {
        boolean fits =
                Stream.of(one, other).allMatch(it -> it.getPreferredSize().width <= MOST_BESIDE);
        if (!fits) {
            var layout = (MigLayout) grid.getLayout();
            layout.setComponentConstraints(one, WHOLE_LINE);
            layout.setComponentConstraints(other, WHOLE_LINE);
        }
    }

    private static String format(String pattern, double number) {
        return String.format(Locale.ROOT, pattern, number);
    }

    private JComponent number(ThemedPanel grid, String key, String value) {
        var cell = ThemedPanel.clear("wrap 1", "[grow,fill]", "[18!]0[22!]");
        cell.add(Label.small(messages.text("compare." + key)));
        cell.add(new Label(value, TextStyle.METRIC, "text"), "wmin 0");
        cell.setToolTipText(messages.text("compare." + key + ".help"));
        grid.add(cell, "wmin 0,gaptop 6");
        return cell;
    }

    /// How much the difference map enlarges, and the way to it.
    private JComponent gain() {
        var row =
                ThemedPanel.clear(
                        "gap 6,hidemode 3", "[pref!]push[][40:80:80,fill][32!,right]", "[28!]");
        var show =
                Buttons.quiet(
                        messages.text("compare.map"), () -> model.mode().set(Mode.DIFFERENCE));
        show.setName("compare-map");
        var slider = new JSlider(1, (int) CompareModel.MOST_GAIN);
        slider.setOpaque(false);
        slider.setName("compare-gain");
        slider.getAccessibleContext().setAccessibleName(messages.text("compare.gain"));
        slider.setToolTipText(messages.text("compare.gain"));
        slider.setValue((int) Math.round(model.gain().get()));
        var shown = Label.body("×" + slider.getValue());
        slider.addChangeListener(event -> {
            shown.setText("×" + slider.getValue());
            model.gain().set((double) slider.getValue());
        });
        show.setFont(TextStyle.STRONG.font(show.getText()));
        row.add(show, "pad 0 -7 0 -7"); // its words begin where those above do
        row.add(gainName, "cell 1 0");
        row.add(slider, "cell 2 0");
        row.add(shown, "cell 3 0");
        return row;
    }

    private void causes(Comparison it) {
        if (it.grade() == PictureDifference.Grade.BIT_EXACT) {
            otherwise(it);
        } else {
            why(it);
        }
        if (it.hasFields() && !it.same().isEmpty()) {
            var same = messages.text("compare.same", words.fields(it.same()));
            var row = ThemedPanel.clear("gap 8", "[16!][grow,fill]", "");
            row.add(new JLabel(Icons.of("check", 16, "ok")), "top");
            row.add(sentence(same, "text.secondary"), "wmin 0");
            below.add(row, "wmin 0");
        }
    }

    /// What may have made the pictures different.
    private void why(Comparison it) {
        var head = ThemedPanel.clear("", "[]push[]", "[24!]");
        head.add(Label.strong(messages.text("compare.why")));
        if (!it.causes().isEmpty()) {
            head.add(Label.small(messages.text("compare.likely")));
        }
        below.add(head, "wmin 0,gaptop 12");
        if (!it.hasFields()) {
            below.add(sentence(messages.text("compare.no-fields"), "text.secondary"), "wmin 0");
        } else if (it.causes().isEmpty()) {
            below.add(sentence(messages.text("compare.all-same"), "text.secondary"), "wmin 0");
        } else {
            below.add(table(it.causes()), "wmin 0");
        }
    }

    /// What differs besides equal pixels, and so is no cause of anything.
    private void otherwise(Comparison it) {
        if (it.causes().isEmpty()) {
            return;
        }
        below.add(Label.strong(messages.text("compare.otherwise")), "wmin 0,gaptop 12,h 24!");
        below.add(sentence(messages.text("compare.no-effect"), "text.secondary"), "wmin 0");
        below.add(table(it.causes()), "wmin 0");
    }

    private JComponent table(List<Comparison.Cause> causes) {
        var table =
                ThemedPanel.block(
                        "bg.raised",
                        8,
                        "insets 8 12 8 12,wrap 3,gap 8 6",
                        "[72!,fill][0::,grow,fill,sg][0::,grow,fill,sg]");
        table.setName("compare-causes");
        table.add(Label.small(""));
        table.add(Label.small(Side.A.name()));
        table.add(Label.small(Side.B.name()));
        for (var cause : causes.subList(0, Math.min(MOST_CAUSES, causes.size()))) {
            var field = words.field(cause.name());
            var name = Label.body(field);
            name.setToolTipText(field);
            table.add(name, "wmin 0,top");
            int alike = PairWords.alike(cause.a(), cause.b());
            table.add(value(words.place(cause.a()), alike), "wmin 0,top");
            table.add(value(words.place(cause.b()), alike), "wmin 0,top");
        }
        return table;
    }

    /// @param alike letters that both begin with, which are left out
    private JComponent value(String value, int alike) {
        var shown = (alike > 0 ? "…" : "") + value.substring(alike);
        if (!value.isEmpty() && shown.length() <= MOST_WRAPPED) {
            var words = new Sentence(shown, 0);
            words.color("text");
            words.setToolTipText(alike > 0 ? value : null);
            return words;
        }
        var label = Label.body(value.isEmpty() ? "–" : shown.replace('\n', ' '));
        label.setToolTipText(value.isEmpty() ? null : value);
        return label;
    }

    private static JComponent sentence(String text, String token) {
        var words = new Sentence(text, 0);
        words.setFont(TextStyle.SMALL.font(text));
        words.color(token);
        return words;
    }

    private void copy(Comparison it) {
        var clipboard = Toolkit.getDefaultToolkit().getSystemClipboard();
        clipboard.setContents(new StringSelection(report(it)), null);
    }

    /// All of the column as text.
    private String report(Comparison it) {
        var lines = new ArrayList<String>();
        lines.add("A: " + it.a().file() + ", " + it.a().size());
        lines.add("B: " + it.b().file() + ", " + it.b().size());
        lines.add(messages.text("grade." + it.grade().name()));
        it.difference()
                .ifPresent(numbers -> {
                    lines.add(
                            messages.text("compare.identical")
                                    + ": "
                                    + format("%.4f %%", 100 * numbers.identical()));
                    lines.add(messages.text("compare.largest") + ": " + numbers.largest());
                    lines.add(messages.text("compare.psnr") + ": " + numbers.psnr());
                    Optional.of(numbers.ssim())
                            .filter(ssim -> ssim.isPresent())
                            .ifPresent(ssim ->
                                    lines.add(
                                            messages.text("compare.ssim")
                                                    + ": "
                                                    + ssim.getAsDouble()));
                });
        lines.add(
                messages.text("compare.time")
                        + ": "
                        + PairWords.time(it.a().made())
                        + " / "
                        + PairWords.time(it.b().made()));
        lines.add(
                messages.text("compare.price")
                        + ": "
                        + words.price(it.a().made())
                        + " / "
                        + words.price(it.b().made()));
        it.causes()
                .forEach(cause ->
                        lines.add(
                                words.field(cause.name()) + ": " + cause.a() + " | " + cause.b()));
        return String.join("\n", lines);
    }
}

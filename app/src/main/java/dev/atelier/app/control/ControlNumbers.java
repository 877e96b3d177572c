package dev.atelier.app.control;

import dev.atelier.app.observe.Value;
import dev.atelier.app.ui.Label;
import dev.atelier.app.ui.Messages;
import dev.atelier.app.ui.NumberField;
import dev.atelier.app.ui.NumberSlider;
import dev.atelier.app.ui.RangeField;
import dev.atelier.app.ui.RangeSlider;
import dev.atelier.app.ui.Span;
import dev.atelier.app.ui.ThemedPanel;
import dev.atelier.app.ui.Typed;
import dev.atelier.control.Preprocessor;
import dev.atelier.control.Preprocessors;
import dev.atelier.control.Slider;
import dev.atelier.recipe.ControlUnit;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import javax.swing.JComponent;

/// The numbers that a unit's preprocessor takes: none, one, two, or two of one kind on one slider.
final class ControlNumbers {
    private static final int FIELD = 80;

    private final Messages messages = Messages.of(ControlNumbers.class);
    private final ThemedPanel rows = ThemedPanel.clear("wrap 2", ControlCard.COLUMNS, "");
    private final ControlParts parts;
    private final int unit;
    private final String suffix;
    private final List<Typed> fields = new ArrayList<>();
    private final Value<Span> span = Value.of(new Span(0, 1));
    private final Value<Double> first = Value.of(0.0);
    private final Value<Double> second = Value.of(0.0);
    private String module = "";
    private boolean showing;

    ControlNumbers(ControlParts parts, int unit, String suffix) {
        this.parts = parts;
        this.unit = unit;
        this.suffix = suffix;
        span.onChange(now -> edit(now.low(), now.high()));
        first.onChange(now -> edit(now, second.get()));
        second.onChange(now -> edit(first.get(), now));
    }

    JComponent component() {
        return rows;
    }

    private void edit(double a, double b) {
        if (!showing) {
            parts.units()
                    .change(
                            unit,
                            "numbers",
                            it -> it.withPreprocessing(it.preprocessing().withNumbers(a, b)));
        }
    }

    /// Shows the numbers of the unit, in new fields where its module is another.
    void show(ControlUnit now) {
        var made = now.preprocessing();
        var preprocessor = Preprocessors.named(made.module());
        var sliders = preprocessor.map(Preprocessor::sliders).orElse(List.of());
        showing = true;
        double a = sliders.isEmpty() ? -1 : sliders.getFirst().bounded(made.thresholdA());
        double b = sliders.size() < 2 ? -1 : sliders.get(1).bounded(made.thresholdB());
        if (!module.equals(made.module())) {
            module = made.module();
            close();
            rows.removeAll();
        }
        span.set(new Span(Math.min(a, b), Math.max(a, b)));
        first.set(a);
        second.set(b);
        if (rows.getComponentCount() == 0) {
            build(preprocessor);
            rows.revalidate();
        }
        showing = false;
    }

    private void build(Optional<Preprocessor> preprocessor) {
        if (preprocessor.isEmpty()) {
            return;
        }
        var a = preprocessor.get().a();
        var b = preprocessor.get().b();
        if (module.equals("canny") && a.isPresent() && b.isPresent()) {
            row(messages.text("control.thresholds"), range(a.get(), b.get()));
            return;
        }
        a.ifPresent(slider -> row(title(slider), number("control-a", slider, first)));
        b.ifPresent(slider -> row(title(slider), number("control-b", slider, second)));
    }

    private static String title(Slider slider) {
        return slider.title().localized();
    }

    private void row(String words, JComponent control) {
        rows.add(Label.field(words), "h 28!,wmin 0,gapbottom 4");
        rows.add(control, "h 28!,wmin 0,gapbottom 4");
    }

    private JComponent range(Slider a, Slider b) {
        var words =
                new Span.Words(
                        messages.text("control.thresholds"),
                        messages.text("control.threshold.low"),
                        messages.text("control.threshold.high"));
        var scale =
                new RangeSlider.Scale(a.min(), a.max(), a.step(), new Span(a.value(), b.value()));
        var field =
                new RangeField(
                        "control-thresholds" + suffix,
                        words,
                        scale,
                        new RangeField.Format("", FIELD),
                        span);
        field.tip(messages.text("control.thresholds.help"));
        take(field);
        return field.row();
    }

    private JComponent number(String name, Slider slider, Value<Double> value) {
        var title = title(slider);
        var legal =
                new NumberField.Limits(slider.min(), slider.max(), slider.step(), slider.whole());
        var field = new NumberField(title, legal, value::set);
        field.component().setName(name + suffix);
        var range =
                new NumberSlider.Range(slider.min(), slider.max(), slider.step(), slider.value());
        var slide = new NumberSlider(title, range, field, value, FIELD);
        slide.name(name + "-slider" + suffix);
        slide.follow(value);
        take(field);
        return slide.component();
    }

    private void take(Typed field) {
        fields.add(field);
        parts.fields().add(field);
    }

    /// Gives up its fields.
    void close() {
        fields.forEach(parts.fields()::remove);
        fields.clear();
    }
}

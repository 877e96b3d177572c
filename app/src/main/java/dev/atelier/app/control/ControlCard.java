package dev.atelier.app.control;

import dev.atelier.app.models.ModelRow;
import dev.atelier.app.models.choice.ModelBox;
import dev.atelier.app.models.choice.ModelChoice;
import dev.atelier.app.observe.Value;
import dev.atelier.app.ui.Buttons;
import dev.atelier.app.ui.Card;
import dev.atelier.app.ui.Icons;
import dev.atelier.app.ui.Label;
import dev.atelier.app.ui.Messages;
import dev.atelier.app.ui.Needed;
import dev.atelier.app.ui.NumberField;
import dev.atelier.app.ui.NumberSlider;
import dev.atelier.app.ui.RangeField;
import dev.atelier.app.ui.RangeSlider;
import dev.atelier.app.ui.Span;
import dev.atelier.app.ui.Switch;
import dev.atelier.app.ui.TextStyle;
import dev.atelier.app.ui.ThemedPanel;
import dev.atelier.app.ui.Typed;
import dev.atelier.app.ui.popover.Help;
import dev.atelier.app.ui.popover.Sentence;
import dev.atelier.control.Preprocessor;
import dev.atelier.control.Preprocessors;
import dev.atelier.recipe.ControlUnit;
import dev.atelier.recipe.Message;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.function.UnaryOperator;
import javax.swing.JButton;
import javax.swing.JComponent;
import javax.swing.JLabel;
import javax.swing.JMenuItem;
import javax.swing.JPopupMenu;

/// One ControlNet unit of the recipe as a card.
final class ControlCard {
    /// The names of the fields, and the fields.
    static final String COLUMNS = "[88!,fill]8[grow,fill,0::]";

    private static final int FIELD = 80;
    private static final NumberField.Limits WEIGHTS = new NumberField.Limits(0, 2, 0.05, false);
    private static final NumberSlider.Range WEIGHT = new NumberSlider.Range(0, 2, 0.05, 1);
    private static final RangeSlider.Scale STEPS =
            new RangeSlider.Scale(0, 100, 1, new Span(0, 100));

    private final Messages messages = Messages.of(ControlCard.class);
    private final ControlParts parts;
    private final int unit;
    private final String suffix;
    private final Label name = new Label("", TextStyle.LABEL, "text");
    private final Switch state;
    private final JButton more;
    private final ControlPictures pictures;
    private final ControlNumbers numbers;
    private final ControlMore rest;
    private final ControlHandle handle;
    private final Card card;
    private final Value<String> module = Value.of(Preprocessors.NONE);
    private final Value<String> model = Value.of("");
    private final Value<Double> weight = Value.of(1.0);
    private final Value<Span> steps = Value.of(new Span(0, 100));
    private final ThemedPanel problem = ThemedPanel.clear("gap 4", "[14!][grow,fill]4[]", "[26!]");
    private final Label problemLine = Label.small("");
    private final JLabel sign = new JLabel();
    private final Sentence help = new Sentence("", 0);
    private final JButton remedy;
    private final List<Typed> fields = new ArrayList<>();
    private Runnable way = () -> {};
    private boolean showing;
    private String unset = "";

    /// @param unit its place, from 0
    /// @param handle to move it by
    ControlCard(ControlParts parts, int unit, ControlHandle handle) {
        this.parts = parts;
        this.unit = unit;
        this.handle = handle;
        suffix = unit == 0 ? "" : "-" + (unit + 1);
        state = new Switch(messages.text("control.on"));
        more = Buttons.icon("more", messages.text("control.menu"), this::menu);
        remedy = Buttons.secondary("", () -> way.run());
        pictures = new ControlPictures(parts, unit, suffix);
        numbers = new ControlNumbers(parts, unit, suffix);
        rest = new ControlMore(parts, unit, suffix);
        state.setName("control-on" + suffix);
        more.setName("control-menu" + suffix);
        remedy.setName("control-remedy" + suffix);
        card = new Card(new Card.Head(lead(), name, state, more));
        pictures.takeDropsOn(card.component());
        fill();
        bind();
    }

    JComponent component() {
        return card.component();
    }

    private JComponent lead() {
        var lead = ThemedPanel.clear("", "[12!]6[18!]8", "[28!]");
        var number = ThemedPanel.block("bg.well", 5, "", "[18!,center]");
        number.add(new Label(String.valueOf(unit + 1), TextStyle.PILL, "text.secondary"), "h 18!");
        handle.setName("control-handle" + suffix);
        lead.add(handle);
        lead.add(number, "h 18!");
        return lead;
    }

    private void fill() {
        card.dimmedRow(pictures.component(), "gapbottom 8");
        row("control.module", "control.module.help", modules());
        card.dimmedRow(numbers.component(), "");
        row("control.model", "control.model.help", models());
        problem.add(sign);
        problem.add(problemLine, "wmin 0");
        problem.add(remedy, "h 24!");
        card.row(problem, "gapbottom 4");
        help.setName("control-remedy-words" + suffix);
        card.row(help, "wmin 0,gapbottom 8");
        row("control.weight", "control.weight.help", weight());
        row("control.steps", "control.steps.help", steps());
        card.dimmedRow(rest.component(), "");
    }

    private void row(String key, String help, JComponent control) {
        var row = ThemedPanel.clear("", COLUMNS, "[28!]");
        var label = Label.field(messages.text(key));
        label.setToolTipText(messages.text(help));
        Help.on(control, messages.text(help));
        row.add(label, "wmin 0");
        row.add(control, "h 28!,wmin 0");
        card.dimmedRow(row, "gapbottom 4");
    }

    private JComponent modules() {
        var box =
                new ModelBox(
                        messages.text("control.module.unknown"),
                        chosen ->
                                parts.units()
                                        .change(
                                                unit,
                                                "",
                                                it ->
                                                        it.withPreprocessing(
                                                                it.preprocessing()
                                                                        .withModule(
                                                                                module(
                                                                                        chosen
                                                                                                .name())))));
        box.setName("control-module" + suffix);
        box.getAccessibleContext().setAccessibleName(messages.text("control.module"));
        box.follow(Value.of(ModuleChoices.all(messages, parts.maps().drawing())), module);
        var row = ThemedPanel.clear("", "[grow,fill,0::]4[28!]", "[28!]");
        var redraw =
                Buttons.icon(
                        "reuse", messages.text("control.redraw"), () -> parts.maps().redraw(unit));
        redraw.setName("control-redraw" + suffix);
        row.add(box, "h 28!,wmin 0");
        row.add(redraw, "h 28!");
        return row;
    }

    private static String module(String label) {
        return Preprocessors.named(label).map(Preprocessor::name).orElse(label);
    }

    private JComponent models() {
        var box =
                new ModelBox(
                        messages.text("control.model.missing"),
                        chosen ->
                                parts.units().change(unit, "", it -> it.withModel(chosen.name())));
        box.setName("control-model" + suffix);
        box.getAccessibleContext().setAccessibleName(messages.text("control.model"));
        box.follow(parts.models(), model, parts.offers().read());
        take(new Needed(box, () -> unset));
        return box;
    }

    private JComponent weight() {
        var title = messages.text("control.weight");
        var field = new NumberField(title, WEIGHTS, weight::set);
        field.component().setName("control-weight" + suffix);
        field.tip(messages.text("control.weight.help"));
        take(field);
        var slide = new NumberSlider(title, WEIGHT, field, weight, FIELD);
        slide.name("control-weight-slider" + suffix);
        slide.follow(weight);
        return slide.component();
    }

    private JComponent steps() {
        var words =
                new Span.Words(
                        messages.text("control.steps"),
                        messages.text("control.steps.low"),
                        messages.text("control.steps.high"));
        var field =
                new RangeField(
                        "control-steps" + suffix,
                        words,
                        STEPS,
                        new RangeField.Format(" %", FIELD),
                        steps);
        field.tip(messages.text("control.steps.help"));
        take(field);
        return field.row();
    }

    private void take(Typed field) {
        fields.add(field);
        parts.fields().add(field);
    }

    private void bind() {
        weight.onChange(now -> edit("weight", it -> it.withWeight(now)));
        steps.onChange(now -> edit("steps", it -> it.withSteps(now.low() / 100, now.high() / 100)));
        state.addActionListener(event -> edit("", it -> it.switched(state.isSelected())));
    }

    private void edit(String part, UnaryOperator<ControlUnit> change) {
        if (!showing) {
            parts.units().change(unit, part, change);
        }
    }

    /// Shows the unit as it is now.
    void show(ControlUnit now) {
        showing = true;
        var preprocessor = Preprocessors.named(now.preprocessing().module());
        var title = ModuleChoices.title(now.preprocessing().module());
        name.setText(title);
        state.setSelected(Units.isOn(now));
        module.set(preprocessor.map(Preprocessor::label).orElse(now.preprocessing().module()));
        model.set(ControlOffers.plain(now.model()));
        weight.set(now.weight());
        steps.set(new Span(percent(now.start()), percent(now.end())));
        card.on(Units.isOn(now));
        card.component().getAccessibleContext().setAccessibleName("ControlNet " + title);
        showing = false;
        numbers.show(now);
        rest.show(now);
        pictures.show(now);
        problem(now, preprocessor);
    }

    private static double percent(double share) {
        return Math.round(share * 1e4) / 1e2;
    }

    private void problem(ControlUnit now, Optional<Preprocessor> preprocessor) {
        problem.setVisible(true);
        help.setVisible(false);
        var all = parts.models().get();
        var chosen = all.stream().filter(it -> it.name().equals(model.get())).findFirst();
        var drawing = parts.maps().drawing();
        boolean undrawn = preprocessor.filter(drawing::available).isEmpty();
        unset = Units.isOn(now) ? missing(now, undrawn) : "";
        if (undrawn) {
            says("warn", messages.text("control.undrawn"), messages.text("control.undrawn.way"));
            problemLine.setToolTipText(
                    preprocessor
                            .flatMap(drawing::missing)
                            .map(Message::localized)
                            .orElse(messages.text("control.module.unknown")));
            way =
                    () ->
                            parts.units()
                                    .change(
                                            unit,
                                            "",
                                            it ->
                                                    it.withPreprocessing(
                                                            it.preprocessing()
                                                                    .withModule(
                                                                            Preprocessors.NONE)));
        } else if (!now.model().isEmpty() && chosen.isEmpty() && !parts.offers().read().get()) {
            problem.setVisible(false);
        } else if (now.model().isEmpty() || chosen.isEmpty()) {
            boolean none = all.stream().noneMatch(ModelChoice::usable);
            var words = none ? "control.no-models" : "control.choose-model";
            says(
                    "error",
                    chosen.isEmpty() && !now.model().isEmpty()
                            ? messages.text("control.model.gone")
                            : messages.text(words),
                    messages.text("control.models"));
            way = parts.verbs().models();
            help.setVisible(none);
            help.setText(none ? parts.offers().remedy() : "");
        } else if (!chosen.get().usable()) {
            unfit(chosen.get());
        } else {
            if (remedy.isFocusOwner()) {
                state.requestFocusInWindow();
            }
            problem.setVisible(false);
        }
    }

    /// The way out is a checkpoint that it fits, where one is here.
    private void unfit(ModelChoice chosen) {
        var other =
                parts.offers().refuses(chosen.name())
                        ? parts.offers().checkpointFor(chosen.name(), parts.recent().get())
                        : Optional.<ModelRow>empty();
        says(
                "warn",
                chosen.why().isEmpty() ? chosen.problem() : chosen.why(),
                other.map(row -> messages.text("control.switch", row.name()))
                        .orElse(messages.text("control.models")));
        way =
                other.<Runnable>map(row -> () -> parts.verbs().use().accept(row))
                        .orElse(parts.verbs().models());
    }

    /// What of a unit that counts is missing, without which it would fail in the queue.
    private String missing(ControlUnit now, boolean undrawn) {
        if (!undrawn && now.model().isEmpty()) {
            return messages.text("control.unset", unit + 1);
        }
        return !undrawn && parts.offers().refuses(model.get())
                ? messages.text("control.refused", unit + 1)
                : "";
    }

    private void says(String token, String words, String button) {
        sign.setIcon(Icons.of(token.equals("error") ? "error" : "warning", 14, token));
        problemLine.setText(words);
        problemLine.setToolTipText(words);
        problemLine.color(token);
        remedy.setText(button);
        remedy.setToolTipText(button);
    }

    private void menu() {
        var menu = new JPopupMenu();
        int count = parts.units().all().size();
        menu.add(item("control.choose", pictures::choose));
        menu.add(item("control.canvas", pictures::takeCanvas));
        menu.add(item("control.paste", pictures::paste));
        menu.add(item("control.clear", pictures::clear));
        menu.addSeparator();
        var duplicate =
                item(
                        "control.duplicate",
                        () -> parts.units().add(unit + 1, parts.units().all().get(unit)));
        duplicate.setEnabled(count < Units.MOST);
        menu.add(duplicate);
        var up = item("control.up", () -> move(unit - 1));
        up.setEnabled(unit > 0);
        menu.add(up);
        var down = item("control.down", () -> move(unit + 1));
        down.setEnabled(unit + 1 < count);
        menu.add(down);
        menu.addSeparator();
        menu.add(item("control.remove", () -> parts.units().remove(unit)));
        menu.show(more, 0, more.getHeight());
    }

    private void move(int to) {
        parts.units().move(unit, to);
    }

    private JMenuItem item(String words, Runnable action) {
        var item = new JMenuItem(messages.text(words));
        item.setName(words);
        item.addActionListener(event -> action.run());
        return item;
    }

    /// Gives up its fields.
    void close() {
        fields.forEach(parts.fields()::remove);
        pictures.close();
        numbers.close();
        rest.close();
    }
}

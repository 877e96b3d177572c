package dev.atelier.app.create;

import dev.atelier.app.control.ControlCards;
import dev.atelier.app.control.ControlParts;
import dev.atelier.app.draft.DraftModel;
import dev.atelier.app.lora.LoraCards;
import dev.atelier.app.lora.LoraParts;
import dev.atelier.app.lora.TagKey;
import dev.atelier.app.models.ModelRow;
import dev.atelier.app.models.choice.ModelBox;
import dev.atelier.app.models.choice.ModelOffers;
import dev.atelier.app.models.choice.PlaceModels;
import dev.atelier.app.observe.Observed;
import dev.atelier.app.observe.Scope;
import dev.atelier.app.observe.State;
import dev.atelier.app.observe.Tasks;
import dev.atelier.app.observe.Value;
import dev.atelier.app.prompt.PromptEditor;
import dev.atelier.app.prompt.PromptHistory;
import dev.atelier.app.prompt.TokenCounter;
import dev.atelier.app.settings.Settings;
import dev.atelier.app.settings.StudioSettings;
import dev.atelier.app.shell.Command;
import dev.atelier.app.shell.Commands;
import dev.atelier.app.styles.Style;
import dev.atelier.app.styles.editor.StylesRow;
import dev.atelier.app.styles.editor.StylesView;
import dev.atelier.app.ui.Buttons;
import dev.atelier.app.ui.ItemRenderer;
import dev.atelier.app.ui.Label;
import dev.atelier.app.ui.Messages;
import dev.atelier.app.ui.NumberField;
import dev.atelier.app.ui.NumberField.Limits;
import dev.atelier.app.ui.NumberSlider;
import dev.atelier.app.ui.NumberSlider.Range;
import dev.atelier.app.ui.ScrollColumn;
import dev.atelier.app.ui.Section;
import dev.atelier.app.ui.Terms;
import dev.atelier.app.ui.ThemedPanel;
import dev.atelier.app.ui.Typed;
import dev.atelier.app.ui.popover.Help;
import dev.atelier.recipe.Batch;
import dev.atelier.recipe.Mode;
import dev.atelier.recipe.ModelRef;
import dev.atelier.recipe.Recipe;
import dev.atelier.recipe.SamplerId;
import dev.atelier.recipe.ScheduleId;
import dev.atelier.recipe.Seed;
import java.awt.event.FocusAdapter;
import java.awt.event.FocusEvent;
import java.math.BigInteger;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import java.util.function.Consumer;
import java.util.function.Function;
import java.util.function.Predicate;
import java.util.function.Supplier;
import javax.swing.DefaultComboBoxModel;
import javax.swing.JComboBox;
import javax.swing.JComponent;
import javax.swing.JTextField;
import javax.swing.TransferHandler;
import javax.swing.text.JTextComponent;
import org.jspecify.annotations.Nullable;

/// The recipe as a form: one row a field, in the order of A1111.
final class RecipeColumn {
    /// The names of the fields, wide enough for each of them in each language, and the fields.
    static final String COLUMNS = "[96!,fill]8[grow,fill]";

    private static final Predicate<String> AUTOMATIC = Recipe.AUTOMATIC_VAE::equals;

    private final Messages messages = Messages.of(RecipeColumn.class);
    private final ThemedPanel form = ThemedPanel.clear("insets 4 16 16 0,wrap 2", COLUMNS, "");
    private final DraftModel draft;
    private final Commands commands;
    private final FormFields fields;
    private final Settings settings;
    private final FieldMarks marks;
    private final PlaceModels models;
    private final ControlCards controls;
    private Runnable openControls = () -> {};
    private JComponent first = form;
    private JComponent plus = form;
    private final List<Section> folded;
    private @Nullable Section loraSection;

    /// What prompts need while they are typed.
    record Typing(
            TokenCounter counter,
            PromptHistory history,
            StylesView.Models words,
            TransferHandler files,
            ImageRows.Source source,
            Loras loras,
            Function<Typed.Fields, ControlParts> controls,
            PlaceLimits limits) {}

    /// What its LoRAs are made of.
    record Loras(LoraParts parts, Consumer<ModelRow> use, Consumer<TagKey> replace, Tasks tasks) {}

    RecipeColumn(
            DraftModel draft,
            ModelOffers offers,
            Commands commands,
            Settings settings,
            Typing typing) {
        models = new PlaceModels(offers);
        this.draft = draft;
        this.commands = commands;
        this.settings = settings;
        fields = new FormFields(form);
        marks = new FieldMarks();
        prompt("prompt", 124, draft.field("prompt", Recipe::prompt, Recipe::withPrompt), typing);
        prompt(
                "negative",
                64,
                draft.field("negative", Recipe::negativePrompt, Recipe::withNegativePrompt),
                typing);
        row("styles", styles(typing));
        row("model", model());
        row("vae", vae());
        row("size", new SizeRow(draft, models.checkpoints(), commands, this).component());
        row("sampler", sampler());
        row(
                "steps",
                slider(
                        "steps",
                        new Range(1, 60, 1, 20),
                        new Limits(1, 10_000, 1, true),
                        draft.field(
                                "steps",
                                r -> (double) r.sampling().steps(),
                                (r, v) -> r.withSampling(r.sampling().withSteps(v.intValue())))));
        row(
                "cfg",
                slider(
                        "cfg",
                        new Range(1, 20, 0.5, 7),
                        new Limits(0, 100, 0.5, false),
                        draft.field(
                                "cfg",
                                r -> r.sampling().cfgScale(),
                                (r, v) -> r.withSampling(r.sampling().withCfgScale(v)))));
        row("seed", seed());
        row("batch", batch());
        loras(typing.loras);
        controls = controls(typing.controls.apply(fields));
        var image = later("image", () -> new ImageRows(draft, this, typing.source).component());
        draft.recipe().bind(r -> image.state(messages.text("mode." + kind(r.mode()))));
        folded =
                List.of(
                        image,
                        later("variation", () -> new VariationRows(draft, this).component()),
                        later("hires", () -> new HiresRows(draft, this).component()),
                        later("advanced", () -> new AdvancedRows(draft, this).component()));
        form.afterFirstPaint(this::complete);
        typing.limits.found().bind(marks::show);
    }

    /// Makes the rows of the folded sections. The window opens without them.
    void complete() {
        folded.forEach(Section::fill);
    }

    JComponent component() {
        return ScrollColumn.of(form);
    }

    /// Puts the caret where one begins, and types there: in place of the prompt that came with the
    /// program, behind any other.
    void focus(String typed) {
        first.requestFocusInWindow();
        if (first instanceof JTextComponent area && !typed.isEmpty()) {
            if (area.getText().equals(CreateFeature.SAMPLE)) {
                area.selectAll();
            }
            area.replaceSelection(typed);
        }
    }

    /// @param before is done first
    void bindUndo(Runnable before) {
        commands.bind(
                Command.UNDO,
                canUndo(),
                () -> {
                    before.run();
                    undo();
                });
        commands.bind(Command.REDO, draft.history().canRedo(), draft.history()::redo);
    }

    /// Whether there is anything to undo, be it only what a field holds and cannot be used.
    private State canUndo() {
        return draft.history().canUndo().or(fields.areWrong());
    }

    /// First takes back what was typed last and cannot be used: it is in no step of the history.
    private void undo() {
        if (!fields.takeBackWrong()) {
            draft.history().undo();
        }
    }

    Messages messages() {
        return messages;
    }

    private void prompt(String key, int height, Value<String> text, Typing typing) {
        var count = Label.small("0/75");
        var editor =
                new PromptEditor(messages.text("field." + key), text, typing.words.names().known());
        typing.counter.follow(
                text,
                tokens -> {
                    count.setText(tokens.shown());
                    count.color(tokens.nearEdge() ? "warn" : "text.tertiary");
                    editor.edges(tokens.edges());
                });
        editor.area().setName(key);
        editor.dropping(typing.files);
        var history = draft.history();
        editor.undoing(canUndo(), this::undo, history.canRedo(), history::redo);
        Runnable refresh = typing.words.names()::refresh;
        editor.completing(refresh, this::apply);
        editor.onFocus(refresh);
        if (key.equals("prompt")) {
            editor.remembering(typing.history);
            first = editor.area();
        }
        var head = ThemedPanel.clear("", "[0::]push[]", "[28!]");
        var sentence = messages.text("field." + key + ".help");
        var help = new Help(messages.text("field." + key), sentence, editor.component());
        head.add(help.component(), "wmin 0");
        count.setName(key + "-count");
        head.add(count);
        marks.add(key, help);
        form.add(head, "span,growx");
        form.add(editor.component(), "span,growx,h " + height + "::,gapbottom 8");
    }

    private JComponent styles(Typing typing) {
        var draft = new StylesRow.Draft(this.draft.recipe(), change -> this.draft.edit("", change));
        Runnable edit = () -> commands.perform(Command.EDIT_STYLES);
        return new StylesRow(typing.words.styles(), draft, edit).component();
    }

    private void apply(Style style) {
        draft.edit(
                "",
                r ->
                        r.withPrompt(style.applied(r.prompt()))
                                .withNegativePrompt(style.appliedNegative(r.negativePrompt())));
    }

    /// A row of the main form.
    private void row(String key, JComponent control) {
        row(form, key, control);
    }

    /// A label with its sentence of help, and a control.
    void row(ThemedPanel target, String key, JComponent control) {
        var sentence = messages.text("field." + key + ".help");
        var help = new Help(messages.text("field." + key), sentence, control);
        if (control.getToolTipText() == null) {
            control.setToolTipText(sentence);
        }
        marks.add(key, control, sentence);
        target.add(help.component(), "h 28!,growx,wmin 0,gapbottom 4");
        target.add(control, "h 28!,wmin 0,growx,gapbottom 4");
    }

    private void loras(Loras loras) {
        var parts = loras.parts;
        var verbs = new LoraCards.Verbs(loras.replace, loras.use, parts.open());
        var cards =
                new LoraCards(
                        new LoraCards.Dependencies(
                                draft,
                                parts.models(),
                                parts.covers(),
                                parts.recent(),
                                fields,
                                verbs,
                                loras.tasks));
        var section = section("lora", cards.component(), "");
        var add = Buttons.icon(commands.action(Command.ADD_LORA));
        add.setName("add-lora");
        section.action(add);
        cards.count(section);
        plus = add;
        loraSection = section;
    }

    /// Where the list of LoRAs opens from, in sight.
    JComponent plus() {
        if (loraSection != null) {
            loraSection.open();
        }
        return plus;
    }

    private ControlCards controls(ControlParts parts) {
        var cards = new ControlCards(parts);
        var section = section("control", cards.component(), "");
        var add =
                Buttons.icon(
                        "plus",
                        messages.text("control.add"),
                        () -> {
                            section.open();
                            cards.add();
                        });
        add.setName("control-add");
        section.action(add);
        cards.count(section);
        openControls = section::open;
        return cards;
    }

    /// Adds a ControlNet unit that follows a picture.
    void control(Path picture) {
        openControls.run();
        controls.add(picture);
    }

    private Section later(String key, Supplier<JComponent> rows) {
        var body = ThemedPanel.clear("", "[grow,fill]", "");
        var section = section(key, body, "");
        var scope = Scope.within();
        section.fillLater(() -> {
            body.add(scope.build(rows), "growx,wmin 0");
            body.revalidate();
        });
        return section;
    }

    private Section section(String key, JComponent body, String state) {
        var section =
                new Section(
                        messages.text("section." + key),
                        body,
                        settings.get(StudioSettings.SECTION_OPEN.of(key)),
                        open -> settings.put(StudioSettings.SECTION_OPEN.of(key), open));
        section.state(state);
        section.name("section-" + key);
        fields.add(section);
        marks.add("section-" + key, section);
        form.add(section.header(), "span,growx");
        form.add(body, "span,growx,wmin 0");
        return section;
    }

    private static String kind(Mode mode) {
        return switch (mode) {
            case Mode.TextToImage() -> "none";
            case Mode.ImageToImage _ -> "picture";
            case Mode.Inpaint _ -> "mask";
        };
    }

    JComponent slider(String key, Range range, Limits legal, Value<Double> value) {
        var name = messages.text("field." + key);
        var slider = new NumberSlider(name, range, field(key, legal, value), value);
        slider.name(key + "-slider");
        slider.follow(value);
        return slider.component();
    }

    JComponent number(String key, Limits legal, Value<Double> value) {
        var field = field(key, legal, value);
        value.bind(field::show);
        return explained(key, field);
    }

    /// A seed, which has more digits than other numbers.
    JComponent seed(String key, Value<BigInteger> value) {
        var legal = Limits.whole(Seed.RANDOM, Seed.MAX);
        var field = NumberField.whole(messages.text("field." + key), legal, value::set);
        value.bind(field::show);
        return explained(key, kept(key, field));
    }

    private JComponent explained(String key, NumberField field) {
        field.tip(messages.text("field." + key + ".help"));
        Help.on(field.component(), messages.text("field." + key + ".help"));
        return field.component();
    }

    private NumberField field(String key, Limits legal, Value<Double> value) {
        return kept(key, new NumberField(messages.text("field." + key), legal, value::set));
    }

    private NumberField kept(String key, NumberField field) {
        field.component().setName(key);
        fields.add(field);
        return field;
    }

    /// The numbers that are typed, for who uses the recipe.
    FormFields fields() {
        return fields;
    }

    /// A short text that follows a value.
    ///
    /// @param empty what no text means
    JComponent line(String key, String empty, Value<String> value) {
        var field = new JTextField();
        field.setName(key);
        field.putClientProperty("JTextField.placeholderText", empty);
        field.getAccessibleContext().setAccessibleName(messages.text("field." + key));
        Help.on(field, messages.text("field." + key + ".help"));
        value.bind(text -> {
            if (!field.getText().equals(text)) {
                field.setText(text);
            }
        });
        Runnable read = () -> value.set(field.getText());
        field.addActionListener(event -> read.run());
        field.addFocusListener(
                new FocusAdapter() {
                    @Override
                    public void focusLost(FocusEvent event) {
                        read.run();
                    }
                });
        return field;
    }

    /// What the chosen place offers.
    PlaceModels models() {
        return models;
    }

    /// A choice that follows a value.
    <T> JComboBox<T> choice(String key, List<T> all, Function<T, String> words, Value<T> value) {
        return choice(key, Value.of(all), words, value);
    }

    /// The same of a list that changes.
    <T> JComboBox<T> choice(
            String key, Observed<List<T>> all, Function<T, String> words, Value<T> value) {
        var combo = new JComboBox<T>(new DefaultComboBoxModel<>());
        all.bind(now -> fill(combo, now, value.get()));
        combo.getAccessibleContext().setAccessibleName(messages.text("field." + key));
        combo.setName(key);
        combo.setRenderer(rendered(words));
        combo.setMaximumRowCount(20);
        var sentence = messages.text("field." + key + ".help");
        Help.on(combo, sentence);
        marks.add(key, combo, sentence);
        value.bind(now -> select(combo, all.get(), now));
        combo.addActionListener(event -> {
            var chosen = combo.getItemAt(combo.getSelectedIndex());
            if (chosen != null) {
                value.set(chosen);
            }
        });
        return combo;
    }

    /// The new list already has the value chosen, so that nothing is taken for a choice by hand.
    private static <T> void fill(JComboBox<T> combo, List<T> all, T now) {
        var list = new DefaultComboBoxModel<T>();
        list.addAll(all);
        if (!all.contains(now)) {
            list.addElement(now);
        }
        list.setSelectedItem(now);
        combo.setModel(list);
    }

    /// A recipe of another program may name what is not offered: it is shown at the end, as long as
    /// it is chosen.
    private static <T> void select(JComboBox<T> combo, List<T> all, T now) {
        int extra = all.size();
        boolean shown = combo.getItemCount() > extra && combo.getItemAt(extra).equals(now);
        if (!all.contains(now) && !shown) {
            combo.addItem(now);
        }
        combo.setSelectedItem(now);
        while (combo.getItemCount() > extra && !combo.getItemAt(extra).equals(now)) {
            combo.removeItemAt(extra);
        }
    }

    private static <T> ItemRenderer<T> rendered(Function<T, String> words) {
        return new ItemRenderer<>(it -> Terms.of(words.apply(it)));
    }

    private JComponent model() {
        var name = draft.recipe().map(r -> r.model().map(ModelRef::name).orElse("starter"));
        var box =
                new ModelBox(
                        messages.text("model.missing"),
                        chosen ->
                                draft.edit(
                                        "",
                                        recipe ->
                                                chosen.chosenFor(
                                                        recipe, models.checkpoints().get())));
        box.getAccessibleContext().setAccessibleName(messages.text("field.model"));
        box.setName("model");
        box.follow(models.checkpoints(), models.listed(name, models.checkpoints()), models.read());
        return box;
    }

    /// Automatic is what an empty recipe means.
    private JComponent vae() {
        var name = draft.recipe().map(r -> r.vae().orElse(Recipe.AUTOMATIC_VAE));
        var box =
                new ModelBox(
                        messages.text("model.missing"),
                        chosen ->
                                draft.edit(
                                        "",
                                        r ->
                                                r.withVae(
                                                        Optional.of(chosen.name())
                                                                .filter(AUTOMATIC.negate()))));
        box.getAccessibleContext().setAccessibleName(messages.text("field.vae"));
        box.setName("vae");
        box.follow(models.vaes(), models.listed(name, models.vaes()), models.read());
        return box;
    }

    private JComponent sampler() {
        var row = ThemedPanel.clear("", "[grow 58,fill]4[grow 42,fill]", "[28!]");
        row.add(
                choice(
                        "sampler",
                        models.samplers(),
                        SamplerId::label,
                        draft.field(
                                "sampler",
                                r -> r.sampling().sampler(),
                                (r, v) -> r.withSampling(r.sampling().withSampler(v)))),
                "wmin 0,h 28!");
        row.add(
                choice(
                        "schedule",
                        models.schedules(),
                        ScheduleId::label,
                        draft.field(
                                "schedule",
                                r -> r.sampling().schedule(),
                                (r, v) -> r.withSampling(r.sampling().withSchedule(v)))),
                "wmin 0,h 28!");
        return row;
    }

    private JComponent seed() {
        var value =
                draft.field(
                        "seed", r -> r.seed().value(), (r, v) -> r.withSeed(r.seed().withValue(v)));
        var row = ThemedPanel.clear("", "[grow,fill]4[28!]4[28!]", "[28!]");
        row.add(seed("seed", value), "h 28!,wmin 0");
        row.add(Buttons.icon(commands.action(Command.NEW_SEED)), "h 28!");
        row.add(Buttons.icon(commands.action(Command.LAST_SEED)), "h 28!");
        return row;
    }

    private JComponent batch() {
        var rounds =
                draft.field(
                        "rounds",
                        r -> (double) r.batch().count(),
                        (r, v) -> r.withBatch(new Batch(r.batch().size(), v.intValue())));
        var atOnce =
                draft.field(
                        "at-once",
                        r -> (double) r.batch().size(),
                        (r, v) -> r.withBatch(new Batch(v.intValue(), r.batch().count())));
        var row = ThemedPanel.clear("gap 6", "[56!][][56!][grow]", "[28!]");
        row.add(number("rounds", new Limits(1, 10_000, 1, true), rounds), "h 28!,wmin 0");
        var times = Label.small("");
        draft.recipe()
                .map(r -> r.batch().count() == 1 ? "batch.rounds.one" : "batch.rounds")
                .bind(key -> times.setText(messages.text(key)));
        row.add(times);
        row.add(number("at-once", new Limits(1, 64, 1, true), atOnce), "h 28!,wmin 0");
        var total = Label.small("");
        draft.recipe().bind(r -> total.setText(messages.text("batch.total", r.batch().total())));
        row.add(total, "wmin 0");
        return row;
    }
}

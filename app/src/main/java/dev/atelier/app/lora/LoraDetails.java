package dev.atelier.app.lora;

import dev.atelier.app.engine.ModelKind;
import dev.atelier.app.models.FileActions;
import dev.atelier.app.models.LoraStart;
import dev.atelier.app.models.ModelRow;
import dev.atelier.app.models.ModelsView;
import dev.atelier.app.models.cover.Cover;
import dev.atelier.app.ui.Buttons;
import dev.atelier.app.ui.ChipRows;
import dev.atelier.app.ui.Icons;
import dev.atelier.app.ui.Label;
import dev.atelier.app.ui.Messages;
import dev.atelier.app.ui.NamedAction;
import dev.atelier.app.ui.NumberField;
import dev.atelier.app.ui.NumberSlider;
import dev.atelier.app.ui.ScrollColumn;
import dev.atelier.app.ui.TextStyle;
import dev.atelier.app.ui.ThemedPanel;
import dev.atelier.app.ui.popover.Sentence;
import java.util.List;
import java.util.Optional;
import java.util.function.Consumer;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import javax.swing.JButton;
import javax.swing.JComponent;
import javax.swing.JLabel;

/// What is known about the chosen LoRA, at which weight to add it, and what it did to the user's
/// own pictures.
final class LoraDetails {
    private static final int INSIDE = 264;
    private static final int WORDS = 16;
    private static final int PICTURES = 3;

    private final Messages messages = Messages.of(LoraDetails.class);
    private final PickerModel model;
    private final LoraPicker.Dependencies context;
    private final ThemedPanel panel =
            ThemedPanel.ground(
                    "bg.window", "insets 14 16 14 8,wrap 1", "[grow,fill]", "[grow,fill]8[]");
    private final ThemedPanel facts = ThemedPanel.clear("wrap 1", "[" + INSIDE + "!,fill]", "");
    private final Label name = new Label("", TextStyle.HEADING, "text");
    private final Label family = new Label("", TextStyle.PILL, "text.secondary");
    private final ThemedPanel pill = ThemedPanel.block("bg.well", 10, "insets 0 8 0 8", "[]");
    private final Label file = Label.small("");
    private final ThemedPanel problem = ThemedPanel.clear("wrap 1,gap 0 6", "[grow,fill]", "");
    private final Cover cover;
    private final WeightStrip strip;
    private final NumberField field;
    private final Label inWords = Label.small("");
    private final ThemedPanel words = ThemedPanel.clear("wrap 1", "[grow,fill]", "");
    private final ThemedPanel pictures = ThemedPanel.clear("wrap 1", "[grow,fill]", "");
    private final JButton add;
    private String shown = "";

    /// @param action adds the chosen one; receives whether to stay open
    LoraDetails(PickerModel model, LoraPicker.Dependencies context, Consumer<Boolean> action) {
        this.model = model;
        this.context = context;
        cover = new Cover(context.tasks(), INSIDE, ModelKind.LORA.icon());
        strip = new WeightStrip(model, context);
        var title = messages.text("card.weight");
        field = new NumberField(title, new NumberField.Limits(-10, 10, 0.05, false), this::weigh);
        add = Buttons.primary(new NamedAction("", () -> action.accept(false)));
        add.setName("lora-add");
        pill.add(family, "h 20!");
        fill();
        panel.setName("lora-facts");
        panel.setFocusable(true);
        var scroll = ScrollColumn.of(facts);
        scroll.getVerticalScrollBar()
                .putClientProperty("FlatLaf.style", "track: $Atelier.bg.window");
        panel.add(scroll, "hmin 0,wmin 0");
        panel.add(add, "h 32!,gapright 8");
        model.weight().onChange(now -> weights());
    }

    JComponent component() {
        return panel;
    }

    private void fill() {
        facts.add(cover, "h 148!");
        var head = ThemedPanel.clear("", "[grow,fill]8[]", "[24!]");
        head.add(name, "wmin 0");
        head.add(pill, "h 20!");
        facts.add(head, "gaptop 10,wmin 0");
        facts.add(file, "wmin 0");
        facts.add(problem, "gaptop 8");
        facts.add(Label.strong(messages.text("card.weight")), "gaptop 14,h 24!");
        var slider =
                new NumberSlider(
                        messages.text("card.weight"),
                        new NumberSlider.Range(0, 1.5, 0.05, PickerModel.WEIGHT),
                        field,
                        model.weight());
        field.component().setName("lora-new-weight");
        field.tip(messages.text("card.weight.help"));
        slider.name("lora-new-weight-slider");
        slider.follow(model.weight());
        facts.add(slider.component(), "wmin 0");
        facts.add(strip.component(), "gaptop 6,wmin 0");
        facts.add(words, "gaptop 14,wmin 0");
        facts.add(pictures, "gaptop 12,wmin 0");
    }

    private void weigh(double weight) {
        model.weight().set(weight);
    }

    private void weights() {
        add.setText(verb());
        strip.show();
    }

    /// What the button does, in words.
    String verb() {
        var weight = PromptLora.number(model.weight().get());
        boolean in = model.inPrompt(model.offer()).isPresent();
        boolean instead = model.replaced().isPresent();
        var key = in ? "picker.set" : instead ? "picker.replace" : "picker.add.at";
        return messages.text(key, weight);
    }

    /// Shows the chosen one as it is now.
    void show() {
        var offer = model.offer();
        boolean usable = offer.filter(it -> it.fit().usable()).isPresent();
        add.setEnabled(usable);
        facts.setVisible(offer.isPresent());
        offer.ifPresent(this::show);
        weights();
        panel.revalidate();
        panel.repaint();
    }

    private void show(LoraOffer offer) {
        var row = offer.row();
        cover.show(context.loras().covers().of(offer));
        name.setText(offer.name());
        name.setToolTipText(offer.isHere() ? row.file().toString() : offer.name());
        family.setText(row.briefFamily());
        pill.setVisible(!row.family().isEmpty());
        file.setText(offer.isHere() ? facts(row) : messages.text("details.there"));
        file.setToolTipText(row.facts().hash());
        problem(offer);
        var now = PickerModel.id(offer);
        if (!now.equals(shown)) {
            shown = now;
            words(row);
        }
        mark();
        pictures(offer);
    }

    private String facts(ModelRow row) {
        var lora = row.facts().lora();
        var kind = lora.flatMap(it -> it.kinds().stream().findFirst()).orElse("");
        var ranks = lora.map(ModelRow.Lora::ranks).orElse(List.of());
        var rank =
                ranks.isEmpty()
                        ? ""
                        : messages.text(
                                "details.rank",
                                ranks.size() == 1
                                        ? ranks.getFirst().toString()
                                        : ranks.getFirst() + "–" + ranks.getLast());
        return Stream.of(FileActions.size(row.sizeBytes()), rank, kind.equals("LoRA") ? "" : kind)
                .filter(it -> !it.isEmpty())
                .collect(Collectors.joining(" · "));
    }

    private void problem(LoraOffer offer) {
        problem.removeAll();
        var reason = LoraWords.reason(offer);
        problem.setVisible(!reason.isEmpty());
        if (reason.isEmpty()) {
            return;
        }
        var line = ThemedPanel.clear("", "[16!]6[grow,fill]", "");
        line.add(new JLabel(Icons.of("warning", 16, "warn")), "aligny top,gaptop 2");
        var base = context.loras().models().base();
        var model = base.map(ModelRow::name).orElse("");
        var now = base.map(ModelRow::briefFamily).orElse("");
        var sentence =
                new Sentence(
                        switch (offer.fit()) {
                            case BROKEN -> ModelsView.problem(offer.row());
                            case NOT_THERE -> reason;
                            case OTHER_MODEL -> messages.text("details.unfit.model", model);
                            default -> messages.text("details.unfit", reason, model, now);
                        },
                        INSIDE - 24);
        sentence.color("warn");
        line.add(sentence);
        problem.add(line);
        context.loras()
                .models()
                .checkpointFor(offer, context.loras().recent().get())
                .filter(other -> offer.row().sound() && offer.fit() != LoraOffer.Fit.NOT_THERE)
                .ifPresent(other -> problem.add(switcher(other), "h 28!"));
    }

    private JButton switcher(ModelRow other) {
        var button =
                Buttons.secondary(
                        messages.text("details.switch", other.name()),
                        () -> context.use().accept(other));
        button.setName("lora-switch-model");
        button.setToolTipText(other.name());
        return button;
    }

    private void words(ModelRow row) {
        words.removeAll();
        var head = ThemedPanel.clear("", "[]push[]", "[24!]");
        head.add(Label.strong(messages.text("details.words")));
        head.add(inWords);
        words.add(head);
        var own = row.start();
        boolean none = row.words().isEmpty();
        inWords.setText(none ? "" : messages.text("details.words.click"));
        if (none) {
            words.add(Label.small(messages.text("details.words.none")), "wmin 0");
            adds(own);
            return;
        }
        var chips = new ChipRows(4, INSIDE);
        var first = row.words().stream().limit(WORDS).toList();
        LoraWords.fill(chips, first, context.draft(), "lora-new-word");
        words.add(chips, "gaptop 4");
        var from = own.words().isEmpty() ? "details.words.from" : "details.words.own";
        words.add(Label.small(messages.text(from)), "gaptop 4,wmin 0");
        adds(own);
    }

    /// What goes into the prompt with it.
    private void adds(LoraStart own) {
        if (!own.adds().isEmpty()) {
            words.add(
                    new Sentence(messages.text("details.words.adds", own.adds()), INSIDE),
                    "gaptop 4");
        }
    }

    private void mark() {
        var prompt = context.draft().recipe().get().prompt();
        for (var part : words.getComponents()) {
            if (part instanceof ChipRows chips) {
                LoraWords.mark(chips, prompt);
            }
        }
    }

    private void pictures(LoraOffer offer) {
        pictures.removeAll();
        var made = context.loras().covers().uses(offer).pictures();
        var head = ThemedPanel.clear("", "[]push[]", "[24!]");
        head.add(Label.strong(messages.text("details.pictures")));
        head.add(Label.small(made.isEmpty() ? "" : Integer.toString(made.size())));
        pictures.add(head);
        if (made.isEmpty()) {
            pictures.add(Label.small(messages.text("details.pictures.none")), "wmin 0");
            return;
        }
        var row =
                ThemedPanel.clear(
                        "", "[grow,fill,sg y]4[grow,fill,sg y]4[grow,fill,sg y]", "[58!]");
        made.stream()
                .limit(PICTURES)
                .forEach(picture -> {
                    var small = new Cover(context.tasks(), 88, "image");
                    small.show(Optional.of(picture));
                    row.add(small, "h 58!,wmin 0");
                });
        for (int i = made.size(); i < PICTURES; i++) {
            row.add(new JLabel());
        }
        pictures.add(row, "gaptop 4");
    }

    /// Ends what it draws.
    void close() {
        strip.close();
    }
}

package dev.atelier.app.lora;

import dev.atelier.app.engine.ModelKind;
import dev.atelier.app.models.ModelRow;
import dev.atelier.app.models.cover.Cover;
import dev.atelier.app.observe.Value;
import dev.atelier.app.ui.Buttons;
import dev.atelier.app.ui.Card;
import dev.atelier.app.ui.ChipRows;
import dev.atelier.app.ui.Icons;
import dev.atelier.app.ui.Label;
import dev.atelier.app.ui.Messages;
import dev.atelier.app.ui.Needed;
import dev.atelier.app.ui.NumberField;
import dev.atelier.app.ui.NumberSlider;
import dev.atelier.app.ui.Switch;
import dev.atelier.app.ui.TextStyle;
import dev.atelier.app.ui.ThemedPanel;
import dev.atelier.recipe.prompt.BlockWeights;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import javax.swing.JButton;
import javax.swing.JComponent;
import javax.swing.JLabel;
import javax.swing.JMenuItem;
import javax.swing.JPopupMenu;

/// One LoRA of the prompt as a card. It and the tag are one thing: what is set here is written into
/// the prompt, and what is written there shows here.
final class LoraCard {
    private static final NumberField.Limits LEGAL = new NumberField.Limits(-10, 10, 0.05, false);
    private static final NumberSlider.Range RANGE = new NumberSlider.Range(0, 1.5, 0.05, 1);
    private static final int WORDS = 12;

    private final Messages messages = Messages.of(LoraCard.class);
    private final TagKey key;
    private final LoraCards.Dependencies context;
    private final String suffix;
    private final Label name = new Label("", TextStyle.LABEL, "text");
    private final Switch state = new Switch(messages.text("card.on"));
    private final JButton more;
    private final Cover cover;
    private final Value<Double> weight = Value.of(1.0);
    private final Value<Double> text = Value.of(1.0);
    private final Value<Double> image = Value.of(1.0);
    private final List<NumberField> numbers = new ArrayList<>();
    private final Needed needed;
    private final JComponent slider;
    private final ThemedPanel sliders =
            ThemedPanel.clear("wrap 2,gap 0 4", "[pref!]8[grow,fill]", "");
    private final ThemedPanel problem = ThemedPanel.clear("gap 4", "[14!][grow,fill]4[]", "[26!]");
    private final Label problemLine = Label.small("");
    private final JLabel sign = new JLabel();
    private final JButton remedy;
    private final ChipRows chips = new ChipRows(1, 0);
    private final Label blocks = Label.small("");
    private final JButton split;
    private final Card card;
    private JComponent two = sliders;
    private JComponent foot = sliders;
    private Runnable way = () -> {};
    private List<String> words = List.of();
    private boolean open;
    private boolean showing;

    /// @param at its place among the cards, from 0
    LoraCard(TagKey key, int at, LoraCards.Dependencies context) {
        this.key = key;
        this.context = context;
        suffix = at == 0 ? "" : "-" + (at + 1);
        cover = new Cover(context.tasks(), 48, ModelKind.LORA.icon());
        more = Buttons.icon("more", messages.text("card.more"), this::menu);
        slider = slider("weight", weight);
        split = Buttons.quiet(messages.text("card.split"), this::splits);
        remedy = Buttons.secondary("", () -> way.run());
        needed = new Needed(remedy, this::refused);
        card =
                new Card(
                        new Card.Head(ThemedPanel.clear("", "", ""), name, state, more),
                        cover,
                        slider);
        fill();
        bind();
    }

    JComponent component() {
        return card.component();
    }

    TagKey key() {
        return key;
    }

    private void fill() {
        state.setName("lora-on" + suffix);
        more.setName("lora-more" + suffix);
        split.setName("lora-split" + suffix);
        remedy.setName("lora-remedy" + suffix);
        context.fields().add(needed);
        split.setFont(TextStyle.SMALL.font(split.getText()));
        sliders.add(Label.field(messages.text("card.text")));
        sliders.add(slider("text", text), "wmin 0");
        sliders.add(Label.field(messages.text("card.image")));
        sliders.add(slider("image", image), "wmin 0");
        problem.add(sign);
        problem.add(problemLine, "wmin 0");
        problem.add(remedy, "h 24!");
        foot = ThemedPanel.clear("", "[grow,fill]4[]", "[26!]");
        foot.add(chips, "wmin 0,h 24!");
        foot.add(split, "h 26!");
        two = card.dimmedRow(sliders, "gaptop 4");
        blocks.setName("lora-blocks" + suffix);
        card.row(blocks, "gaptop 2,h 20!");
        card.row(problem, "gaptop 4");
        card.row(foot, "gaptop 4,h 26!");
    }

    private JComponent slider(String part, Value<Double> value) {
        var title = messages.text("card." + part);
        var field = new NumberField(title, LEGAL, value::set);
        field.component().setName("lora-" + part + suffix);
        field.tip(messages.text("card." + part + ".help"));
        numbers.add(field);
        context.fields().add(field);
        var slide = new NumberSlider(title, RANGE, field, value);
        slide.name("lora-" + part + "-slider" + suffix);
        slide.follow(value);
        return slide.component();
    }

    private void bind() {
        state.addActionListener(event ->
                edit(
                        "",
                        (it, prompt) ->
                                state.isSelected() ? on(it, prompt) : it.switched(prompt, false)));
        weight.onChange(now -> edit("weight", (it, prompt) -> it.weighted(prompt, now, now)));
        text.onChange(now -> edit("text", (it, prompt) -> it.weighted(prompt, now, it.unet())));
        image.onChange(now -> edit("image", (it, prompt) -> it.weighted(prompt, it.text(), now)));
    }

    /// Back in its place among the cards.
    private String on(PromptLora lora, String prompt) {
        var all = context.verbs().order().get();
        int at = Math.max(0, all.indexOf(key));
        return lora.switchedOn(prompt, all.subList(0, at).reversed(), all.subList(at, all.size()));
    }

    private interface Change {
        String of(PromptLora lora, String prompt);
    }

    private void edit(String part, Change change) {
        if (showing) {
            return;
        }
        var field = part.isEmpty() ? "" : "lora " + part + " " + key;
        context.draft()
                .editPrompt(
                        field,
                        prompt -> key.in(prompt).map(it -> change.of(it, prompt)).orElse(prompt));
    }

    /// Shows what the tag says, and what is known about its file.
    void show(PromptLora lora, Optional<LoraOffer> offer) {
        showing = true;
        name.setText(lora.name());
        name.setToolTipText(lora.name());
        state.setSelected(lora.on());
        weight.set(lora.unet());
        text.set(lora.text());
        image.set(lora.unet());
        boolean apart = open || lora.split();
        two.setVisible(apart);
        slider.setVisible(!apart);
        split.setIcon(Icons.of(apart ? "chevron-down" : "chevron-right", 14, "text.tertiary"));
        split.setText(messages.text(apart ? "card.joined" : "card.split"));
        card.on(lora.on());
        showing = false;
        problem(lora, offer);
        words(offer);
        foot.setVisible(!problem.isVisible() || !words.isEmpty());
        var prompt = context.draft().recipe().get().prompt();
        blocks(lora.blocks(prompt), lora.unread(prompt));
        cover.show(offer.flatMap(context.covers()::of));
        card.component().getAccessibleContext().setAccessibleName("LoRA " + lora.name());
    }

    private void blocks(String weights, List<String> unread) {
        boolean counts = BlockWeights.of(weights).isPresent();
        var idle = String.join(", ", unread);
        var words =
                unread.isEmpty()
                        ? messages.text("card.blocks", weights)
                        : counts
                                ? messages.text("card.blocks.both", weights, idle)
                                : messages.text("card.blocks.unread", idle);
        blocks.setText(words);
        blocks.setToolTipText(words + "\n" + messages.text("card.blocks.help"));
        blocks.color(unread.isEmpty() ? "text.tertiary" : "warn");
        blocks.setVisible(counts || !unread.isEmpty());
    }

    private void problem(PromptLora lora, Optional<LoraOffer> offer) {
        problem.setVisible(true);
        if (lora.tag().isEmpty()) {
            says("error", messages.text("card.number"), messages.text("card.number.way"));
            way = () -> edit("", (it, prompt) -> it.weighted(prompt, 1, 1));
        } else if (offer.isEmpty() && !context.models().read().get()) {
            problem.setVisible(false);
        } else if (offer.isEmpty()) {
            missing(lora);
        } else if (offer.get().fit().usable()) {
            if (remedy.isFocusOwner()) {
                state.requestFocusInWindow();
            }
            problem.setVisible(false);
        } else {
            unfit(offer.get());
        }
    }

    private void missing(PromptLora lora) {
        var near = context.models().nearest(lora.name());
        says(
                "error",
                messages.text("card.missing"),
                near.map(it -> messages.text("card.missing.near", it))
                        .orElse(messages.text("card.missing.way")));
        remedy.setToolTipText(messages.text("card.missing.help"));
        way =
                near.<Runnable>map(it -> () -> edit("", (tag, prompt) -> tag.renamed(prompt, it)))
                        .orElse(this::replace);
    }

    private void unfit(LoraOffer offer) {
        var other =
                offer.row().sound() && offer.fit() != LoraOffer.Fit.NOT_THERE
                        ? context.models().checkpointFor(offer, context.recent().get())
                        : Optional.<ModelRow>empty();
        says(
                "warn",
                LoraWords.reason(offer),
                other.map(row -> messages.text("card.switch", row.name()))
                        .orElse(messages.text("card.missing.way")));
        way =
                other.<Runnable>map(row -> () -> context.verbs().use().accept(row))
                        .orElse(this::replace);
    }

    private void replace() {
        context.verbs().replace().accept(key);
    }

    /// What a picture cannot be made with; a LoRA that is missing is left out.
    private String refused() {
        var prompt = context.draft().recipe().get().prompt();
        boolean counts = key.in(prompt).filter(PromptLora::on).isPresent();
        return context.models()
                .find(key.name())
                .filter(it -> counts && context.models().refuses(it))
                .map(it ->
                        messages.text(
                                it.row().sound() ? "card.refused" : "card.damaged", key.name()))
                .orElse("");
    }

    private void says(String token, String words, String button) {
        sign.setIcon(Icons.of(token.equals("error") ? "error" : "warning", 14, token));
        problemLine.setText(words);
        problemLine.setToolTipText(words);
        problemLine.color(token);
        remedy.setText(button);
        remedy.setToolTipText(button);
        remedy.setVisible(!button.isEmpty());
    }

    /// Those in the prompt first. The chips are made again only when the words are others.
    private void words(Optional<LoraOffer> offer) {
        var prompt = context.draft().recipe().get().prompt();
        var all = offer.map(it -> it.row().words()).orElse(List.of());
        var now =
                all.stream()
                        .limit(WORDS)
                        .sorted(Comparator.comparing(word -> !new PromptWord(word).isIn(prompt)))
                        .toList();
        if (!now.stream().sorted().toList().equals(words.stream().sorted().toList())) {
            words = now;
            chips.removeAll();
            LoraWords.fill(chips, now, context.draft(), "lora-word" + suffix);
            chips.revalidate();
        }
        LoraWords.mark(chips, prompt);
    }

    /// One weight takes the image's.
    private void splits() {
        var prompt = context.draft().recipe().get().prompt();
        boolean apart = open || key.in(prompt).filter(PromptLora::split).isPresent();
        open = !apart;
        if (apart) {
            edit("", (it, text) -> it.weighted(text, it.unet(), it.unet()));
        }
        context.verbs().refresh().run();
    }

    private void menu() {
        var menu = new JPopupMenu();
        var offer = context.models().find(key.name());
        var models = item("card.models", () -> offer.ifPresent(it -> context.verbs().show(it)));
        models.setEnabled(offer.filter(LoraOffer::isHere).isPresent());
        menu.add(models);
        menu.add(item("card.copy", this::copy));
        menu.addSeparator();
        menu.add(item("card.remove", () -> edit("", PromptLora::removed)));
        menu.show(more, 0, more.getHeight());
    }

    private JMenuItem item(String words, Runnable action) {
        var item = new JMenuItem(messages.text(words));
        item.setName(words);
        item.addActionListener(event -> action.run());
        return item;
    }

    private void copy() {
        var prompt = context.draft().recipe().get().prompt();
        key.in(prompt).ifPresent(it -> LoraWords.copy(prompt.substring(it.start(), it.end())));
    }

    /// Gives up its fields.
    void close() {
        numbers.forEach(context.fields()::remove);
        context.fields().remove(needed);
    }
}

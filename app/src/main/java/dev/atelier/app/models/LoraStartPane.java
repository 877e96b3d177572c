package dev.atelier.app.models;

import dev.atelier.app.ui.Buttons;
import dev.atelier.app.ui.ChipRows;
import dev.atelier.app.ui.Label;
import dev.atelier.app.ui.LineField;
import dev.atelier.app.ui.Messages;
import dev.atelier.app.ui.NumberField;
import dev.atelier.app.ui.TextStyle;
import dev.atelier.app.ui.ThemedPanel;
import dev.atelier.app.ui.Typed;
import java.util.List;
import java.util.Optional;
import java.util.function.Consumer;
import java.util.function.UnaryOperator;
import java.util.regex.Pattern;
import javax.swing.JButton;
import javax.swing.JComponent;
import javax.swing.JLabel;

/// The trigger words of one LoRA and how it starts, which the user may write down; in grey what its
/// file says. What is typed is kept at once.
final class LoraStartPane {
    private static final int WORDS = 12;

    /// What ends a word in a prompt: tags and comments.
    private static final Pattern NO_WORDS = Pattern.compile("[<>#]");

    private final Messages messages = Messages.of(LoraStartPane.class);
    private final ThemedPanel panel = ThemedPanel.clear("wrap 2", "[88!]8[grow,fill]", "");
    private final JLabel copies = Label.small(messages.text("about.words.copy"));
    private final ChipRows chips = new ChipRows(4, 312);
    private final FileActions actions;
    private final Consumer<UnaryOperator<LoraStart>> change;
    private final LineField words;
    private final NumberField weight;
    private final LineField adds;
    private final LineField base;
    private final JButton clear;
    private List<String> shown = List.of();
    private LoraStart kept = LoraStart.NONE;

    /// @param change keeps what is written down
    LoraStartPane(ModelRow lora, FileActions actions, Consumer<UnaryOperator<LoraStart>> change) {
        this.actions = actions;
        this.change = change;
        words =
                line(
                        "words",
                        this::refused,
                        text -> change.accept(it -> it.withWords(LoraStart.split(text))));
        adds = line("adds", this::refused, text -> change.accept(it -> it.withAdds(text)));
        base = line("base", text -> "", text -> change.accept(it -> it.withBase(text)));
        var written = lora.facts().lora().map(ModelRow.Lora::base).orElse("");
        var likely = written.isEmpty() ? lora.briefFamily() : written;
        if (!likely.isEmpty()) {
            base.placeholder(likely);
        }
        weight =
                new NumberField(
                        messages.text("start.weight"),
                        new NumberField.Limits(-LoraStart.MOST, LoraStart.MOST, 0.05, false),
                        now -> change.accept(it -> it.withWeight(Optional.of(now))));
        weight.component().setName("lora-start-weight");
        weight.tip(messages.text("start.weight.help"));
        clear = Buttons.link(messages.text("start.clear"), this::clear);
        clear.setName("lora-start-clear");
        clear.putClientProperty(
                "FlatLaf.style", "foreground: $Atelier.accent.text; toolbar.margin: 3,0,3,0");
        clear.setToolTipText(messages.text("start.clear.help"));
        weight.show(kept.startWeight());
        fill();
        show(lora);
    }

    JComponent component() {
        return panel;
    }

    private LineField line(String part, UnaryOperator<String> refusal, Consumer<String> keep) {
        var field =
                new LineField("lora-start-" + part, messages.text("start." + part), refusal, keep);
        field.tip(messages.text("start." + part + ".help"));
        field.placeholder(messages.text("none." + part));
        return field;
    }

    private String refused(String typed) {
        return NO_WORDS.matcher(typed).find() ? messages.text("start.refused") : "";
    }

    private void clear() {
        List.<Typed>of(words, weight, adds, base).forEach(Typed::takeBack);
        change.accept(it -> LoraStart.NONE);
        words.component().requestFocusInWindow();
    }

    private void fill() {
        var head = ThemedPanel.clear("", "[]push[]", "[28!]");
        head.add(Label.strong(messages.text("about.words")));
        head.add(copies);
        panel.add(head, "span,growx,gaptop 10");
        panel.add(chips, "span,gaptop 4,hidemode 3");
        row("words", words, 8);
        var start = ThemedPanel.clear("", "[]push[]", "[28!]");
        start.add(Label.strong(messages.text("about.start")));
        start.add(clear, "h 26!");
        panel.add(start, "span,growx,gaptop 12");
        row("weight", weight, 0);
        row("adds", adds, 4);
        row("base", base, 4);
    }

    private void row(String part, Typed field, int gap) {
        panel.add(Label.field(messages.text("start." + part)), "h 28!,gaptop " + gap);
        panel.add(
                field.component(),
                "h 28!,wmin 0,gaptop " + gap + (part.equals("weight") ? ",growx 0,w 72!" : ""));
    }

    /// Shows what is known now of the same file.
    void show(ModelRow lora) {
        var start = lora.start();
        words.show(String.join(", ", start.words()));
        if (!start.weight().equals(kept.weight())) {
            weight.show(start.startWeight());
        }
        kept = start;
        adds.show(start.adds());
        base.show(start.base());
        clear.setVisible(!start.equals(LoraStart.NONE));
        if (!shown.equals(lora.words())) {
            shown = lora.words();
            chips.removeAll();
            shown.stream().limit(WORDS).forEach(word -> chips.add(chip(word)));
        }
        chips.setVisible(!shown.isEmpty());
        copies.setVisible(!shown.isEmpty());
        panel.revalidate();
        panel.repaint();
    }

    /// A click copies it.
    private JComponent chip(String word) {
        var chip = Buttons.secondary(word, () -> actions.copy(word));
        chip.setName("model-word");
        chip.setFont(TextStyle.PILL.font(word));
        chip.putClientProperty("FlatLaf.style", "margin: 0,8,0,8");
        return chip;
    }
}

package dev.atelier.app.lora;

import dev.atelier.app.draft.RecipeDraft;
import dev.atelier.app.models.ModelsView;
import dev.atelier.app.ui.Messages;
import dev.atelier.app.ui.WordChip;
import java.awt.Container;
import java.awt.Toolkit;
import java.awt.datatransfer.StringSelection;
import java.util.List;

/// Words about a LoRA, and the chips of its trigger words.
final class LoraWords {
    private LoraWords() {}

    /// Why it cannot be used, in few words; empty where it can.
    static String reason(LoraOffer offer) {
        var messages = Messages.of(LoraWords.class);
        return switch (offer.fit()) {
            case FITS, UNKNOWN, THERE -> "";
            case NOT_THERE -> messages.text("unfit.place");
            case OTHER_FAMILY -> messages.text("unfit.family", offer.row().briefFamily());
            case OTHER_MODEL -> messages.text("unfit.model");
            case BROKEN -> ModelsView.brief(offer.row());
        };
    }

    /// A chip that puts a word into the prompt and takes it out.
    private static WordChip chip(String word, RecipeDraft draft, String name) {
        var chip = new WordChip(word);
        var text = new PromptWord(word);
        chip.setName(name);
        chip.addActionListener(event ->
                draft.editPrompt(
                        "",
                        prompt ->
                                chip.isSelected()
                                        ? text.addedTo(prompt)
                                        : text.removedFrom(prompt)));
        return chip;
    }

    /// Chips for words; what tests find the first by is `name`.
    static void fill(Container chips, List<String> words, RecipeDraft draft, String name) {
        for (int i = 0; i < words.size(); i++) {
            chips.add(chip(words.get(i), draft, i == 0 ? name : name + "-" + (i + 1)));
        }
    }

    /// Shows which words are in a prompt.
    static void mark(Container chips, String prompt) {
        for (var part : chips.getComponents()) {
            if (part instanceof WordChip chip) {
                chip.setSelected(new PromptWord(chip.getText()).isIn(prompt));
            }
        }
    }

    static void copy(String text) {
        var words = new StringSelection(text);
        Toolkit.getDefaultToolkit().getSystemClipboard().setContents(words, null);
    }
}

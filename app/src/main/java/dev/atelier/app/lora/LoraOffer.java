package dev.atelier.app.lora;

import dev.atelier.app.draft.RecipeDraft;
import dev.atelier.app.models.ModelRow;
import java.util.List;

/// A LoRA of this computer or of the chosen service, and whether the recipe's model can be drawn
/// with it.
public record LoraOffer(ModelRow row, Fit fit) {
    /// Why it can be used, or not.
    public enum Fit {
        FITS,
        /// Its layers were not compared with the model's yet; its family does not speak against it.
        UNKNOWN,
        /// Made for another generation of Stable Diffusion, which its row names.
        OTHER_FAMILY,
        /// Made for some other model; its header does not say which.
        OTHER_MODEL,
        /// Its file is not sound.
        BROKEN,
        /// Of the chosen service, and not on this computer: nothing but its name is known.
        THERE,
        /// On this computer, and not at the chosen service.
        NOT_THERE;

        public boolean usable() {
            return this == FITS || this == UNKNOWN || this == THERE;
        }
    }

    /// Whether its file is on this computer.
    boolean isHere() {
        return fit != Fit.THERE;
    }

    /// What a tag calls it: its file's name, led by its folder where another file has that name.
    public String name() {
        return row.name();
    }

    /// Puts it into the prompt, unless it is there.
    public void addTo(RecipeDraft draft) {
        draft.editPrompt(
                "",
                prompt ->
                        PromptLora.in(prompt).stream()
                                        .anyMatch(tag -> WeightPreviews.isOf(tag, this))
                                ? prompt
                                : worded(PromptLora.added(prompt, name(), weight())));
    }

    /// At which it is added: the user's own, else the usual one.
    double weight() {
        return row.start().startWeight();
    }

    /// A prompt with the words that the user wants with it, as far as it does not have them.
    String worded(String prompt) {
        var with = prompt;
        for (var part : row.start().added()) {
            var words = PromptWord.written(part);
            with = words.isIn(with) ? with : words.addedTo(with);
        }
        return with;
    }

    /// A prompt that shows it: with its words, or else its first trigger word.
    String shown(String prompt) {
        var tagged = PromptLora.added(prompt, name(), weight());
        return row.start().added().isEmpty()
                ? row.words().stream()
                        .findFirst()
                        .map(word -> new PromptWord(word).addedTo(tagged))
                        .orElse(tagged)
                : worded(tagged);
    }

    /// The names under which pictures may have been made with it.
    public List<String> names() {
        var alias = row.facts().lora().map(ModelRow.Lora::alias).orElse("");
        return alias.isEmpty() ? List.of(row.name()) : List.of(row.name(), alias);
    }
}

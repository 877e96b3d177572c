package dev.atelier.app.lora;

import dev.atelier.app.draft.RecipeDraft;
import dev.atelier.app.models.ModelRow;
import dev.atelier.app.observe.Observed;
import dev.atelier.app.observe.Value;
import dev.atelier.app.prompt.Vocabulary;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.Optional;

/// Which LoRAs the list to choose from shows, which one is chosen, and at what weight. Event
/// thread.
final class PickerModel {
    /// What most LoRAs look right at.
    static final double WEIGHT = Vocabulary.LORA_WEIGHT;

    private final LoraModel models;
    private final LoraCovers covers;
    private final RecipeDraft draft;
    private final Value<String> search = Value.of("");
    private final Value<Boolean> all = Value.of(true);
    private final Value<PickerSort> sort = Value.of(PickerSort.USED);
    private final Value<Optional<String>> chosen = Value.of(Optional.empty());
    private final Value<Double> weight = Value.of(WEIGHT);
    private Optional<TagKey> replaced = Optional.empty();

    /// Those to list.
    ///
    /// @param others that do not fit, empty unless all are requested
    record Listed(List<LoraOffer> fitting, List<LoraOffer> others) {}

    PickerModel(LoraModel models, LoraCovers covers, RecipeDraft draft) {
        this.models = models;
        this.covers = covers;
        this.draft = draft;
        chosen.onChange(id -> weight.set(inPrompt(offer()).map(PromptLora::unet).orElse(usual())));
    }

    /// What is chosen takes the place of that tag, and its weight.
    void replace(TagKey tag) {
        replaced = Optional.of(tag);
    }

    /// The tag that the chosen one takes the place of.
    Optional<PromptLora> replaced() {
        return replaced.flatMap(it -> it.in(draft.recipe().get().prompt()));
    }

    private double usual() {
        return replaced()
                .map(PromptLora::unet)
                .orElseGet(() -> offer().map(LoraOffer::weight).orElse(WEIGHT));
    }

    /// Words that a LoRA has in its name, trigger words or hash, all of them.
    Value<String> search() {
        return search;
    }

    /// Whether those that do not fit are listed too.
    Value<Boolean> all() {
        return all;
    }

    Value<PickerSort> sort() {
        return sort;
    }

    /// The id of the chosen one, see [#id].
    Value<Optional<String>> chosen() {
        return chosen;
    }

    Value<Double> weight() {
        return weight;
    }

    static String id(LoraOffer offer) {
        return offer.row().file().toString();
    }

    Optional<LoraOffer> offer() {
        return chosen.get()
                .flatMap(id ->
                        models.offers().get().stream().filter(it -> id(it).equals(id)).findFirst());
    }

    Observed<List<LoraOffer>> offers() {
        return models.offers();
    }

    /// Changes when a checkpoint may be known that the chosen one fits.
    Observed<Integer> comparisons() {
        return models.comparisons();
    }

    Listed listed() {
        var order = sort.get().order(covers);
        var found = models.offers().get().stream().filter(this::matches).sorted(order).toList();
        return new Listed(
                found.stream().filter(it -> it.fit().usable()).toList(),
                all.get() ? found.stream().filter(it -> !it.fit().usable()).toList() : List.of());
    }

    int count(boolean everything) {
        return (int)
                models.offers().get().stream()
                        .filter(it -> everything || it.fit().usable())
                        .count();
    }

    private boolean matches(LoraOffer offer) {
        var row = offer.row();
        var text =
                String.join(
                                " ",
                                row.name(),
                                row.facts().lora().map(ModelRow.Lora::alias).orElse(""),
                                row.facts().hash(),
                                String.join(" ", row.words()))
                        .toLowerCase(Locale.ROOT);
        return Arrays.stream(search.get().toLowerCase(Locale.ROOT).split("\\s+", -1))
                .allMatch(text::contains);
    }

    /// The tag of it that is in the prompt.
    Optional<PromptLora> inPrompt(Optional<LoraOffer> offer) {
        return offer.flatMap(it ->
                PromptLora.in(draft.recipe().get().prompt()).stream()
                        .filter(tag -> models.isOf(tag, it))
                        .findFirst());
    }

    /// Puts the chosen one into the prompt, or gives the one that is there the weight.
    ///
    /// @return whether it could be
    boolean add() {
        var offer = offer().filter(it -> it.fit().usable());
        offer.ifPresent(it ->
                draft.editPrompt(
                        "",
                        prompt ->
                                inPrompt(offer)
                                        .map(tag -> set(tag, prompt))
                                        .orElseGet(() -> it.worded(added(prompt, it.name())))));
        return offer.isPresent();
    }

    private String added(String prompt, String name) {
        var tag = replaced.flatMap(it -> it.in(prompt));
        return tag.map(it -> renamed(it, prompt, name))
                .orElseGet(() -> PromptLora.added(prompt, name, weight.get()));
    }

    /// Weights of text and image of their own stay as long as no other weight is chosen.
    private String renamed(PromptLora tag, String prompt, String name) {
        boolean same = tag.tag().isPresent() && tag.unet() == weight.get();
        var weighted = same ? prompt : tag.weighted(prompt, weight.get(), weight.get());
        return tag.renamed(weighted, name);
    }

    private String set(PromptLora tag, String prompt) {
        var weighted = tag.weighted(prompt, weight.get(), weight.get());
        return PromptLora.in(weighted).stream()
                .filter(it -> it.start() == tag.start())
                .findFirst()
                .map(it -> it.switched(weighted, true))
                .orElse(weighted);
    }

    /// One step more or less.
    void weigh(int steps) {
        weight.update(now -> Math.round((now + steps * 0.05) * 100) / 100.0);
    }
}

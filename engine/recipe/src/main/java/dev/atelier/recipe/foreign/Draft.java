package dev.atelier.recipe.foreign;

import dev.atelier.recipe.LoraUse;
import dev.atelier.recipe.ModelRef;
import dev.atelier.recipe.NoiseSource;
import dev.atelier.recipe.Reading;
import dev.atelier.recipe.Recipe;
import dev.atelier.recipe.Sampling;
import dev.atelier.recipe.Seed;
import dev.atelier.recipe.Size;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.function.UnaryOperator;

/// A recipe while it is read. Values that no recipe can have become losses, never exceptions.
final class Draft {
    private final Set<String> losses = new LinkedHashSet<>();
    private final List<LoraUse> loras = new ArrayList<>();
    private Recipe recipe;

    /// @param noise where the program draws its noise
    Draft(NoiseSource noise) {
        recipe = Recipe.DEFAULT.withNoise(noise);
    }

    /// Says what could not be kept.
    void lose(String sentence) {
        losses.add(sentence);
    }

    Recipe recipe() {
        return recipe;
    }

    /// Changes the recipe; what it refuses is lost.
    ///
    /// @param what the value is called, for the loss
    void set(String what, UnaryOperator<Recipe> change) {
        try {
            recipe = change.apply(recipe);
        } catch (IllegalArgumentException e) {
            lose("%s: %s.".formatted(what, e.getMessage()));
        }
    }

    void prompts(Optional<String> prompt, Optional<String> negative) {
        prompt.ifPresent(text -> recipe = recipe.withPrompt(text));
        negative.ifPresent(text -> recipe = recipe.withNegativePrompt(text));
    }

    void size(Node width, Node height) {
        if (width.whole().isPresent() && height.whole().isPresent()) {
            int wide = width.whole().get();
            int high = height.whole().get();
            if (wide % 8 != 0 || high % 8 != 0) {
                lose("The size %d×%d was brought to multiples of 8.".formatted(wide, high));
            }
            set("size", r -> r.withSize(new Size(wide / 8 * 8, high / 8 * 8)));
        }
    }

    void seed(Node seed) {
        if (!seed.isPresent()) {
            return;
        }
        seed.seed()
                .ifPresentOrElse(
                        value -> set("seed", r -> r.withSeed(Seed.of(value))),
                        () ->
                                lose(
                                        "The seed %s is too large for a recipe."
                                                .formatted(seed.value())));
    }

    void sampling(String what, UnaryOperator<Sampling> change) {
        set(what, r -> r.withSampling(change.apply(r.sampling())));
    }

    void steps(Node steps) {
        steps.whole().ifPresent(value -> sampling("steps", s -> s.withSteps(value)));
    }

    void cfg(Node cfg) {
        cfg.number().ifPresent(value -> sampling("CFG scale", s -> s.withCfgScale(value)));
    }

    /// @param program whose word the name is
    void sampler(Node name, String program) {
        name.text()
                .ifPresent(word ->
                        Words.sampler(word)
                                .ifPresentOrElse(
                                        id -> sampling("sampler", s -> s.withSampler(id)),
                                        () ->
                                                lose(
                                                        "%s's sampler \"%s\" is not known here."
                                                                .formatted(program, word))));
    }

    void schedule(Node name, String program) {
        name.text()
                .ifPresent(word ->
                        Words.schedule(word)
                                .ifPresentOrElse(
                                        id -> sampling("schedule", s -> s.withSchedule(id)),
                                        () ->
                                                lose(
                                                        "%s's schedule \"%s\" is not known here."
                                                                .formatted(program, word))));
    }

    void model(Optional<String> file, String hash) {
        file.map(Words::fileName)
                .filter(name -> !name.isBlank())
                .ifPresent(
                        name -> recipe = recipe.withModel(Optional.of(new ModelRef(name, hash))));
    }

    void vae(Optional<String> file) {
        file.map(Words::fileName)
                .filter(name -> !name.isBlank())
                .ifPresent(name -> recipe = recipe.withVae(Optional.of(name)));
    }

    void clipSkip(int layers) {
        if (layers > 1) {
            set("clip skip", r -> r.withText(r.text().withClipSkip(layers)));
        }
    }

    void lora(String file, double text, double unet) {
        loras.add(new LoraUse(Words.fileName(file), text, unet));
    }

    Reading reading() {
        return Reading.of(loras.isEmpty() ? recipe : recipe.withLoras(loras), List.copyOf(losses));
    }
}

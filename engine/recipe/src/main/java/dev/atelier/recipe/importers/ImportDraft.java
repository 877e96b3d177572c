package dev.atelier.recipe.importers;

import dev.atelier.recipe.InvalidValueException;
import dev.atelier.recipe.Issue;
import dev.atelier.recipe.LoraUse;
import dev.atelier.recipe.Message;
import dev.atelier.recipe.Mode;
import dev.atelier.recipe.ModelRef;
import dev.atelier.recipe.NoiseSource;
import dev.atelier.recipe.ParsedRecipe;
import dev.atelier.recipe.Recipe;
import dev.atelier.recipe.SamplerTuning;
import dev.atelier.recipe.Sampling;
import dev.atelier.recipe.Seed;
import dev.atelier.recipe.Size;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.function.UnaryOperator;
import org.jspecify.annotations.Nullable;

/// A recipe while it is read. Values that no recipe can have become issues, never exceptions.
final class ImportDraft {
    private static final int LONGEST_SHOWN = 120;

    private final Set<Issue> issues = new LinkedHashSet<>();
    private final List<LoraUse> loras = new ArrayList<>();
    private Recipe recipe;
    private boolean sized;

    /// @param noise where the program draws its noise
    ImportDraft(NoiseSource noise) {
        recipe = Recipe.DEFAULT.withNoise(noise);
    }

    /// Says what could not be kept.
    ///
    /// @param where the field or node of the source
    void lose(String where, Message message) {
        issues.add(new Issue(where, message));
    }

    /// Says that a field means nothing here.
    void unknown(String field, @Nullable Object value) {
        lose(field, Message.of("issue.not-understood", field, shown(value)));
    }

    /// As much of a value as an issue shows.
    static String shown(@Nullable Object value) {
        var text = String.valueOf(value);
        return text.length() > LONGEST_SHOWN ? text.substring(0, LONGEST_SHOWN) + "…" : text;
    }

    Recipe recipe() {
        return recipe;
    }

    /// Changes the recipe; what it refuses is lost.
    ///
    /// @param what the value is called, for the issue
    void set(String what, UnaryOperator<Recipe> change) {
        try {
            recipe = change.apply(recipe);
        } catch (IllegalArgumentException e) {
            lose(what, Message.of("issue.set-refused", what, InvalidValueException.reason(e)));
        }
    }

    /// A share of 0 to 1; one beyond becomes the nearest within, which is reported.
    double share(String where, String what, double value) {
        double nearest = Math.clamp(value, 0, 1);
        if (nearest != value) {
            lose(
                    where,
                    Message.of(
                            "issue.share-range",
                            what,
                            WeightedText.number(value),
                            WeightedText.number(nearest)));
        }
        return nearest;
    }

    void prompts(Optional<String> prompt, Optional<String> negative) {
        prompt.ifPresent(text -> recipe = recipe.withPrompt(text));
        negative.ifPresent(text -> recipe = recipe.withNegativePrompt(text));
    }

    void size(Node width, Node height) {
        if (width.whole().isPresent() && height.whole().isPresent()) {
            size(new int[] {width.whole().get(), height.whole().get()});
        }
    }

    /// @param sides width and height
    void size(int[] sides) {
        sized = true;
        set("size", r -> r.withSize(rounded("size", sides)));
    }

    /// A size in multiples of 8, which is reported where it was none.
    Size rounded(String where, int[] sides) {
        if (!Size.isOnGrid(sides[0], sides[1])) {
            lose(where, Message.of("issue.size-rounded", sides[0], sides[1]));
        }
        return Size.onGrid(sides[0], sides[1]);
    }

    void seed(Node seed) {
        if (!seed.isPresent()) {
            return;
        }
        seed.seed()
                .ifPresentOrElse(
                        value -> set("seed", r -> r.withSeed(Seed.of(value))),
                        () -> lose("seed", Message.of("issue.seed-bits", shown(seed.value()))));
    }

    /// A1111's `eta_noise_seed_delta`.
    void seedDelta(long delta) {
        tuning(t ->
                new SamplerTuning(
                        new SamplerTuning.Stochastic(
                                t.stochastic().eta(),
                                t.stochastic().etaDdim(),
                                t.stochastic().churn(),
                                t.stochastic().churnMin(),
                                t.stochastic().churnMax(),
                                t.stochastic().noise(),
                                delta),
                        t.sigmas(),
                        t.guidance(),
                        t.uniPc(),
                        t.imageInput(),
                        t.compatibility(),
                        t.vae()));
    }

    void tuning(UnaryOperator<SamplerTuning> change) {
        sampling("sampling", s -> s.withTuning(change.apply(s.tuning())));
    }

    void sampling(String what, UnaryOperator<Sampling> change) {
        set(what, r -> r.withSampling(change.apply(r.sampling())));
    }

    void steps(Node steps) {
        if (!steps.isPresent()) {
            return;
        }
        steps.whole()
                .ifPresentOrElse(
                        value -> sampling("steps", s -> s.withSteps(value)),
                        () -> unknown("steps", steps.value()));
    }

    void cfg(Node cfg) {
        if (!cfg.isPresent()) {
            return;
        }
        cfg.number()
                .ifPresentOrElse(
                        value -> sampling("CFG scale", s -> s.withCfgScale(value)),
                        () -> unknown("CFG scale", cfg.value()));
    }

    /// @param program whose word the name is
    void sampler(Node name, String program) {
        name.text()
                .ifPresent(word ->
                        Words.sampler(word)
                                .ifPresentOrElse(
                                        this::sampler,
                                        () ->
                                                lose(
                                                        "sampler",
                                                        Message.of(
                                                                "issue.sampler-unknown",
                                                                program,
                                                                shown(word),
                                                                recipe.sampling()
                                                                        .sampler()
                                                                        .label()))));
    }

    void sampler(Words.Choice choice) {
        sampling("sampler", s -> s.withSampler(choice.sampler()));
        choice.variant()
                .ifPresent(variant ->
                        tuning(t ->
                                new SamplerTuning(
                                        t.stochastic(),
                                        t.sigmas(),
                                        t.guidance(),
                                        new SamplerTuning.UniPc(
                                                variant,
                                                t.uniPc().skipType(),
                                                t.uniPc().order(),
                                                t.uniPc().lowerOrderFinal()),
                                        t.imageInput(),
                                        t.compatibility(),
                                        t.vae())));
    }

    void schedule(Node name, String program) {
        name.text()
                .ifPresent(word ->
                        Words.schedule(word)
                                .ifPresentOrElse(
                                        id -> sampling("schedule", s -> s.withSchedule(id)),
                                        () ->
                                                lose(
                                                        "schedule",
                                                        Message.of(
                                                                "issue.schedule-unknown",
                                                                program,
                                                                shown(word),
                                                                recipe.sampling()
                                                                        .schedule()
                                                                        .label()))));
    }

    /// Says that another picture comes first, and how much of it is repainted.
    ///
    /// @param name of the picture's file where it is known
    void startsFrom(String name, double denoising) {
        set(
                "denoising strength",
                r -> r.withMode(new Mode.ImageToImage("", denoising, Mode.Fit.STRETCH)));
        lose(
                "mode",
                name.isEmpty()
                        ? Message.of("issue.starts")
                        : Message.of("issue.starts-named", shown(name)));
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

    ParsedRecipe reading() {
        if (!sized) {
            var size = recipe.size();
            lose("size", Message.of("issue.size-default", size.width(), size.height()));
        }
        return new ParsedRecipe(
                loras.isEmpty() ? recipe : recipe.withLoras(loras), List.copyOf(issues));
    }
}

package dev.atelier.recipe.grid;

import dev.atelier.recipe.Emphasis;
import dev.atelier.recipe.HiresPass;
import dev.atelier.recipe.InvalidValueException;
import dev.atelier.recipe.LoraUse;
import dev.atelier.recipe.Message;
import dev.atelier.recipe.Mode;
import dev.atelier.recipe.ModelRef;
import dev.atelier.recipe.NoiseSource;
import dev.atelier.recipe.Recipe;
import dev.atelier.recipe.SamplerId;
import dev.atelier.recipe.SamplerTuning;
import dev.atelier.recipe.ScheduleId;
import dev.atelier.recipe.Seed;
import dev.atelier.recipe.Size;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.function.BiFunction;
import java.util.function.Function;
import java.util.function.Supplier;
import java.util.function.UnaryOperator;

/// A field of a recipe that a grid can vary: one row each, with how its values are written and how
/// costly a change is.
public enum Axis {
    PROMPT_SR("prompt s/r", Kind.WORDS, Axis::replaced),
    PROMPT("prompt", Kind.WORDS, (r, v) -> r.withPrompt(v)),
    NEGATIVE_PROMPT("negative prompt", Kind.WORDS, (r, v) -> r.withNegativePrompt(v)),
    SEED("seed", Kind.WHOLE, (r, v) -> r.withSeed(r.seed().withValue(Seed.number(v)))),
    VARIATION_SEED(
            "variation seed",
            Kind.WHOLE,
            (r, v) -> r.withSeed(r.seed().withVariation(Seed.number(v)))),
    VARIATION_STRENGTH(
            "variation strength",
            Kind.FRACTION,
            (r, v) -> r.withSeed(r.seed().withStrength(number(v)))),
    STEPS("steps", Kind.WHOLE, (r, v) -> r.withSampling(r.sampling().withSteps(whole(v, 1 << 20)))),
    HIRES_STEPS("hires steps", Kind.WHOLE, (r, v) -> hires(r, h -> h.withSteps(whole(v, 10_000)))),
    HIRES_UPSCALER(
            "hires upscaler",
            () -> HiresPass.UPSCALERS,
            (r, v) -> hires(r, h -> h.withUpscaler(v))),
    CFG("cfg", Kind.FRACTION, (r, v) -> r.withSampling(r.sampling().withCfgScale(number(v)))),
    SAMPLER(
            "sampler",
            () -> names(SamplerId.values(), SamplerId::label),
            (r, v) -> r.withSampling(r.sampling().withSampler(SamplerId.ofLabel(v).orElseThrow()))),
    SCHEDULE(
            "schedule",
            () -> names(ScheduleId.values(), ScheduleId::label),
            (r, v) ->
                    r.withSampling(r.sampling().withSchedule(ScheduleId.ofLabel(v).orElseThrow()))),
    CHECKPOINT("checkpoint", Kind.WORDS, (r, v) -> r.withModel(Optional.of(new ModelRef(v, "")))),
    VAE("vae", Kind.WORDS, (r, v) -> r.withVae(Optional.of(v).filter(it -> !it.isEmpty()))),
    SIZE("size", Kind.WORDS, (r, v) -> r.withSize(Size.parse(v))),
    DENOISING("denoising", Kind.FRACTION, (r, v) -> denoised(r, number(v))),
    CLIP_SKIP("clip skip", Kind.WHOLE, (r, v) -> r.withText(r.text().withClipSkip(whole(v, 99)))),
    ETA("eta", Kind.FRACTION, (r, v) -> stochastic(r, s -> s.withEta(number(v)))),
    CHURN("sigma churn", Kind.FRACTION, (r, v) -> stochastic(r, s -> s.withChurn(number(v)))),
    NGMS("ngms", Kind.FRACTION, (r, v) -> guided(r, g -> g.withNgms(number(v)))),
    ETA_DDIM("eta ddim", Kind.FRACTION, (r, v) -> stochastic(r, s -> s.withEtaDdim(number(v)))),
    CHURN_MIN("sigma tmin", Kind.FRACTION, (r, v) -> stochastic(r, s -> s.withChurnMin(number(v)))),
    CHURN_MAX("sigma tmax", Kind.FRACTION, (r, v) -> stochastic(r, s -> s.withChurnMax(number(v)))),
    NOISE("sigma noise", Kind.FRACTION, (r, v) -> stochastic(r, s -> s.withNoise(number(v)))),
    SKIP_EARLY("skip early", Kind.FRACTION, (r, v) -> guided(r, g -> g.withSkipEarly(number(v)))),
    HIRES_SCALE(
            "hires scale",
            Kind.FRACTION,
            (r, v) -> hires(r, h -> h.withScale(number(v)).withResize(Optional.empty()))),
    LORA_WEIGHT("lora weight", Kind.FRACTION, (r, v) -> weighted(r, number(v))),
    EMPHASIS(
            "emphasis",
            () -> names(Emphasis.values(), Emphasis::label),
            (r, v) -> r.withText(r.text().withEmphasis(Emphasis.ofLabel(v).orElseThrow()))),
    NOISE_SOURCE(
            "noise source",
            () -> names(NoiseSource.values(), NoiseSource::name),
            (r, v) -> r.withNoise(NoiseSource.valueOf(v)));

    /// How values are written.
    public enum Kind {
        WHOLE,
        FRACTION,
        /// Any text, separated by commas.
        WORDS,
        /// One of a few names; nothing stands for all of them.
        CHOICE
    }

    private interface Change {
        /// @param first the first value of the axis
        Recipe of(Recipe recipe, String first, String value);
    }

    private final String label;
    private final Kind kind;
    private final Supplier<List<String>> choices;
    private final Change change;

    Axis(String label, Kind kind, BiFunction<Recipe, String, Recipe> change) {
        this(label, kind, (recipe, first, value) -> change.apply(recipe, value));
    }

    Axis(String label, Kind kind, Change change) {
        this.label = label;
        this.kind = kind;
        this.choices = List::of;
        this.change = change;
    }

    Axis(String label, Supplier<List<String>> choices, BiFunction<Recipe, String, Recipe> change) {
        this.label = label;
        this.kind = Kind.CHOICE;
        this.choices = choices;
        this.change = (recipe, first, value) -> change.apply(recipe, value);
    }

    private static int whole(String text, int most) {
        return Math.clamp(Long.parseLong(text), -1, most);
    }

    private static <E> List<String> names(E[] values, Function<E, String> name) {
        return Arrays.stream(values).map(name).toList();
    }

    private static double number(String text) {
        return Double.parseDouble(text);
    }

    /// The name on the command line and in sentences.
    public String label() {
        return label;
    }

    public Kind kind() {
        return kind;
    }

    /// How slow a change is; the highest is changed least often.
    int cost() {
        return switch (this) {
            case CHECKPOINT -> 3;
            case VAE -> 2;
            case SIZE -> 1;
            default -> 0;
        };
    }

    /// The axis of that name, letter case aside.
    public static Optional<Axis> ofLabel(String label) {
        return Arrays.stream(values())
                .filter(axis -> axis.label.equalsIgnoreCase(label.strip()))
                .findFirst();
    }

    /// `base` with one value.
    ///
    /// @param first the first value of the axis
    Recipe with(Recipe base, String first, String value) {
        return change.of(base, first, value);
    }

    /// The values that `text` stands for.
    ///
    /// @throws IllegalArgumentException with a sentence that names the bad value
    public List<String> read(String text) {
        var values =
                switch (kind) {
                    case WHOLE -> Values.whole(label, text);
                    case FRACTION -> Values.fractions(label, text);
                    case WORDS -> Values.listed(text);
                    case CHOICE -> chosen(text);
                };
        if (values.isEmpty()) {
            throw new InvalidValueException(Message.of("axes.no-values", label));
        }
        return values;
    }

    private List<String> chosen(String text) {
        return text.isBlank()
                ? choices.get()
                : Values.listed(text).stream().map(this::choice).toList();
    }

    private String choice(String name) {
        return choices.get().stream()
                .filter(name::equalsIgnoreCase)
                .findFirst()
                .orElseThrow(() ->
                        new InvalidValueException(
                                Message.of(
                                        "axes.one-of",
                                        label,
                                        String.join(", ", choices.get()),
                                        name)));
    }

    private static Recipe replaced(Recipe r, String first, String value) {
        if (!r.prompt().contains(first) && !r.negativePrompt().contains(first)) {
            throw new InvalidValueException(Message.of("axes.not-in-prompt", first));
        }
        return r.withPrompt(r.prompt().replace(first, value))
                .withNegativePrompt(r.negativePrompt().replace(first, value));
    }

    private static Recipe hires(Recipe r, UnaryOperator<HiresPass> change) {
        var pass =
                r.hires().orElseThrow(() -> new InvalidValueException(Message.of("axes.no-hires")));
        return r.withHires(Optional.of(change.apply(pass)));
    }

    private static Recipe stochastic(Recipe r, UnaryOperator<SamplerTuning.Stochastic> change) {
        var t = r.sampling().tuning();
        var tuning = t.withStochastic(change.apply(t.stochastic()));
        return r.withSampling(r.sampling().withTuning(tuning));
    }

    private static Recipe guided(Recipe r, UnaryOperator<SamplerTuning.Guidance> change) {
        var t = r.sampling().tuning();
        return r.withSampling(r.sampling().withTuning(t.withGuidance(change.apply(t.guidance()))));
    }

    private static Recipe weighted(Recipe r, double weight) {
        if (r.loras().isEmpty()) {
            throw new InvalidValueException(Message.of("axes.no-lora"));
        }
        return r.withLoras(
                r.loras().stream().map(l -> new LoraUse(l.name(), weight, weight)).toList());
    }

    private static Recipe denoised(Recipe r, double value) {
        return switch (r.mode()) {
            case Mode.ImageToImage m -> r.withMode(m.withDenoising(value));
            case Mode.Inpaint m -> r.withMode(m.withDenoising(value));
            case Mode.TextToImage m -> hires(r, h -> h.withDenoising(value));
        };
    }
}

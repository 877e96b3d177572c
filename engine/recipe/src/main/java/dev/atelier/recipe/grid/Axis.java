package dev.atelier.recipe.grid;

import dev.atelier.recipe.Emphasis;
import dev.atelier.recipe.HiresPass;
import dev.atelier.recipe.LoraUse;
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
import java.util.function.UnaryOperator;

/// A field of a recipe that a grid can vary: one row each, with how its values are written and how
/// costly a change is.
public enum Axis {
    PROMPT_SR("prompt s/r", Kind.WORDS, 0) {
        @Override
        Recipe with(Recipe r, String first, String value) {
            if (!r.prompt().contains(first) && !r.negativePrompt().contains(first)) {
                throw new IllegalArgumentException(
                        "prompt s/r: \"%s\" is in neither prompt; the first value is what is replaced"
                                .formatted(first));
            }
            return r.withPrompt(r.prompt().replace(first, value))
                    .withNegativePrompt(r.negativePrompt().replace(first, value));
        }
    },
    PROMPT("prompt", Kind.WORDS, 0) {
        @Override
        Recipe with(Recipe r, String first, String value) {
            return r.withPrompt(value);
        }
    },
    NEGATIVE_PROMPT("negative prompt", Kind.WORDS, 0) {
        @Override
        Recipe with(Recipe r, String first, String value) {
            return r.withNegativePrompt(value);
        }
    },
    SEED("seed", Kind.WHOLE, 0) {
        @Override
        Recipe with(Recipe r, String first, String value) {
            return r.withSeed(r.seed().withValue(Seed.number(value)));
        }
    },
    VARIATION_SEED("variation seed", Kind.WHOLE, 0) {
        @Override
        Recipe with(Recipe r, String first, String value) {
            return r.withSeed(r.seed().withVariation(Seed.number(value)));
        }
    },
    VARIATION_STRENGTH("variation strength", Kind.FRACTION, 0) {
        @Override
        Recipe with(Recipe r, String first, String value) {
            var s = r.seed();
            return r.withSeed(
                    new Seed(s.value(), s.variation(), Double.parseDouble(value), s.resizeFrom()));
        }
    },
    STEPS("steps", Kind.WHOLE, 0) {
        @Override
        Recipe with(Recipe r, String first, String value) {
            return r.withSampling(
                    r.sampling().withSteps(Math.clamp(Long.parseLong(value), -1, 1 << 20)));
        }
    },
    HIRES_STEPS("hires steps", Kind.WHOLE, 0) {
        @Override
        Recipe with(Recipe r, String first, String value) {
            var h = hires(r);
            int steps = Math.clamp(Long.parseLong(value), -1, 10_000);
            return r.withHires(
                    Optional.of(
                            new HiresPass(
                                    h.scale(),
                                    h.resize(),
                                    h.upscaler(),
                                    steps,
                                    h.denoising(),
                                    h.sampler(),
                                    h.schedule(),
                                    h.prompt(),
                                    h.negativePrompt())));
        }
    },
    HIRES_UPSCALER("hires upscaler", Kind.CHOICE, 0) {
        @Override
        Recipe with(Recipe r, String first, String value) {
            return r.withHires(Optional.of(hires(r).withUpscaler(value)));
        }

        @Override
        List<String> choices() {
            return HiresPass.UPSCALERS;
        }
    },
    CFG("cfg", Kind.FRACTION, 0) {
        @Override
        Recipe with(Recipe r, String first, String value) {
            return r.withSampling(r.sampling().withCfgScale(Double.parseDouble(value)));
        }
    },
    SAMPLER("sampler", Kind.CHOICE, 0) {
        @Override
        Recipe with(Recipe r, String first, String value) {
            var id = SamplerId.ofLabel(value).orElseThrow();
            return r.withSampling(r.sampling().withSampler(id));
        }

        @Override
        List<String> choices() {
            return Arrays.stream(SamplerId.values()).map(SamplerId::label).toList();
        }
    },
    SCHEDULE("schedule", Kind.CHOICE, 0) {
        @Override
        Recipe with(Recipe r, String first, String value) {
            var id = ScheduleId.ofLabel(value).orElseThrow();
            return r.withSampling(r.sampling().withSchedule(id));
        }

        @Override
        List<String> choices() {
            return Arrays.stream(ScheduleId.values()).map(ScheduleId::label).toList();
        }
    },
    CHECKPOINT("checkpoint", Kind.WORDS, 3) {
        @Override
        Recipe with(Recipe r, String first, String value) {
            return r.withModel(Optional.of(new ModelRef(value, "")));
        }
    },
    VAE("vae", Kind.WORDS, 2) {
        @Override
        Recipe with(Recipe r, String first, String value) {
            return r.withVae(value.isEmpty() ? Optional.empty() : Optional.of(value));
        }
    },
    SIZE("size", Kind.WORDS, 1) {
        @Override
        Recipe with(Recipe r, String first, String value) {
            return r.withSize(Size.parse(value));
        }
    },
    DENOISING("denoising", Kind.FRACTION, 0) {
        @Override
        Recipe with(Recipe r, String first, String value) {
            return denoised(r, Double.parseDouble(value));
        }
    },
    CLIP_SKIP("clip skip", Kind.WHOLE, 0) {
        @Override
        Recipe with(Recipe r, String first, String value) {
            return r.withText(r.text().withClipSkip(Math.clamp(Long.parseLong(value), -1, 99)));
        }
    },
    ETA("eta", Kind.FRACTION, 0) {
        @Override
        Recipe with(Recipe r, String first, String value) {
            var s = r.sampling().tuning().stochastic();
            return stochastic(
                    r,
                    new SamplerTuning.Stochastic(
                            Double.parseDouble(value),
                            s.etaDdim(),
                            s.churn(),
                            s.churnMin(),
                            s.churnMax(),
                            s.noise(),
                            s.ensd()));
        }
    },
    CHURN("sigma churn", Kind.FRACTION, 0) {
        @Override
        Recipe with(Recipe r, String first, String value) {
            var s = r.sampling().tuning().stochastic();
            return stochastic(
                    r,
                    new SamplerTuning.Stochastic(
                            s.eta(),
                            s.etaDdim(),
                            Double.parseDouble(value),
                            s.churnMin(),
                            s.churnMax(),
                            s.noise(),
                            s.ensd()));
        }
    },
    NGMS("ngms", Kind.FRACTION, 0) {
        @Override
        Recipe with(Recipe r, String first, String value) {
            var t = r.sampling().tuning();
            var g = t.guidance();
            var changed =
                    new SamplerTuning.Guidance(
                            Double.parseDouble(value), g.ngmsAllSteps(), g.skipEarly());
            return r.withSampling(r.sampling().withTuning(t.withGuidance(changed)));
        }
    },
    ETA_DDIM(
            "eta ddim",
            Kind.FRACTION,
            (r, v) ->
                    stochastic(
                            r, s -> churned(s, number(v), s.churnMin(), s.churnMax(), s.noise()))),
    CHURN_MIN(
            "sigma tmin",
            Kind.FRACTION,
            (r, v) ->
                    stochastic(
                            r, s -> churned(s, s.etaDdim(), number(v), s.churnMax(), s.noise()))),
    CHURN_MAX(
            "sigma tmax",
            Kind.FRACTION,
            (r, v) ->
                    stochastic(
                            r, s -> churned(s, s.etaDdim(), s.churnMin(), number(v), s.noise()))),
    NOISE(
            "sigma noise",
            Kind.FRACTION,
            (r, v) ->
                    stochastic(
                            r,
                            s -> churned(s, s.etaDdim(), s.churnMin(), s.churnMax(), number(v)))),
    SKIP_EARLY(
            "skip early",
            Kind.FRACTION,
            (r, v) -> {
                var t = r.sampling().tuning();
                var g = t.guidance();
                var changed = new SamplerTuning.Guidance(g.ngms(), g.ngmsAllSteps(), number(v));
                return r.withSampling(r.sampling().withTuning(t.withGuidance(changed)));
            }),
    HIRES_SCALE(
            "hires scale",
            Kind.FRACTION,
            (r, v) -> {
                var h = hires(r);
                return r.withHires(
                        Optional.of(
                                new HiresPass(
                                        number(v),
                                        Optional.empty(),
                                        h.upscaler(),
                                        h.steps(),
                                        h.denoising(),
                                        h.sampler(),
                                        h.schedule(),
                                        h.prompt(),
                                        h.negativePrompt())));
            }),
    LORA_WEIGHT(
            "lora weight",
            Kind.FRACTION,
            (r, v) -> {
                if (r.loras().isEmpty()) {
                    throw new IllegalArgumentException(
                            "lora weight: the recipe has no LoRA to vary");
                }
                return r.withLoras(
                        r.loras().stream()
                                .map(l -> new LoraUse(l.name(), number(v), number(v)))
                                .toList());
            }),
    EMPHASIS(
            "emphasis",
            Kind.CHOICE,
            (r, v) -> r.withText(r.text().withEmphasis(Emphasis.ofLabel(v).orElseThrow()))) {
        @Override
        List<String> choices() {
            return Arrays.stream(Emphasis.values()).map(Emphasis::label).toList();
        }
    },
    NOISE_SOURCE("noise source", Kind.CHOICE, (r, v) -> r.withNoise(NoiseSource.valueOf(v))) {
        @Override
        List<String> choices() {
            return Arrays.stream(NoiseSource.values()).map(NoiseSource::name).toList();
        }
    };

    /// How values are written.
    public enum Kind {
        WHOLE,
        FRACTION,
        /// Any text, separated by commas.
        WORDS,
        /// One of a few names; nothing stands for all of them.
        CHOICE
    }

    private final String label;
    private final Kind kind;
    private final int cost;
    private final Change change;

    private interface Change {
        Recipe of(Recipe recipe, String value);
    }

    Axis(String label, Kind kind, int cost) {
        this(label, kind, cost, (r, _) -> r);
    }

    Axis(String label, Kind kind, Change change) {
        this(label, kind, 0, change);
    }

    Axis(String label, Kind kind, int cost, Change change) {
        this.label = label;
        this.kind = kind;
        this.cost = cost;
        this.change = change;
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
        return cost;
    }

    /// The names allowed, for a [Kind#CHOICE].
    List<String> choices() {
        return List.of();
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
        return change.of(base, value);
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
            throw new IllegalArgumentException(label + ": expected at least one value, got none");
        }
        return values;
    }

    private List<String> chosen(String text) {
        return text.isBlank() ? choices() : Values.listed(text).stream().map(this::choice).toList();
    }

    private String choice(String name) {
        return choices().stream()
                .filter(name::equalsIgnoreCase)
                .findFirst()
                .orElseThrow(() ->
                        new IllegalArgumentException(
                                "%s: expected one of %s, got %s"
                                        .formatted(label, String.join(", ", choices()), name)));
    }

    private static HiresPass hires(Recipe r) {
        return r.hires()
                .orElseThrow(() ->
                        new IllegalArgumentException(
                                "hires: the recipe has no second pass to vary"));
    }

    private static Recipe stochastic(Recipe r, UnaryOperator<SamplerTuning.Stochastic> change) {
        return stochastic(r, change.apply(r.sampling().tuning().stochastic()));
    }

    private static SamplerTuning.Stochastic churned(
            SamplerTuning.Stochastic s, double etaDdim, double least, double most, double noise) {
        return new SamplerTuning.Stochastic(
                s.eta(), etaDdim, s.churn(), least, most, noise, s.ensd());
    }

    private static Recipe stochastic(Recipe r, SamplerTuning.Stochastic value) {
        var tuning = r.sampling().tuning().withStochastic(value);
        return r.withSampling(r.sampling().withTuning(tuning));
    }

    private static Recipe denoised(Recipe r, double value) {
        return switch (r.mode()) {
            case Mode.ImageToImage m ->
                    r.withMode(new Mode.ImageToImage(m.image(), value, m.fit()));
            case Mode.Inpaint m ->
                    r.withMode(new Mode.Inpaint(m.image(), m.mask(), value, m.fit(), m.settings()));
            case Mode.TextToImage m -> {
                var h = hires(r);
                yield r.withHires(
                        Optional.of(
                                new HiresPass(
                                        h.scale(),
                                        h.resize(),
                                        h.upscaler(),
                                        h.steps(),
                                        value,
                                        h.sampler(),
                                        h.schedule(),
                                        h.prompt(),
                                        h.negativePrompt())));
            }
        };
    }
}

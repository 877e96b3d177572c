package dev.atelier.recipe.infotext;

import dev.atelier.recipe.Emphasis;
import dev.atelier.recipe.HiresPass;
import dev.atelier.recipe.ModelRef;
import dev.atelier.recipe.NoiseSource;
import dev.atelier.recipe.Reading;
import dev.atelier.recipe.Recipe;
import dev.atelier.recipe.SamplerId;
import dev.atelier.recipe.Sampling;
import dev.atelier.recipe.ScheduleId;
import dev.atelier.recipe.Seed;
import dev.atelier.recipe.Size;
import dev.atelier.recipe.TextSettings;
import dev.atelier.recipe.TextSettings.Padding;
import dev.atelier.recipe.Tuning;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.Function;
import java.util.regex.Pattern;

/// Reads A1111's infotext into a recipe. Never fails: what is not understood keeps its default and
/// is listed.
public final class InfotextReader {
    /// A1111's pattern of one field, in a form that takes linear time and no stack: a name of at
    /// most 81 letters, then a string in quotation marks or anything up to a comma.
    private static final Pattern FIELD =
            Pattern.compile(
                    "(\\w[\\w \\-/]{1,80}+):\\s*((?>\"(?!\").*?(?<!\\\\)(?:\\\\\\\\)*+\")|[^,]*)(?:,|$)",
                    Pattern.DOTALL);

    private static final String NEGATIVE = "Negative prompt:";

    /// Fields that say nothing about the picture that a recipe would not have anyway.
    private static final Set<String> SILENT =
            Set.of("Version", "Model hash", "Model", "Variation seed strength", "Hires upscale");

    private final Map<String, String> fields = new LinkedHashMap<>();
    private final List<String> losses = new ArrayList<>();
    private final StringBuilder prompt = new StringBuilder();
    private final StringBuilder negative = new StringBuilder();

    private InfotextReader() {}

    public static Reading read(String infotext) {
        var reader = new InfotextReader();
        reader.split(infotext.strip());
        var recipe = reader.recipe();
        reader.fields.keySet().removeAll(SILENT);
        reader.fields.forEach((field, value) ->
                reader.losses.add("\"%s: %s\" is not understood.".formatted(field, value)));
        return new Reading(recipe, reader.losses);
    }

    /// The last line holds the settings if it looks like at least three of them.
    private void split(String text) {
        var lines = new ArrayList<>(text.lines().toList());
        if (!lines.isEmpty() && FIELD.matcher(lines.getLast()).results().count() >= 3) {
            FIELD.matcher(lines.removeLast())
                    .results()
                    .forEach(f -> fields.put(f.group(1), Quoting.unquote(f.group(2).strip())));
        }
        boolean inNegative = false;
        for (var line : lines) {
            var words = line.strip();
            if (words.startsWith(NEGATIVE)) {
                inNegative = true;
                words = words.substring(NEGATIVE.length()).strip();
            }
            var target = inNegative ? negative : prompt;
            target.append(target.isEmpty() ? "" : "\n").append(words);
        }
    }

    private Recipe recipe() {
        var size = take("Size", Size::parse).orElse(Recipe.DEFAULT.size());
        return Recipe.of(prompt.toString(), size)
                .withNegativePrompt(negative.toString())
                .withSeed(seed())
                .withSampling(sampling())
                .withText(text())
                .withNoise(take("RNG", NoiseSource::valueOf).orElse(NoiseSource.GPU))
                .withTiling(flag("Tiling"))
                .withHires(hires())
                .withModel(model());
    }

    private Seed seed() {
        return new Seed(
                take("Seed", Long::parseUnsignedLong).orElse(Seed.RANDOM),
                take("Variation seed", Long::parseUnsignedLong).orElse(Seed.RANDOM),
                take("Variation seed strength", InfotextReader::share).orElse(0.0),
                take("Seed resize from", Size::parse));
    }

    private static double share(String text) {
        return Math.clamp(notNegative(text), 0, 1);
    }

    private Sampling sampling() {
        var defaults = Sampling.DEFAULT;
        var sampler = take("Sampler", this::sampler).orElse(defaults.sampler());
        return new Sampling(
                sampler,
                take("Schedule type", text -> ScheduleId.ofLabel(text).orElseThrow())
                        .orElse(oldSchedule),
                take("Steps", text -> Math.clamp(Long.parseLong(text), 1, 10_000))
                        .orElse(defaults.steps()),
                take("CFG scale", InfotextReader::finite).orElse(defaults.cfgScale()),
                tuning());
    }

    private ScheduleId oldSchedule = ScheduleId.AUTOMATIC;

    /// Before version 1.9 the schedule stood behind the sampler's name: `DPM++ 2M Karras`.
    private SamplerId sampler(String name) {
        for (var schedule : ScheduleId.values()) {
            var ending = " " + schedule.label();
            if (name.endsWith(ending)) {
                var sampler = SamplerId.ofLabel(name.substring(0, name.length() - ending.length()));
                if (sampler.isPresent()) {
                    oldSchedule = schedule;
                    return sampler.get();
                }
            }
        }
        return SamplerId.ofLabel(name).orElseThrow();
    }

    private Tuning tuning() {
        var s = Tuning.Stochastic.DEFAULT;
        var stochastic =
                new Tuning.Stochastic(
                        number("Eta", s.eta()),
                        number("Eta DDIM", s.etaDdim()),
                        number("Sigma churn", s.churn()),
                        number("Sigma tmin", s.churnMin()),
                        number("Sigma tmax", s.churnMax()),
                        number("Sigma noise", s.noise()),
                        take("ENSD", Long::parseLong).orElse(s.ensd()));
        var d = Tuning.SigmaSettings.DEFAULT;
        var sigmas =
                new Tuning.SigmaSettings(
                        number("Schedule min sigma", d.min()),
                        number("Schedule max sigma", d.max()),
                        number("Schedule rho", d.rho()),
                        false,
                        flag("Discard penultimate sigma"),
                        flag("SGM noise multiplier"),
                        false,
                        take("Noise Schedule", "Zero Terminal SNR"::equals).orElse(false),
                        take("Beta schedule alpha", InfotextReader::positive).orElse(d.betaAlpha()),
                        take("Beta schedule beta", InfotextReader::positive).orElse(d.betaBeta()));
        var guidance =
                new Tuning.Guidance(
                        number("NGMS", 0),
                        flag("NGMS all steps"),
                        take("Skip Early CFG", InfotextReader::share).orElse(0.0));
        return new Tuning(stochastic, sigmas, guidance, Tuning.UniPc.DEFAULT);
    }

    private TextSettings text() {
        var padding = flag("Pad conds") ? Padding.EMPTY_CHUNKS : Padding.NONE;
        return new TextSettings(
                take("Clip skip", text -> Math.clamp(Long.parseLong(text), 1, 12)).orElse(1),
                take("Emphasis", text -> Emphasis.ofLabel(text).orElseThrow())
                        .orElse(Emphasis.ORIGINAL),
                TextSettings.DEFAULT.commaBacktrack(),
                flag("Pad conds v0") ? Padding.REPEAT_LAST : padding,
                false);
    }

    private Optional<HiresPass> hires() {
        var upscaler = take("Hires upscaler", Function.identity());
        if (upscaler.isEmpty()) {
            return Optional.empty();
        }
        var d = HiresPass.DEFAULT;
        return Optional.of(
                new HiresPass(
                        Math.clamp(number("Hires upscale", d.scale()), 1, 8),
                        take("Hires resize", Size::parse),
                        upscaler.get(),
                        take("Hires steps", Integer::parseUnsignedInt).orElse(0),
                        take("Denoising strength", InfotextReader::share).orElse(d.denoising()),
                        take("Hires sampler", text -> SamplerId.ofLabel(text).orElseThrow()),
                        take("Hires schedule type", text -> ScheduleId.ofLabel(text).orElseThrow()),
                        take("Hires prompt", Function.identity()).orElse(""),
                        take("Hires negative prompt", Function.identity()).orElse("")));
    }

    private Optional<ModelRef> model() {
        var name = fields.getOrDefault("Model", "");
        var hash = fields.getOrDefault("Model hash", "");
        return name.isEmpty() && hash.isEmpty()
                ? Optional.empty()
                : Optional.of(new ModelRef(name, hash));
    }

    private double number(String field, double otherwise) {
        return take(field, InfotextReader::notNegative).orElse(otherwise);
    }

    private static double positive(String text) {
        return expected(Double.parseDouble(text) > 0, finite(text));
    }

    private static double notNegative(String text) {
        return expected(Double.parseDouble(text) >= 0, finite(text));
    }

    private static double finite(String text) {
        double number = Double.parseDouble(text);
        return expected(Double.isFinite(number), number);
    }

    private static double expected(boolean fits, double number) {
        if (!fits) {
            throw new NumberFormatException("out of range: " + number);
        }
        return number;
    }

    private boolean flag(String field) {
        return take(field, "True"::equals).orElse(false);
    }

    /// Takes a field out of those left; one that cannot be read is reported and counts as absent.
    private <T> Optional<T> take(String field, Function<String, T> read) {
        var value = fields.remove(field);
        if (value == null) {
            return Optional.empty();
        }
        try {
            return Optional.of(read.apply(value));
        } catch (RuntimeException e) { // whatever a parser throws, the text is what is wrong
            losses.add("\"%s: %s\" cannot be read.".formatted(field, value));
            return Optional.empty();
        }
    }
}

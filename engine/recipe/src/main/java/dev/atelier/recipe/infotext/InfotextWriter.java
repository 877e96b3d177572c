package dev.atelier.recipe.infotext;

import dev.atelier.recipe.Emphasis;
import dev.atelier.recipe.HiresPass;
import dev.atelier.recipe.Mode;
import dev.atelier.recipe.ModelRef;
import dev.atelier.recipe.NoiseSource;
import dev.atelier.recipe.Recipe;
import dev.atelier.recipe.SamplerTrait;
import dev.atelier.recipe.ScheduleId;
import dev.atelier.recipe.TextSettings.Padding;
import dev.atelier.recipe.Tuning;
import dev.atelier.recipe.prompt.Attention;
import dev.atelier.recipe.prompt.PromptException;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.stream.Collectors;

/// Writes the settings of a picture as A1111 v1.10.1 does (`create_infotext`), so that its users
/// and tools can read them. Settings that the sampler does not use are left out.
public final class InfotextWriter {
    private final Map<String, String> fields = new LinkedHashMap<>();
    private final Recipe recipe;

    private InfotextWriter(Recipe recipe) {
        this.recipe = recipe;
    }

    /// The whole text: prompt, negative prompt, settings.
    ///
    /// @param recipe with its seeds resolved
    /// @param version what stands after `Version:`, left out when empty
    public static String write(Recipe recipe, String version) {
        var writer = new InfotextWriter(recipe);
        writer.basics();
        writer.seeds();
        writer.text();
        writer.hires();
        writer.stochastic();
        writer.sigmas();
        writer.put("Version", version, !version.isEmpty());
        var settings =
                writer.fields.entrySet().stream()
                        .map(field -> field.getKey() + ": " + Quoting.quote(field.getValue()))
                        .collect(Collectors.joining(", "));
        var negative =
                recipe.negativePrompt().isEmpty()
                        ? ""
                        : "\nNegative prompt: " + recipe.negativePrompt();
        return (recipe.prompt() + negative + "\n" + settings).strip();
    }

    private void basics() {
        var sampling = recipe.sampling();
        put("Steps", sampling.steps());
        put("Sampler", sampling.sampler().label());
        put("Schedule type", schedule().label());
        put("CFG scale", sampling.cfgScale());
        put("Seed", Long.toUnsignedString(recipe.seed().value()));
        put("Size", recipe.size().toString());
        var model = recipe.model().orElse(new ModelRef("", ""));
        put("Model hash", model.hash(), !model.hash().isEmpty());
        put("Model", model.name(), !model.name().isEmpty());
    }

    /// What Automatic stands for, where it stands for more than the model's own levels.
    private ScheduleId schedule() {
        var asked = recipe.sampling().schedule();
        var automatic = recipe.sampling().sampler().automatic();
        boolean named = asked == ScheduleId.AUTOMATIC && automatic != ScheduleId.UNIFORM;
        return named ? automatic : asked;
    }

    private void seeds() {
        var seed = recipe.seed();
        put("Variation seed", seed.variation(), seed.strength() != 0);
        put("Variation seed strength", seed.strength(), seed.strength() != 0);
        seed.resizeFrom().ifPresent(size -> put("Seed resize from", size.toString()));
        if (recipe.mode() instanceof Mode.ImageToImage mode) {
            put("Denoising strength", mode.denoising());
        }
        if (recipe.mode() instanceof Mode.Inpaint mode) {
            put("Denoising strength", mode.denoising());
        }
        recipe.hires().ifPresent(hires -> put("Denoising strength", hires.denoising()));
    }

    private void text() {
        var text = recipe.text();
        put("Clip skip", text.clipSkip(), text.clipSkip() > 1);
        long ensd = tuning().stochastic().ensd();
        put("ENSD", ensd, ensd != 0 && uses(SamplerTrait.USES_ENSD));
        put("RNG", recipe.noise().name(), recipe.noise() != NoiseSource.GPU);
        boolean special = text.emphasis() != Emphasis.ORIGINAL;
        put("Emphasis", text.emphasis().label(), special && usesEmphasis());
        put("Pad conds", "True", text.padding() == Padding.EMPTY_CHUNKS);
        put("Pad conds v0", "True", text.padding() == Padding.REPEAT_LAST);
        put("Tiling", "True", recipe.tiling());
    }

    private boolean usesEmphasis() {
        try {
            return Attention.parse(recipe.prompt() + " " + recipe.negativePrompt()).stream()
                    .anyMatch(piece -> piece.weight() != 1 && !piece.isBreak());
        } catch (PromptException e) {
            return true; // a weight that cannot be read is a weight
        }
    }

    private void hires() {
        recipe.hires().ifPresent(this::hires);
    }

    private void hires(HiresPass hires) {
        hires.sampler().ifPresent(sampler -> put("Hires sampler", sampler.label()));
        hires.schedule().ifPresent(schedule -> put("Hires schedule type", schedule.label()));
        put("Hires prompt", hires.prompt(), !hires.prompt().isEmpty());
        put("Hires negative prompt", hires.negativePrompt(), !hires.negativePrompt().isEmpty());
        hires.resize().ifPresent(size -> put("Hires resize", size.toString()));
        put("Hires upscale", shortest(hires.scale()), hires.resize().isEmpty());
        put("Hires steps", hires.steps(), hires.steps() > 0);
        put("Hires upscaler", hires.upscaler());
    }

    private void stochastic() {
        var used = tuning().stochastic();
        put("Eta", used.eta(), uses(SamplerTrait.ANCESTRAL_ETA) && used.eta() != 1);
        put("Eta DDIM", used.etaDdim(), uses(SamplerTrait.DDIM_ETA) && used.etaDdim() != 0);
        boolean churns = uses(SamplerTrait.CHURN);
        put("Sigma churn", used.churn(), churns && used.churn() != 0);
        put("Sigma tmin", used.churnMin(), churns && used.churnMin() != 0);
        put("Sigma tmax", used.churnMax(), churns && used.churnMax() != 0);
        put("Sigma noise", used.noise(), uses(SamplerTrait.NOISE_FACTOR) && used.noise() != 1);
        var guidance = tuning().guidance();
        put("NGMS", guidance.ngms(), guidance.ngms() != 0);
        put("NGMS all steps", "True", guidance.ngmsAllSteps());
        put("Skip Early CFG", guidance.skipEarly(), guidance.skipEarly() != 0);
    }

    private void sigmas() {
        var sigmas = tuning().sigmas();
        put("Schedule min sigma", sigmas.min(), sigmas.min() != 0);
        put("Schedule max sigma", sigmas.max(), sigmas.max() != 0);
        put("Schedule rho", sigmas.rho(), sigmas.rho() != 0);
        boolean beta = recipe.sampling().schedule() == ScheduleId.BETA;
        put("Beta schedule alpha", sigmas.betaAlpha(), beta);
        put("Beta schedule beta", sigmas.betaBeta(), beta);
        put("Discard penultimate sigma", "True", sigmas.discardNextToLast());
        put("SGM noise multiplier", "True", sigmas.sgmNoise());
        put("Noise Schedule", "Zero Terminal SNR", sigmas.zeroTerminalSnr());
    }

    private Tuning tuning() {
        return recipe.sampling().tuning();
    }

    private boolean uses(SamplerTrait trait) {
        return recipe.sampling().sampler().has(trait);
    }

    private void put(String field, Object value) {
        put(field, value, true);
    }

    private void put(String field, Object value, boolean shown) {
        if (shown) {
            fields.put(field, value.toString());
        }
    }

    private static String shortest(double value) {
        return value == Math.rint(value) ? Long.toString((long) value) : Double.toString(value);
    }
}

package dev.atelier.recipe.infotext;

import dev.atelier.recipe.Emphasis;
import dev.atelier.recipe.ExtraField;
import dev.atelier.recipe.HiresPass;
import dev.atelier.recipe.Mode;
import dev.atelier.recipe.ModelRef;
import dev.atelier.recipe.NoiseSource;
import dev.atelier.recipe.Recipe;
import dev.atelier.recipe.ResourceHash.Kind;
import dev.atelier.recipe.SamplerId;
import dev.atelier.recipe.SamplerTrait;
import dev.atelier.recipe.SamplerTuning;
import dev.atelier.recipe.ScheduleId;
import dev.atelier.recipe.TextSettings.Padding;
import dev.atelier.recipe.VaeMethod;
import dev.atelier.recipe.prompt.Attention;
import dev.atelier.recipe.prompt.LoraTag;
import dev.atelier.recipe.prompt.PromptException;
import dev.atelier.recipe.prompt.PromptSchedule;
import dev.atelier.recipe.prompt.PythonText;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Predicate;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/// Writes the settings of a picture as A1111 v1.10.1 does (`create_infotext`), so that its users
/// and tools can read them. Settings that the sampler does not use are left out.
public final class InfotextWriter {
    private final LinkedHashMap<String, String> fields = new LinkedHashMap<>();
    private final Recipe recipe;
    private String lastOwn = "";

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
        writer.source();
        writer.text();
        recipe.secondPass().ifPresent(writer::hires);
        writer.mask();
        writer.encoder(!(recipe.mode() instanceof Mode.TextToImage));
        writer.words();
        writer.controls();
        writer.alphas();
        writer.sigmas();
        writer.stochastic();
        writer.refiner();
        writer.guidance();
        writer.encoder(writer.enlargesPixels());
        writer.decoder();
        writer.put("Version", version, !version.isEmpty());
        var settings =
                writer.withExtras().stream()
                        .map(InfotextWriter::pair)
                        .collect(Collectors.joining(", "));
        var negative =
                recipe.negativePrompt().isEmpty()
                        ? ""
                        : "\nNegative prompt: " + recipe.negativePrompt();
        return PythonText.strip(LoraTag.prompt(recipe) + negative + "\n" + settings);
    }

    /// A value that equals its name stands alone.
    private static String pair(Map.Entry<String, String> field) {
        return field.getKey().equals(field.getValue())
                ? field.getKey()
                : field.getKey() + ": " + Quoting.quote(field.getValue());
    }

    /// All fields, each extra one behind the field that it stood behind, or else where A1111 puts
    /// those of extensions: behind its own first ones.
    private List<Map.Entry<String, String>> withExtras() {
        var names = new ArrayList<>(fields.keySet());
        int usual = names.indexOf(lastOwn) + 1;
        for (var extra : recipe.extras()) {
            if (!fields.containsKey(extra.name()) && !isFormOfOwn(extra.name())) {
                int behind = names.indexOf(extra.after());
                int place = behind < 0 ? usual : behind + 1;
                usual += place <= usual ? 1 : 0;
                names.add(place, extra.name());
                fields.put(extra.name(), extra.value());
            }
        }
        return names.stream().map(name -> Map.entry(name, fields.getOrDefault(name, ""))).toList();
    }

    /// Fields that the recipe itself says or leaves out.
    private static boolean isFormOfOwn(String name) {
        return name.startsWith("ControlNet ") || name.equals(HiresFields.RESIZE);
    }

    /// The form in which a field was written, if it still says what the recipe does.
    private String asWritten(String name, String value, Predicate<String> same) {
        return recipe.extras().stream()
                .filter(extra -> extra.name().equals(name))
                .map(ExtraField::value)
                .filter(same)
                .findFirst()
                .orElse(value);
    }

    private void basics() {
        var sampling = recipe.sampling();
        put("Steps", sampling.steps());
        put("Sampler", sampling.sampler().label());
        put("Schedule type", schedule().label());
        put("CFG scale", sampling.cfgScale());
        sampling.tuning()
                .guidance()
                .imageCfgScale()
                .ifPresent(scale -> put("Image CFG scale", scale));
        put("Seed", recipe.seed().value());
        put("Size", recipe.size().toString());
        var model = recipe.model().orElse(new ModelRef("", ""));
        put("Model hash", model.hash(), !model.hash().isEmpty());
        put("Model", model.name(), !model.name().isEmpty());
        hashes("VAE hash", Kind.VAE);
        recipe.namedVae().ifPresent(name -> put("VAE", name));
    }

    /// What Automatic stands for, where it stands for more than the model's own levels.
    private ScheduleId schedule() {
        return named(recipe.sampling().schedule(), recipe.sampling().sampler());
    }

    private static ScheduleId named(ScheduleId asked, SamplerId sampler) {
        boolean more = sampler.automatic() != ScheduleId.UNIFORM;
        return asked == ScheduleId.AUTOMATIC && more ? sampler.automatic() : asked;
    }

    private void seeds() {
        var seed = recipe.seed();
        put("Variation seed", seed.variation(), seed.strength() != 0);
        put("Variation seed strength", seed.strength(), seed.strength() != 0);
        seed.resizeFrom().ifPresent(size -> put("Seed resize from", size.toString()));
    }

    private void source() {
        switch (recipe.mode()) {
            case Mode.TextToImage _ ->
                    recipe.secondPass()
                            .ifPresent(hires -> put("Denoising strength", hires.denoising()));
            case Mode.ImageToImage mode -> put("Denoising strength", mode.denoising());
            case Mode.Inpaint mode -> put("Denoising strength", mode.denoising());
        }
        tuning().imageInput()
                .maskWeight()
                .ifPresent(weight -> put("Conditional mask weight", weight));
    }

    private void text() {
        int clipSkip = recipe.text().clipSkip();
        put("Clip skip", clipSkip, clipSkip > 1);
        long ensd = tuning().stochastic().ensd();
        put("ENSD", ensd, ensd != 0 && uses(SamplerTrait.USES_ENSD));
        put("RNG", recipe.noise().name(), recipe.noise() != NoiseSource.GPU);
        put("Tiling", "True", recipe.tiling());
        lastOwn = String.valueOf(fields.lastEntry().getKey());
    }

    private void controls() {
        var units = recipe.activeControls();
        for (int i = 0; i < units.size(); i++) {
            var unit = units.get(i);
            var name = "ControlNet " + i;
            put(
                    name,
                    asWritten(
                            name,
                            ControlInfotext.write(unit),
                            text -> ControlInfotext.says(text, unit)));
        }
    }

    private void hires(HiresPass hires) {
        var sampler = recipe.sampling().sampler();
        hires.sampler()
                .filter(other -> other != sampler)
                .ifPresent(other -> put("Hires sampler", other.label()));
        put("Hires prompt", hires.prompt(), !hires.prompt().isEmpty());
        put("Hires negative prompt", hires.negativePrompt(), !hires.negativePrompt().isEmpty());
        hiresSchedule(hires, hires.sampler().orElse(sampler));
        hires.resize()
                .ifPresent(size ->
                        put(
                                HiresFields.RESIZE,
                                asWritten(HiresFields.RESIZE, size.toString(), this::resizes)));
        put("Hires upscale", PythonNumbers.wholeIfItIs(hires.scale()), hires.resize().isEmpty());
        put("Hires steps", hires.steps(), hires.steps() > 0);
        put("Hires upscaler", hires.upscaler());
    }

    private boolean resizes(String text) {
        try {
            var second = recipe.hires().orElseThrow();
            return HiresFields.resolved(text, recipe.size()).equals(second.resize());
        } catch (IllegalArgumentException e) {
            return false;
        }
    }

    /// Written where it is another than the first pass's. The samplers that walk timesteps have
    /// none.
    private void hiresSchedule(HiresPass hires, SamplerId sampler) {
        var asked = hires.schedule().orElse(recipe.sampling().schedule());
        var second = named(asked, sampler);
        boolean other =
                !sampler.has(SamplerTrait.TIMESTEPS)
                        && second != ScheduleId.AUTOMATIC
                        && second != schedule();
        put("Hires schedule type", second.label(), other);
    }

    private void mask() {
        if (!(recipe.mode() instanceof Mode.Inpaint mode)) {
            return;
        }
        var mask = mode.settings();
        put("Mask mode", "Inpaint not masked", mask.invert());
        put("Mask blur", mask.blur(), mask.blur() > 0);
        mask.onlyMasked()
                .ifPresent(padding -> {
                    put("Inpaint area", "Only masked");
                    put("Masked area padding", padding);
                });
        put("Masked content", mask.fill().label(), mask.fill() != Mode.Fill.ORIGINAL);
    }

    /// Of a picture to start from, where A1111 encodes it: before the first step. Of one that is
    /// enlarged between two passes, after them.
    private void encoder(boolean wanted) {
        var encode = tuning().vae().encode();
        put("VAE Encoder", encode.label(), wanted && encode != VaeMethod.FULL);
    }

    private boolean enlargesPixels() {
        return recipe.secondPass().filter(it -> it.pixelUpscaler().isPresent()).isPresent();
    }

    private void words() {
        hashes("Lora hashes", Kind.LORA);
        put("Old prompt editing timelines", "True", recipe.text().oldEditing() && edits());
        boolean special = recipe.text().emphasis() != Emphasis.ORIGINAL;
        put("Emphasis", recipe.text().emphasis().label(), special && usesEmphasis());
        hashes("TI hashes", Kind.EMBEDDING);
    }

    private void hashes(String field, Kind kind) {
        var list = ResourceHashFields.write(recipe.resourceHashes(), kind);
        put(field, list, !list.isEmpty());
    }

    /// Whether the older rules read these prompts otherwise.
    private boolean edits() {
        var sampler = recipe.sampling().sampler();
        int first = recipe.sampling().steps();
        int steps = sampler.callsFor(first);
        int second =
                sampler.callsFor(
                        recipe.secondPass().map(HiresPass::steps).filter(n -> n > 0).orElse(first));
        int hires = recipe.secondPass().isPresent() ? second : 0;
        try {
            return Stream.of(recipe.prompt(), recipe.negativePrompt())
                    .anyMatch(text ->
                            !schedule(text, steps, hires, true)
                                    .equals(schedule(text, steps, hires, false)));
        } catch (PromptException e) {
            return false; // nobody draws it
        }
    }

    private static PromptSchedule schedule(String text, int steps, int hires, boolean old) {
        return PromptSchedule.of(text, new PromptSchedule.Steps(steps, hires, old));
    }

    private boolean usesEmphasis() {
        try {
            return Attention.parse(recipe.prompt() + " " + recipe.negativePrompt()).stream()
                    .anyMatch(piece -> piece.weight() != 1 && !piece.isBreak());
        } catch (PromptException e) {
            return true; // a weight that cannot be read is a weight
        }
    }

    private void alphas() {
        put("Downcast alphas_cumprod", "True", tuning().compatibility().downcastAlphas());
        put("Noise Schedule", "Zero Terminal SNR", tuning().sigmas().zeroTerminalSnr());
        var input = tuning().imageInput();
        boolean image = !(recipe.mode() instanceof Mode.TextToImage);
        put("Noise multiplier", input.noiseMultiplier(), image && input.noiseMultiplier() != 1);
    }

    private void sigmas() {
        var sigmas = tuning().sigmas();
        put("Discard penultimate sigma", "True", sigmas.discardNextToLast());
        put("Schedule min sigma", sigmas.min(), sigmas.min() != 0);
        put("Schedule max sigma", sigmas.max(), sigmas.max() != 0);
        put("Schedule rho", sigmas.rho(), sigmas.rho() != 0);
        boolean beta = recipe.sampling().schedule() == ScheduleId.BETA;
        put("Beta schedule alpha", sigmas.betaAlpha(), beta);
        put("Beta schedule beta", sigmas.betaBeta(), beta);
        put("SGM noise multiplier", "True", sigmas.sgmNoise());
        double extra = tuning().imageInput().extraNoise();
        boolean image =
                !(recipe.mode() instanceof Mode.TextToImage) || recipe.secondPass().isPresent();
        put("Extra noise", extra, image && extra > 0);
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
    }

    private void refiner() {
        recipe.refiner()
                .ifPresent(refiner -> {
                    var model = refiner.model();
                    var hash = model.hash().isEmpty() ? "" : " [" + model.hash() + "]";
                    put("Refiner", model.name() + hash);
                    put("Refiner switch at", refiner.switchAt());
                    put("Refiner switch by sampling steps", "True", refiner.bySamplingSteps());
                });
    }

    private void guidance() {
        var guidance = tuning().guidance();
        put("Skip Early CFG", guidance.skipEarly(), guidance.skipEarly() != 0);
        put("NGMS", guidance.ngms(), guidance.ngms() != 0);
        put("NGMS all steps", "True", guidance.ngmsAllSteps());
        put("Pad conds", "True", recipe.text().padding() == Padding.EMPTY_CHUNKS);
        put("Pad conds v0", "True", recipe.text().padding() == Padding.REPEAT_LAST);
    }

    /// A1111 leaves out the decoder of a second pass, which it uses too.
    private void decoder() {
        var decode = tuning().vae().decode();
        put("VAE Decoder", decode.label(), decode != VaeMethod.FULL);
    }

    private SamplerTuning tuning() {
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
            fields.put(
                    field,
                    value instanceof Double number ? PythonNumbers.text(number) : value.toString());
        }
    }
}

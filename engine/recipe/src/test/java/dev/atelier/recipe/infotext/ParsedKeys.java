package dev.atelier.recipe.infotext;

import dev.atelier.recipe.Emphasis;
import dev.atelier.recipe.HiresPass;
import dev.atelier.recipe.Mode;
import dev.atelier.recipe.Mode.MaskSettings;
import dev.atelier.recipe.ModelRef;
import dev.atelier.recipe.Recipe;
import dev.atelier.recipe.Refiner;
import dev.atelier.recipe.ResourceHash.Kind;
import dev.atelier.recipe.SamplerId;
import dev.atelier.recipe.ScheduleId;
import dev.atelier.recipe.Size;
import dev.atelier.recipe.TextSettings.Padding;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/// What a recipe says under the keys of A1111's `parse_generation_parameters`.
final class ParsedKeys {
    private ParsedKeys() {}

    /// The value under `key` as A1111 spells it, or null where a recipe has no place for it.
    static @Nullable Object value(Recipe recipe, String key) {
        var sampling = recipe.sampling();
        return switch (key) {
            case "Prompt" -> recipe.prompt();
            case "Negative prompt" -> recipe.negativePrompt();
            case "Steps" -> sampling.steps();
            case "CFG scale" -> sampling.cfgScale();
            case "Seed" -> recipe.seed().bits();
            case "Size-1" -> recipe.size().width();
            case "Size-2" -> recipe.size().height();
            case "Size" -> recipe.size().width() + " x " + recipe.size().height();
            case "Model" -> recipe.model().map(ModelRef::name).orElse("");
            case "Model hash" -> recipe.model().map(ModelRef::hash).orElse("");
            case "Variation seed" -> recipe.seed().variationBits();
            case "Variation seed strength" -> recipe.seed().strength();
            case "Seed resize from-1" -> recipe.seed().resizeFrom().map(Size::width).orElse(0);
            case "Seed resize from-2" -> recipe.seed().resizeFrom().map(Size::height).orElse(0);
            case "RNG" -> recipe.noise().name();
            case "Clip skip" -> recipe.text().clipSkip();
            case "Emphasis" -> emphasis(recipe.text().emphasis());
            case "Tiling" -> flag(recipe.tiling());
            case "Pad conds" -> flag(recipe.text().padding() == Padding.EMPTY_CHUNKS);
            case "Pad conds v0" -> recipe.text().padding() == Padding.REPEAT_LAST;
            case "Old prompt editing timelines" -> recipe.text().oldEditing();
            case "Refiner" ->
                    recipe.refiner()
                            .map(Refiner::model)
                            .map(m -> m.name() + " [" + m.hash() + "]")
                            .orElse("");
            case "Refiner switch at" -> recipe.refiner().map(Refiner::switchAt).orElse(1.0);
            case "Refiner switch by sampling steps" ->
                    recipe.refiner().map(Refiner::bySamplingSteps).orElse(false);
            case "Lora hashes" -> ResourceHashFields.write(recipe.resourceHashes(), Kind.LORA);
            case "TI hashes" -> ResourceHashFields.write(recipe.resourceHashes(), Kind.EMBEDDING);
            case "ControlNet 0" -> ControlInfotext.write(recipe.controls().getFirst());
            default -> key.startsWith("Hires") ? hires(recipe, key) : tuning(recipe, key);
        };
    }

    private static @Nullable Object hires(Recipe recipe, String key) {
        var hires = recipe.hires();
        return switch (key) {
            case "Hires upscale" -> hires.map(HiresPass::scale).orElse(0.0);
            case "Hires upscaler" -> hires.map(HiresPass::upscaler).orElse("");
            case "Hires steps" -> hires.map(HiresPass::steps).orElse(0);
            case "Hires resize-1" -> hires.flatMap(HiresPass::resize).map(Size::width).orElse(0);
            case "Hires resize-2" -> hires.flatMap(HiresPass::resize).map(Size::height).orElse(0);
            case "Hires sampler" ->
                    hires.flatMap(HiresPass::sampler)
                            .map(SamplerId::label)
                            .orElse("Use same sampler");
            case "Hires schedule type" ->
                    hires.flatMap(HiresPass::schedule)
                            .map(ScheduleId::label)
                            .orElse("Use same scheduler");
            case "Hires prompt" -> hires.map(HiresPass::prompt).orElse("");
            case "Hires negative prompt" -> hires.map(HiresPass::negativePrompt).orElse("");
            default -> null;
        };
    }

    private static @Nullable Object tuning(Recipe recipe, String key) {
        var tuning = recipe.sampling().tuning();
        return switch (key) {
            case "ENSD" -> tuning.stochastic().ensd();
            case "Eta" -> tuning.stochastic().eta();
            case "Eta DDIM" -> tuning.stochastic().etaDdim();
            case "Sigma churn" -> tuning.stochastic().churn();
            case "Sigma tmin" -> tuning.stochastic().churnMin();
            case "Sigma tmax" -> tuning.stochastic().churnMax();
            case "Sigma noise" -> tuning.stochastic().noise();
            case "NGMS" -> tuning.guidance().ngms();
            case "Schedule min sigma" -> tuning.sigmas().min();
            case "Schedule max sigma" -> tuning.sigmas().max();
            case "Schedule rho" -> tuning.sigmas().rho();
            case "Beta schedule alpha" -> tuning.sigmas().betaAlpha();
            case "Beta schedule beta" -> tuning.sigmas().betaBeta();
            case "Discard penultimate sigma" -> flag(tuning.sigmas().discardNextToLast());
            case "SGM noise multiplier" -> flag(tuning.sigmas().sgmNoise());
            case "Noise Schedule" -> tuning.sigmas().zeroTerminalSnr() ? "Zero Terminal SNR" : "";
            case "Downcast alphas_cumprod" -> flag(tuning.compatibility().downcastAlphas());
            case "Noise multiplier" -> tuning.imageInput().noiseMultiplier();
            case "Extra noise" -> tuning.imageInput().extraNoise();
            default -> source(recipe, key);
        };
    }

    private static @Nullable Object source(Recipe recipe, String key) {
        var mask =
                recipe.mode() instanceof Mode.Inpaint inpaint
                        ? inpaint.settings()
                        : MaskSettings.DEFAULT;
        return switch (key) {
            case "Denoising strength" -> denoising(recipe);
            case "Mask mode" -> mask.invert() ? "Inpaint not masked" : "Inpaint masked";
            case "Mask blur" -> mask.blur();
            case "Masked content" -> mask.fill().label();
            case "Inpaint area" -> mask.onlyMasked().isPresent() ? "Only masked" : "Whole picture";
            case "Masked area padding" -> mask.onlyMasked().orElse(32);
            default -> null;
        };
    }

    private static Object denoising(Recipe recipe) {
        Optional<Double> hires = recipe.hires().map(HiresPass::denoising);
        return switch (recipe.mode()) {
            case Mode.TextToImage _ -> hires.orElse(0.0);
            case Mode.ImageToImage mode -> mode.denoising();
            case Mode.Inpaint mode -> mode.denoising();
        };
    }

    private static String emphasis(Emphasis emphasis) {
        return emphasis.label();
    }

    private static String flag(boolean on) {
        return on ? "True" : "False";
    }
}
